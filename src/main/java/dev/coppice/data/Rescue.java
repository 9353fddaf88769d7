package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the volumes that a run will lose, as files outside the engine, made while their writers
 * are held.
 */
public final class Rescue {

  private static final String INSIDE = "/volume";

  private final Engine engine;
  private final Gateway gateway;
  private final Map<String, String> marks;
  private final String run;
  private final Path folder;
  private final SortedMap<String, RescueCopy> copies = new TreeMap<>();
  private final List<String> held = new ArrayList<>();
  private boolean imageMade;

  /**
   * @param marks labels that everything made by this run carries
   * @param store folder of all rescue copies; those of this run come into one of its own
   */
  public Rescue(Engine engine, Gateway gateway, Map<String, String> marks, String run, Path store) {
    this.engine = engine;
    this.gateway = gateway;
    this.marks = Map.copyOf(marks);
    this.run = run;
    this.folder = store.resolve(run);
  }

  /** The copies made so far, by the name of the volume. */
  public synchronized List<RescueCopy> copies() {
    return List.copyOf(copies.values());
  }

  /** Identities of the containers that this run paused. */
  public synchronized List<String> held() {
    return List.copyOf(held);
  }

  /** Carries out a step with the verb HOLD: pauses the container that is its object. */
  public void hold(Step step) {
    Container container = present(step);
    if (!container.isRunning() && !container.state().equals("restarting")) {
      // What does not run writes nothing, and somebody else's pause is not ours to undo.
      return;
    }
    synchronized (this) {
      held.add(container.id());
    }
    gateway.step(step.id()).pause(container.id());
    String state = present(step).state();
    if (!state.equals("paused")) {
      throw new EngineException(
          "pause container " + container.name(), "it is " + state + " afterwards", 0, null);
    }
  }

  private Container present(Step step) {
    return engine
        .container(step.object())
        .orElseThrow(
            () ->
                new EngineException(
                    "hold container " + step.object(), "it is not there any more", 404, null));
  }

  /**
   * Lets containers go on that were held. What is gone or not paused is left alone; one that cannot
   * be let go does not keep the others from it.
   */
  public static void release(Engine engine, EngineChanges changes, List<String> containers) {
    @Nullable EngineException failure = null;
    for (String container : containers) {
      try {
        if (engine.container(container).filter(c -> c.state().equals("paused")).isPresent()) {
          changes.unpause(container);
        }
      } catch (EngineException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Carries out a step with the verb COPY: copies the volume that is its object into a file. */
  public void copy(Step step) throws IOException {
    String volume = step.object();
    if (!volume.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IOException("tried to copy volume " + volume + " but its name is no file's name");
    }
    if (engine.volume(volume).isEmpty()) {
      // Mounting a volume that is not there would make one.
      throw new EngineException("copy volume " + volume, "it is not there any more", 404, null);
    }
    EngineChanges changes = gateway.step(step.id());
    makeImage(changes);
    DurableFile.createFolder(folder);
    String scratch =
        changes.createContainer("coppice-rescue-" + run + "-" + volume, body(volume, step));
    RescueCopy copy;
    try {
      copy =
          new RescueFile(volume, folder.resolve(volume + ".tar"))
              .write(out -> engine.copyOut(scratch, INSIDE, out));
    } catch (IOException e) {
      throw new IOException(
          "tried to copy volume " + volume + " to " + folder + " but failed because: " + e, e);
    } finally {
      // It holds the volume, which could not be removed while it stands.
      changes.removeContainer(scratch);
    }
    synchronized (this) {
      copies.put(volume, copy);
    }
  }

  private synchronized void makeImage(EngineChanges changes) {
    if (!imageMade) {
      changes.importEmptyImage(image());
      imageMade = true;
    }
  }

  /** Removes what the copying needed on the engine; the copies stay. */
  public synchronized void clear(EngineChanges changes) {
    if (imageMade) {
      changes.removeImage(image());
      imageMade = false;
    }
  }

  private String image() {
    return "coppice/empty:" + run;
  }

  private Map<String, Object> body(String volume, Step step) {
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
                    true,
                    "VolumeOptions",
                    Map.of("NoCopy", true)))));
  }
}
