package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.HealthAnswer;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One replica's part of line 7. */
record StandingContainer(
    Facts facts, ExpectedService service, Container container, String named, List<Life> lives) {

  /** An engine tells of a start so much later than it was, at the most. */
  private static final Duration TELLING = Duration.ofSeconds(1);

  static void look(
      Facts facts, ExpectedService service, Container container, List<Life> all, Doubts doubts) {
    List<Life> own = all.stream().filter(life -> life.container().equals(container.id())).toList();
    String named = Origin.named(container) + " of service " + service.name();
    new StandingContainer(facts, service, container, named, own).look(doubts);
  }

  private void look(Doubts doubts) {
    memory(doubts);
    if (service.oneShot()) {
      job(doubts);
    } else if (!container.isRunning()) {
      stopped(doubts);
    } else {
      health(doubts);
      restarts(doubts);
    }
  }

  /** The engine's mark stays until the next start; a process that died for it leaves an event. */
  private void memory(Doubts doubts) {
    boolean before =
        !cameUp() && original().map(Container::oomKilled).orElse(facts.before() == null);
    int heard = lives.stream().mapToInt(Life::outOfMemory).sum();
    if (container.oomKilled() && !before) {
      doubts.fails(named + " ran out of memory and was killed for it.");
    } else if (heard > 0) {
      doubts.fails(
          named
              + " ran out of memory: the engine told "
              + Wording.count(heard, "time")
              + " that a process in it was killed for it.");
    }
  }

  private void job(Doubts doubts) {
    if (!container.state().equals("exited")) {
      doubts.fails(named + " should have ended with exit code 0 and is " + container.state() + ".");
    } else if (container.exitCode() != 0) {
      doubts.fails(
          named
              + " should have ended with exit code 0 and ended with "
              + container.exitCode()
              + "; see its log.");
    }
  }

  private void stopped(Doubts doubts) {
    boolean endedWell = container.state().equals("exited") && container.exitCode() == 0;
    if (endedWell && facts.before() == null) {
      doubts.unclear(
          named + " ended with exit code 0, and nothing says whether it is a job or a server.");
    } else {
      doubts.fails(
          named
              + " should run and is "
              + container.state()
              + (container.state().equals("exited")
                  ? " with exit code " + container.exitCode() + "; see its log."
                  : "."));
    }
  }

  /** What became unhealthy before the stack was back is part of the outage: it is only told. */
  private void health(Doubts doubts) {
    if (isUndecided() && facts.run().healthAnswers().stream().anyMatch(this::isAtEnd)) {
      ownAnswer(doubts);
    } else if (service.healthCheck() && container.health() == null) {
      doubts.unclear(named + " has no health check to tell whether it is healthy.");
    } else if (container.health() != null && !container.isHealthy()) {
      doubts.fails(named + " should be healthy and is " + container.health() + ".");
    }
    Rta rta = RecoveryTime.of(facts);
    Timeline timeline = new Timeline(facts.run());
    lives.stream()
        .flatMap(life -> life.relapsesMs().stream())
        .map(timeline::afterImpact)
        .filter(at -> rta != null && at >= rta.ms())
        .findFirst()
        .ifPresent(
            at ->
                doubts.fails(
                    named
                        + " became unhealthy again "
                        + Wording.seconds(at)
                        + " after impact, when the stack had been back since "
                        + Wording.seconds(rta == null ? 0 : rta.ms())
                        + ": its health flaps."));
  }

  /** Whether the engine has not said yet whether it is healthy. */
  private boolean isUndecided() {
    return container.health() == null || "starting".equals(container.health());
  }

  private boolean isAtEnd(HealthAnswer answer) {
    return answer.isOf(container) && answer.atEnd() != null;
  }

  /** Then its own health command, run by us at the end, is what the engine would run. */
  private void ownAnswer(Doubts doubts) {
    facts.run().healthAnswers().stream()
        .filter(answer -> isAtEnd(answer) && !Boolean.TRUE.equals(answer.atEnd()))
        .findFirst()
        .ifPresent(
            answer ->
                doubts.fails(
                    named
                        + " should be healthy, and its own health command failed at the end: "
                        + answer.why()
                        + "."));
  }

  private void restarts(Doubts doubts) {
    boolean cameUp = cameUp();
    int restarts = container.restarts() - (cameUp ? 0 : restartsBefore());
    Life over =
        lives.stream()
            .filter(life -> life.endedMs() != null && (!cameUp || life.startedMs() != null))
            .findFirst()
            .orElse(null);
    if (restarts > 0) {
      doubts.fails(
          named
              + " was restarted by the engine "
              + Wording.count(restarts, "time")
              + (cameUp ? " since it was rebuilt" : " since impact")
              + (over == null ? "." : ", first after it had ended" + exitCode(over) + "."));
    } else if (over != null) {
      boolean again = !over.equals(lives.get(lives.size() - 1));
      doubts.fails(
          named
              + " ended"
              + exitCode(over)
              + " after impact"
              + (again ? " and was started again." : ", after it had come up."));
    } else if (unheardStart()) {
      doubts.fails(
          named
              + " was started again after impact without a word of it: it began to run at "
              + container.startedAt()
              + ".");
    } else if (cameUp && Events.first(facts, Events.CONTAINER, "start", container.id()) == null) {
      doubts.unclear(
          "No start event was heard of " + named + ", so nobody knows whether it ended meanwhile.");
    }
  }

  private static String exitCode(Life life) {
    return life.exitCode() == null ? "" : " with exit code " + life.exitCode();
  }

  /** Events may be missed; when it was started last, the engine remembers. */
  private boolean unheardStart() {
    Instant started = container.startedAt();
    if (started == null) {
      return false;
    }
    if (!cameUp()) {
      return original().map(Container::startedAt).filter(at -> !at.equals(started)).isPresent();
    }
    long heard = lives.isEmpty() ? 0 : lives.get(lives.size() - 1).startedNanos();
    Duration apart = Duration.between(Instant.ofEpochSecond(0, heard), started).abs();
    return heard > 0 && apart.compareTo(TELLING) > 0;
  }

  private boolean cameUp() {
    return Origin.cameUp(facts, container);
  }

  private Optional<Container> original() {
    Inventory before = facts.before();
    return before == null ? Optional.empty() : before.container(container.id());
  }

  private int restartsBefore() {
    return facts.before() == null
        ? container.restarts() // it stood already, and nobody counted before
        : original().map(Container::restarts).orElse(0);
  }
}
