package dev.coppice.scenario;

import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether services and restores can start in the order that the scenario asks for, and serve. */
record RestoreOrder(Scenario scenario, Yaml tree, Stack stack, Problems problems) {

  private static final String RESTORE = "the restore of ";

  void run() {
    List<Scenario.Restore> restores = scenario.recovery().restores();
    for (int i = 0; i < restores.size(); i++) {
      Scenario.Restore restore = restores.get(i);
      Yaml item = tree.at("recovery", "restore").items().get(i);
      Yaml written = item.at("before");
      for (int b = 0; b < restore.before().size(); b++) {
        String service = restore.before().get(b);
        List<String> chain = chain(RESTORE + restore.backup(), service, new LinkedHashSet<>());
        if (chain != null) {
          problems.add(
              written.items().get(b).place(),
              "%s cannot wait for %s%s, which waits for it: %s"
                  .formatted(service, RESTORE, restore.backup(), String.join(" ← ", chain)));
        }
      }
      new RestoreRunning(restore, item, stack, problems)
          .run(before(RESTORE + restore.backup(), new LinkedHashSet<>()));
    }
  }

  /** How one thing waits for another, directly or not: from the first to the second, or null. */
  private @Nullable List<String> chain(String from, String to, Set<String> seen) {
    if (from.equals(to)) {
      return List.of(to);
    }
    if (!seen.add(from)) {
      return null;
    }
    for (String awaited : awaited(from)) {
      List<String> rest = chain(awaited, to, seen);
      if (rest != null) {
        List<String> chain = new ArrayList<>(rest);
        chain.add(from);
        return chain;
      }
    }
    return null;
  }

  /** All that one thing waits for, directly or not. */
  private Set<String> before(String node, Set<String> seen) {
    awaited(node).stream().filter(seen::add).forEach(awaited -> before(awaited, seen));
    return seen;
  }

  private Set<String> awaited(String node) {
    Set<String> awaited = new LinkedHashSet<>();
    for (Scenario.Restore restore : scenario.recovery().restores()) {
      String name = RESTORE + restore.backup();
      if (node.equals(name)) {
        awaited.addAll(restore.after().keySet());
        if (restore.how() == Scenario.Restore.How.EXEC) {
          awaited.add(restore.command().service());
        }
      } else if (restore.before().contains(node)) {
        awaited.add(name);
      }
    }
    Service service = stack.services().get(node);
    if (service != null) {
      service.dependsOn().forEach(dependency -> awaited.add(dependency.service()));
    }
    return awaited;
  }
}
