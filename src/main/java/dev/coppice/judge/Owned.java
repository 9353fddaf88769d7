package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An object of an inventory and whose it is.
 *
 * @param words kind and name, such as {@code Volume orders}
 * @param ours whether it is the stack's, or this run made it
 * @param madeByRun whether this run made it
 */
record Owned(String words, boolean ours, boolean madeByRun) {

  /** The objects that a call may have meant; names repeat between kinds of objects. */
  static List<Owned> find(Facts facts, Inventory inventory, Touched touch) {
    String object = touch.object();
    List<Owned> found = new ArrayList<>();
    if (mayMean(touch, "container")) {
      inventory.containers().stream()
          .filter(c -> c.id().equals(object) || c.name().equals(object))
          .forEach(c -> found.add(of(facts, c)));
    }
    if (mayMean(touch, "network")) {
      inventory.networks().stream()
          .filter(n -> n.id().equals(object) || n.name().equals(object))
          .filter(n -> !touch.call().startsWith("connect")) // changes our container, not a network
          .forEach(n -> found.add(of(facts, n)));
    }
    if (mayMean(touch, "volume")) {
      inventory.volume(object).ifPresent(v -> found.add(of(facts, v)));
    }
    if (mayMean(touch, "image")) {
      inventory.image(object).ifPresent(image -> found.add(of(facts, image, object)));
    }
    return found;
  }

  static Owned of(Facts facts, Container container) {
    return labelled(facts, "Container " + container.name(), container.labels());
  }

  static Owned of(Facts facts, Network network) {
    return labelled(facts, "Network " + network.name(), network.labels());
  }

  static Owned of(Facts facts, Volume volume) {
    return labelled(facts, "Volume " + volume.name(), volume.labels());
  }

  /** An image is the stack's where the definition names its repository. */
  static Owned of(Facts facts, Image image, String reference) {
    boolean named =
        Stream.concat(
                Stream.of(reference),
                Stream.concat(image.tags().stream(), image.digests().stream()))
            .anyMatch(
                known ->
                    facts.plan().images().stream()
                        .anyMatch(i -> FreshImages.sameRepository(i.reference(), known)));
    return new Owned("Image " + reference, named, false);
  }

  private static Owned labelled(Facts facts, String words, Map<String, String> labels) {
    boolean made =
        Origin.carriesNonce(facts, labels) || facts.run().run().equals(labels.get(Labels.RUN));
    boolean ofStack = facts.plan().project().equals(labels.get(Labels.PROJECT));
    return new Owned(words, made || ofStack, made);
  }

  /** A call that names a kind of object means that kind; one that names none may mean any. */
  private static boolean mayMean(Touched touch, String kind) {
    return touch.call().contains(kind)
        || Stream.of("container", "network", "volume", "image").noneMatch(touch.call()::contains);
  }
}
