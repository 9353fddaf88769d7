package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Difference;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Line 6: each rebuilt container equals its original, or the definition says why it does not. */
record Configuration() implements ConditionRule {

  /** So many differing settings are named in one sentence; all of them are in the evidence. */
  private static final int NAMED = 5;

  @Override
  public int id() {
    return 6;
  }

  @Override
  public String name() {
    return "Each rebuilt container equals its original";
  }

  @Override
  public Finding judge(Facts facts) {
    Inventory after = facts.after();
    if (after == null) {
      return Finding.unknown("Nobody looked at the engine at the end.");
    }
    Inventory before = facts.before();
    if (before == null) {
      return facts.plan().command().equals("recover")
          ? againstDefinition(facts, after)
          : Finding.unknown("Nobody looked at the engine before impact.");
    }
    Doubts doubts = new Doubts();
    Equivalence equivalence = Equivalence.of(facts, before, after);
    equivalence.unclear().forEach(doubts::unclear);
    unexplained(equivalence.differences())
        .forEach((object, paths) -> doubts.fails(sentence(object, paths)));
    long explained =
        equivalence.differences().stream().filter(d -> d.explanation() != null).count();
    return doubts.or(
        Wording.count(equivalence.compared(), "rebuilt object")
            + " compared with the originals: "
            + (explained == 0
                ? "no difference."
                : Wording.count(explained, "difference") + ", explained by the definition."));
  }

  private static Map<String, List<Difference>> unexplained(List<Difference> differences) {
    return differences.stream()
        .filter(difference -> difference.explanation() == null)
        .collect(
            Collectors.groupingBy(Difference::object, LinkedHashMap::new, Collectors.toList()));
  }

  private static String sentence(String object, List<Difference> differences) {
    String named =
        differences.stream()
            .limit(NAMED)
            .map(d -> d.path() + " was " + shown(d.before()) + " and is " + shown(d.after()))
            .collect(Collectors.joining("; "));
    int more = differences.size() - NAMED;
    return object
        + " came back different: "
        + named
        + (more > 0 ? "; and " + more + " more." : ".");
  }

  private static String shown(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "not set" : "`" + value + "`";
  }

  /** There is no original to compare with: the plan says what the definition asks for. */
  private static Finding againstDefinition(Facts facts, Inventory after) {
    Doubts doubts = new Doubts();
    for (ExpectedService service : facts.plan().services()) {
      List<Container> replicas = after.replicas(facts.plan().project(), service.name());
      if (replicas.size() != service.replicas()) {
        doubts.fails(
            "The definition asks for "
                + Wording.count(service.replicas(), "replica")
                + " of service "
                + service.name()
                + ", and there are "
                + replicas.size()
                + ".");
      }
      for (Container container : replicas) {
        if (service.healthCheck() && container.health() == null && !service.oneShot()) {
          doubts.fails(
              Origin.named(container) + " has no health check, though the definition gives one.");
        }
      }
    }
    return doubts.or(
        "Replicas and health checks are as the definition asks, and line 5 looks at the images;"
            + " other settings had no original to be compared with.");
  }
}
