package dev.coppice.drill;

import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Tells from the engine's events what others do to the stack's volumes. Events of volumes carry no
 * labels and names come again, so they are counted against the calls of the run.
 */
final class OtherHandOnVolumes {

  private final Set<String> names = new HashSet<>();
  private final Set<String> standing = new HashSet<>();
  private final Map<String, Integer> heard = new HashMap<>();
  private final ToIntFunction<Touched> calls;

  /**
   * Knows what stands.
   *
   * @param calls how often the run has made such a call on such an object by now
   */
  OtherHandOnVolumes(Stack stack, Inventory before, ToIntFunction<Touched> calls) {
    this.calls = calls;
    stack.volumes().values().stream()
        .filter(volume -> !volume.external())
        .map(VolumeDefinition::name)
        .forEach(names::add);
    before.volumes().forEach(volume -> standing.add(volume.name()));
  }

  /** A sentence where somebody else did it, empty where it was this run or is nothing to tell. */
  synchronized Optional<String> told(EngineEvent event) {
    String name = event.id();
    if (!event.type().equals("volume") || !names.contains(name)) {
      return Optional.empty();
    }
    return switch (event.action()) {
      // Engine 20.10 says so of one that exists, each time a container is made with it (measured).
      case "create" ->
          standing.add(name) ? told("create volume", name, "created") : Optional.empty();
      case "destroy" -> {
        standing.remove(name);
        yield told("remove volume", name, "removed");
      }
      default -> Optional.empty();
    };
  }

  private Optional<String> told(String call, String name, String deed) {
    Touched ours = new Touched(call, name);
    return heard.merge(call + " " + name, 1, Integer::sum) > calls.applyAsInt(ours)
        ? Optional.of(OtherHand.sentence("volume " + name, deed))
        : Optional.empty();
  }
}
