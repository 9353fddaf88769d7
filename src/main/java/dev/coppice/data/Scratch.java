package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Containers that are made and never started, each with one volume mounted: through them a volume
 * is read and written without any image of the stack.
 */
public final class Scratch {

  /** Where the volume is mounted in them. */
  static final String INSIDE = "/volume";

  private final Engine engine;
  private final Gateway gateway;
  private final Map<String, String> marks;
  private final String run;
  private boolean imageKnown;
  private boolean imageMade;

  /**
   * @param marks labels that everything made by this run carries
   */
  Scratch(Engine engine, Gateway gateway, Map<String, String> marks, String run) {
    this.engine = engine;
    this.gateway = gateway;
    this.marks = Map.copyOf(marks);
    this.run = run;
  }

  /**
   * Makes one; what this run left under its name when it died goes first.
   *
   * @return its identity
   */
  String make(Step step, String purpose, String volume, boolean readOnly) {
    EngineChanges changes = gateway.step(step.id());
    makeImage(changes);
    String name = "coppice-" + purpose + "-" + run + "-" + volume;
    Optional<Container> left = engine.container(name).filter(this::isOurs);
    left.ifPresent(container -> changes.removeContainer(container.id()));
    return changes.createContainer(name, body(volume, readOnly, step));
  }

  private boolean isOurs(Container container) {
    return !marks.isEmpty() && container.labels().entrySet().containsAll(marks.entrySet());
  }

  /** It holds the volume, which could not be removed while it stands. */
  void remove(Step step, String container) {
    gateway.step(step.id()).removeContainer(container);
  }

  private synchronized void makeImage(EngineChanges changes) {
    // A second one of this name would leave the first without any.
    if (!imageKnown && engine.image(image()).isEmpty()) {
      imageMade = true;
      changes.importEmptyImage(image());
    }
    imageKnown = true;
  }

  /**
   * Removes the image that they were made of, unless it was there before them for something else.
   */
  synchronized void clear(EngineChanges changes) {
    if (imageMade) {
      changes.removeImage(image());
      imageMade = false;
      imageKnown = false;
    }
  }

  /** What the containers are made of that a run makes for its own work. */
  public static String image(String run) {
    return "coppice/empty:" + run;
  }

  private String image() {
    return image(run);
  }

  private Map<String, Object> body(String volume, boolean readOnly, Step step) {
    Map<String, String> labels = new TreeMap<>(marks);
    labels.put(Labels.STEP, step.id());
    return Map.of(
        "Image",
        image(),
        "Cmd",
        List.of("never-started"),
        "Labels",
        labels,
        "HostConfig",
        Map.of(
            "NetworkMode",
            "none",
            "Mounts",
            List.of(
                Map.of(
                    "Type",
                    "volume",
                    "Source",
                    volume,
                    "Target",
                    INSIDE,
                    "ReadOnly",
                    readOnly,
                    "VolumeOptions",
                    Map.of("NoCopy", true)))));
  }
}
