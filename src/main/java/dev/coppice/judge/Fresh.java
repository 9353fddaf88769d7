package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.time.Instant;

/** Line 4: nothing that was lost came back; what replaces it was made after impact. */
record Fresh() implements ConditionRule {

  @Override
  public int id() {
    return 4;
  }

  @Override
  public String name() {
    return "What replaces it is new";
  }

  @Override
  public Finding judge(Facts facts) {
    Inventory after = facts.after();
    if (after == null) {
      return Finding.unknown("Nobody looked at the engine at the end.");
    }
    if (facts.run().impactSinceStartMs() == null) {
      return Finding.unknown("The run ended before impact, so nothing was made after it.");
    }
    if (facts.before() == null && !facts.plan().command().equals("recover")) {
      return Finding.unknown("Nobody looked at the engine before impact.");
    }
    Doubts doubts = new Doubts();
    FreshContainers.look(facts, after, doubts);
    facts.plan().losses(Loss.Kind.NETWORK).forEach(loss -> network(facts, after, loss, doubts));
    facts.plan().losses(Loss.Kind.VOLUME).forEach(loss -> volume(facts, after, loss, doubts));
    FreshImages.look(facts, after, doubts);
    return doubts.or("Everything that was lost was made anew after impact.");
  }

  private static void network(Facts facts, Inventory after, Loss loss, Doubts doubts) {
    if (after.networks().stream().anyMatch(network -> network.id().equals(loss.identity()))) {
      doubts.fails("Network " + loss.name() + " came back with the identity that was lost.");
    }
    for (Network network : after.networks()) {
      if (network.name().equals(loss.name())
          && !network.id().equals(loss.identity())
          && !isNew(facts, network)) {
        doubts.unclear("Nothing shows that network " + loss.name() + " was made after impact.");
      }
    }
  }

  private static boolean isNew(Facts facts, Network network) {
    Instant impact = facts.run().impactAt();
    Inventory before = facts.before();
    boolean known =
        before != null && before.networks().stream().anyMatch(n -> n.id().equals(network.id()));
    return !known
        && (Origin.carriesNonce(facts, network.labels())
            || Events.heard(facts, Events.NETWORK, "create", network.id())
            || (impact != null
                && new Timeline(facts.run()).wallHolds()
                && network.createdAt().isAfter(impact)));
  }

  /**
   * A volume has no identity: only the nonce that we gave it and read back proves that it is new.
   */
  private static void volume(Facts facts, Inventory after, Loss loss, Doubts doubts) {
    for (Volume volume : after.volumes()) {
      if (volume.name().equals(loss.identity()) && !Origin.carriesNonce(facts, volume.labels())) {
        doubts.fails(
            "Volume "
                + loss.name()
                + " does not carry this run's nonce: it may be the one that was to be lost.");
      }
    }
  }
}
