package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Line 7: every service and replica stands, none too many, none restarted, jobs ended well. */
record Standing() implements ConditionRule {

  @Override
  public int id() {
    return 7;
  }

  @Override
  public String name() {
    return "Every service and replica stands";
  }

  @Override
  public Finding judge(Facts facts) {
    Doubts doubts = new Doubts();
    if (!facts.run().interrupted()) {
      // In a resumed run a step that failed before may have become needless; what stands decides.
      for (StepOutcome step : Steps.notDone(facts, Phase.REBUILD)) {
        doubts.fails(Steps.failure(step, Phase.REBUILD));
      }
    }
    Inventory after = facts.after();
    if (after == null) {
      doubts.unclear("Nobody looked at the engine at the end.");
    } else {
      List<Life> lives = Lives.all(facts);
      for (ExpectedService service : facts.plan().services()) {
        count(facts, after, service, lives, doubts);
      }
      tooMany(facts, after, doubts);
    }
    for (String why : facts.run().down()) {
      doubts.fails("The stack may not have stood any more when the run ended: %s.".formatted(why));
    }
    if (facts.plan().services().isEmpty()) {
      doubts.unclear("The plan expects no service, so nothing was looked for.");
    }
    return doubts.or(
        Wording.count(facts.plan().services().size(), "service")
            + " with every replica as it should be, and none too many.");
  }

  private static void count(
      Facts facts, Inventory after, ExpectedService service, List<Life> lives, Doubts doubts) {
    List<Container> replicas = after.replicas(facts.plan().project(), service.name());
    if (replicas.size() != service.replicas()) {
      doubts.fails(
          "Service "
              + service.name()
              + " should have "
              + Wording.count(service.replicas(), "replica")
              + " and has "
              + replicas.size()
              + ".");
    }
    for (Container container : replicas) {
      StandingContainer.look(facts, service, container, lives, doubts);
    }
    replaced(facts, after, service, lives, doubts);
  }

  /**
   * Containers that came up in this run and are gone at the end, though no call of ours took them
   * away: something else put others in their place. What Compose does while it rebuilds is its own.
   */
  private static void replaced(
      Facts facts, Inventory after, ExpectedService service, List<Life> lives, Doubts doubts) {
    double rebuilt =
        facts.plan().rebuild().equals("native") ? 0 : new Timeline(facts.run()).rebuiltMs();
    for (Life life : lives) {
      Double ended = life.endedMs();
      if (life.service().equals(service.name())
          && life.startedMs() != null
          && ended != null
          && ended >= rebuilt
          && after.container(life.container()).isEmpty()
          && !isTakenAwayByUs(facts, life)) {
        doubts.fails(
            "Container %s of service %s came up, ended%s and is gone: something else put another in its place."
                .formatted(
                    life.name().isEmpty() ? Identity.abbreviated(life.container()) : life.name(),
                    service.name(),
                    life.exitCode() == null ? "" : " with exit code " + life.exitCode()));
      }
    }
  }

  private static boolean isTakenAwayByUs(Facts facts, Life life) {
    return facts.run().touched().stream()
        .anyMatch(
            touch ->
                touch.call().equals("remove container")
                    && (touch.object().equals(life.container())
                        || touch.object().equals(life.name())));
  }

  /** Containers of the project that the plan does not know, and left-overs of our own. */
  private static void tooMany(Facts facts, Inventory after, Doubts doubts) {
    Set<String> expected =
        facts.plan().services().stream().map(ExpectedService::name).collect(Collectors.toSet());
    for (Container container : after.containers()) {
      boolean ofStack = facts.plan().project().equals(container.project());
      boolean unexpected = !expected.contains(container.service()) || container.isOneOff();
      if (ofStack && unexpected && isMadeMeanwhile(facts, container)) {
        doubts.fails(
            Origin.named(container)
                + " stands, and the plan knows no such container: one too many.");
      }
    }
  }

  private static boolean isMadeMeanwhile(Facts facts, Container container) {
    Inventory before = facts.before();
    return before == null
        ? Origin.carriesNonce(facts, container.labels())
            || Events.heard(facts, Events.CONTAINER, "create", container.id())
        : before.container(container.id()).isEmpty();
  }
}
