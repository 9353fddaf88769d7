package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The kinds of disaster, and what several of them in a row take. */
public final class Disasters {

  /** Each kind's name in a scenario, and the record that holds its settings. */
  public static final Map<String, Class<? extends Disaster>> KINDS =
      Map.of(
          LoseContainers.KIND, LoseContainers.class,
          LoseNetworks.KIND, LoseNetworks.class,
          LoseVolumes.KIND, LoseVolumes.class,
          LoseImages.KIND, LoseImages.class,
          LoseService.KIND, LoseService.class);

  private Disasters() {}

  /** What the disasters take in their order; each object once, with the worst of its fates. */
  public static List<Loss> losses(List<Disaster> disasters, Stack stack, Inventory inventory) {
    List<Loss> losses = new ArrayList<>();
    for (Disaster disaster : disasters) {
      List<Loss> more = disaster.losses(stack, inventory, List.copyOf(losses));
      losses.removeIf(loss -> more.stream().anyMatch(worse -> isSameObject(loss, worse)));
      losses.addAll(more);
    }
    return List.copyOf(losses);
  }

  private static boolean isSameObject(Loss one, Loss other) {
    return one.kind() == other.kind()
        && one.identity().equals(other.identity())
        && one.name().equals(other.name());
  }
}
