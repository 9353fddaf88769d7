package dev.coppice.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the disasters of a scenario can happen in their order, as far as the file alone tells.
 * Where {@code only} or {@code except} narrow a loss, the stack decides: see {@link
 * ScenarioChecks}.
 */
final class LossChecks {

  private static final Set<String> NEED_NO_CONTAINERS = Set.of("networks", "volumes", "images");

  private final Yaml disasters;
  private final Problems problems;

  LossChecks(Yaml disasters, Problems problems) {
    this.disasters = disasters;
    this.problems = problems;
  }

  void run() {
    if (disasters instanceof Yaml.Items && disasters.items().isEmpty()) {
      problems.add(disasters.place(), "nothing is lost: a drill needs a disaster");
    } else if (!disasters.isPresent()) {
      problems.add(disasters.place(), "`disaster` is missing: a drill needs a disaster");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < disasters.items().size(); i++) {
      Yaml loss = disasters.items().get(i);
      once(loss, seen);
      notBothWays(loss);
      replicas(loss.at("replicas"));
      containersFirst(loss, disasters.items().subList(0, i));
    }
  }

  private void once(Yaml loss, Set<String> seen) {
    String kind = loss.at("lose").text();
    boolean ofService = isOf("service", loss);
    String key = ofService ? "service " + loss.at("service").text() : kind;
    if (key != null && !seen.add(key)) {
      problems.add(
          loss.at("lose").place(), "`" + key + "` is lost twice: put what is lost into one");
    }
  }

  private void notBothWays(Yaml loss) {
    if (!loss.at("only").items().isEmpty() && !loss.at("except").items().isEmpty()) {
      problems.add(loss.at("except").place(), "`except` beside `only`: give one of the two");
    }
  }

  private void replicas(Yaml replicas) {
    String text = replicas.text();
    if (text != null && text.matches("0|-[0-9]+")) {
      problems.add(replicas.place(), "`replicas` must be 1 or more, or left out for all");
    }
  }

  private void containersFirst(Yaml loss, List<Yaml> earlier) {
    String kind = loss.at("lose").text();
    if (kind == null || !NEED_NO_CONTAINERS.contains(kind)) {
      return;
    }
    boolean mayBeFree =
        earlier.stream()
            .anyMatch(
                before ->
                    isOf("containers", before)
                        || (isOf("service", before)
                            && "remove".equals(before.at("by").text())
                            && !kind.equals("networks")));
    if (!mayBeFree) {
      problems.add(
          loss.at("lose").place(),
          kind + " cannot be lost while their containers stand: put `lose: containers` before it");
    }
  }

  static boolean isOf(String kind, Yaml loss) {
    return kind.equals(loss.at("lose").text());
  }

  static boolean isPartial(Yaml loss) {
    return !loss.at("only").items().isEmpty() || !loss.at("except").items().isEmpty();
  }
}
