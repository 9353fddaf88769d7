package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Optional;

/** Whether what was to be lost is lost, seen in what the engine says stands. */
public final class Gone {

  private Gone() {}

  /** What still stands, one sentence each; empty where the loss is confirmed. Pure. */
  public static List<String> missingProof(List<Loss> losses, Inventory inventory) {
    return losses.stream().flatMap(loss -> standing(loss, inventory).stream()).distinct().toList();
  }

  private static Optional<String> standing(Loss loss, Inventory inventory) {
    String still = Ownership.described(loss) + " still stands";
    return switch (loss.kind()) {
      case CONTAINER -> container(loss, inventory);
      case NETWORK ->
          inventory.networks().stream()
              .filter(network -> network.id().equals(loss.identity()))
              .findFirst()
              .map(network -> still);
      case VOLUME -> inventory.volume(loss.identity()).map(volume -> still);
      case IMAGE ->
          inventory.images().stream()
              .filter(image -> image.id().equals(loss.identity()))
              .findFirst()
              .map(image -> still);
    };
  }

  private static Optional<String> container(Loss loss, Inventory inventory) {
    Optional<Container> container = inventory.container(loss.identity());
    if (loss.fate() == Fate.REMOVED) {
      return container.map(c -> Ownership.described(loss) + " still stands");
    }
    return container
        .filter(Losing::isUp)
        .map(c -> "%s is %s, not down".formatted(Ownership.described(loss), c.state()));
  }
}
