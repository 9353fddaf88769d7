package dev.coppice.judge;

import dev.coppice.evidence.Evidence.ObjectResult;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The stack's networks and volumes before and after, by what tells a new one from the old. */
final class Places {

  private Places() {}

  static List<ObjectResult> networks(Facts facts) {
    Set<String> names = new TreeSet<>();
    facts.plan().losses(Loss.Kind.NETWORK).forEach(loss -> names.add(loss.name()));
    for (Inventory inventory : inventories(facts)) {
      inventory.networks().stream()
          .filter(network -> Owned.of(facts, network).ours())
          .forEach(network -> names.add(network.name()));
    }
    return names.stream()
        .map(n -> new ObjectResult(n, network(facts.before(), n), network(facts.after(), n)))
        .toList();
  }

  static List<ObjectResult> volumes(Facts facts) {
    Set<String> names = new TreeSet<>();
    facts.plan().losses(Loss.Kind.VOLUME).forEach(loss -> names.add(loss.identity()));
    for (Inventory inventory : inventories(facts)) {
      inventory.volumes().stream()
          .filter(volume -> Owned.of(facts, volume).ours())
          .forEach(volume -> names.add(volume.name()));
    }
    return names.stream()
        .map(n -> new ObjectResult(n, volume(facts.before(), n), volume(facts.after(), n)))
        .toList();
  }

  private static List<Inventory> inventories(Facts facts) {
    return java.util.stream.Stream.of(facts.before(), facts.after())
        .filter(java.util.Objects::nonNull)
        .map(java.util.Objects::requireNonNull)
        .toList();
  }

  private static @Nullable String network(@Nullable Inventory inventory, String name) {
    return inventory == null ? null : inventory.networkNamed(name).map(Network::id).orElse(null);
  }

  private static @Nullable String volume(@Nullable Inventory inventory, String name) {
    return inventory == null ? null : inventory.volume(name).map(Places::identity).orElse(null);
  }

  /** A volume has no identity: its nonce says who made it, its time of creation only hints. */
  private static String identity(Volume volume) {
    String nonce = volume.labels().get(Labels.NONCE);
    return "created " + volume.createdAt() + (nonce == null ? "" : ", nonce " + nonce);
  }
}
