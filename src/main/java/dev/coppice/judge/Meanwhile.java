package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What others changed on the engine during a run: listed, never held against it. */
final class Meanwhile {

  private Meanwhile() {}

  /** One sentence for each object that is not the stack's and is not as it was. */
  static List<String> changes(Facts facts) {
    Inventory before = facts.before();
    Inventory after = facts.after();
    if (before == null || after == null) {
      return List.of();
    }
    List<String> changes = new ArrayList<>();
    compare("Container", containers(facts, before), containers(facts, after), changes);
    compare("Network", networks(facts, before), networks(facts, after), changes);
    compare("Volume", volumes(facts, before), volumes(facts, after), changes);
    return List.copyOf(changes);
  }

  /** What is seen of an object: its name, and what of it may change. */
  private record Seen(String name, String state) {}

  private static Map<String, Seen> containers(Facts facts, Inventory inventory) {
    return foreign(
        inventory.containers().stream()
            .filter(c -> !Owned.of(facts, c).ours())
            .filter(c -> Origin.loss(facts, Loss.Kind.CONTAINER, c.id()).isEmpty())
            .toList(),
        Container::id,
        c -> new Seen(c.name(), c.state()));
  }

  private static Map<String, Seen> networks(Facts facts, Inventory inventory) {
    return foreign(
        inventory.networks().stream()
            .filter(n -> !Owned.of(facts, n).ours())
            .filter(n -> Origin.loss(facts, Loss.Kind.NETWORK, n.id()).isEmpty())
            .toList(),
        Network::id,
        n -> new Seen(n.name(), ""));
  }

  private static Map<String, Seen> volumes(Facts facts, Inventory inventory) {
    return foreign(
        inventory.volumes().stream()
            .filter(v -> !Owned.of(facts, v).ours())
            .filter(v -> Origin.loss(facts, Loss.Kind.VOLUME, v.name()).isEmpty())
            .toList(),
        Volume::name,
        v -> new Seen(v.name(), ""));
  }

  private static <T> Map<String, Seen> foreign(
      List<T> objects, Function<T, String> identity, Function<T, Seen> seen) {
    Map<String, Seen> all = new TreeMap<>();
    objects.forEach(object -> all.put(identity.apply(object), seen.apply(object)));
    return all;
  }

  private static void compare(
      String kind, Map<String, Seen> before, Map<String, Seen> after, List<String> changes) {
    TreeSet<String> identities = new TreeSet<>(before.keySet());
    identities.addAll(after.keySet());
    for (String identity : identities) {
      Seen was = before.get(identity);
      Seen is = after.get(identity);
      if (was == null && is != null) {
        changes.add(kind + " " + is.name() + " appeared; it is not the stack's.");
      } else if (was != null && is == null) {
        changes.add(kind + " " + was.name() + " vanished; it is not the stack's.");
      } else if (was != null && is != null && !was.state().equals(is.state())) {
        changes.add(
            kind
                + " "
                + is.name()
                + " was "
                + was.state()
                + " and is "
                + is.state()
                + "; it is not the stack's.");
      }
    }
  }
}
