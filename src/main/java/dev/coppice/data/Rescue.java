package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the volumes that a run will lose, as files outside the engine, made while their writers
 * are held.
 */
public final class Rescue {

  /** The setting of a COPY step that names the volume as the user does. */
  public static final String NAME = "name";

  /** The setting of a COPY step that names the Compose project. */
  public static final String PROJECT = "project";

  private final Engine engine;
  private final Gateway gateway;
  private final Scratch scratch;
  private final String run;
  private final Path folder;
  private final SortedMap<String, RescueCopy> copies = new TreeMap<>();
  private final List<String> held = new ArrayList<>();

  /**
   * @param marks labels that everything made by this run carries
   * @param store folder of all rescue copies; those of this run come into one of its own
   */
  public Rescue(Engine engine, Gateway gateway, Map<String, String> marks, String run, Path store) {
    this.engine = engine;
    this.gateway = gateway;
    this.scratch = new Scratch(engine, gateway, marks, run);
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
    RescueCopy copy = copied(step, folder.resolve(RescueCopies.first(step.object())));
    synchronized (this) {
      copies.put(step.object(), copy);
    }
  }

  /**
   * Copies the volume that is the object of a step beside what was copied of it before: what came
   * into it since is in no copy yet.
   */
  public RescueCopy copyAgain(Step step) throws IOException {
    Path file = folder.resolve(RescueCopies.remade(step.object(), 1));
    for (int number = 2; Files.exists(file); number++) {
      file = folder.resolve(RescueCopies.remade(step.object(), number));
    }
    return copied(step, file);
  }

  /**
   * Copies once more the volume that is the object of a step, where it is not as it was copied: its
   * writers may have written on their way to their end.
   *
   * @return the last copy, which is put back in place of the first; empty where that one still
   *     holds everything
   */
  public Optional<RescueCopy> copyWhatCameLater(Step step) throws IOException {
    RescueCopy copy;
    synchronized (this) {
      copy = copies.get(step.object());
    }
    if (copy == null
        || engine.volume(step.object()).isEmpty()
        || sha256(step).equals(copy.sha256())) {
      return Optional.empty();
    }
    return Optional.of(copied(step, folder.resolve(RescueCopies.last(step.object()))));
  }

  private String sha256(Step step) throws IOException {
    MessageDigest digest = DurableFile.newSha256();
    String container = scratch.make(step, "rescue", step.object(), true);
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      engine.copyOut(container, Scratch.INSIDE, out);
      return DurableFile.hex(digest);
    } finally {
      scratch.remove(step, container);
    }
  }

  private RescueCopy copied(Step step, Path file) throws IOException {
    String volume = step.object();
    if (!volume.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IOException("tried to copy volume " + volume + " but its name is no file's name");
    }
    if (engine.volume(volume).isEmpty()) {
      // Mounting a volume that is not there would make one.
      throw new EngineException("copy volume " + volume, "it is not there any more", 404, null);
    }
    DurableFile.createFolder(folder);
    Instant begun = Instant.now();
    String container = scratch.make(step, "rescue", volume, true);
    try {
      RescueFile.Written written =
          new RescueFile(volume, file).write(out -> engine.copyOut(container, Scratch.INSIDE, out));
      manifest(step, written, begun).write(file);
      return written.copy();
    } catch (IOException e) {
      throw new IOException(
          "tried to copy volume " + volume + " to " + folder + " but failed because: " + e, e);
    } finally {
      scratch.remove(step, container);
    }
  }

  private RescueManifest manifest(Step step, RescueFile.Written written, Instant begun) {
    RescueCopy copy = written.copy();
    return new RescueManifest(
        RescueManifest.FORMAT,
        copy.volume(),
        step.settings().getOrDefault(NAME, copy.volume()),
        step.settings().getOrDefault(PROJECT, ""),
        engine.identity().name(),
        engine.identity().rootDir(),
        copy.sha256(),
        copy.bytes(),
        written.onDisk(),
        copy.entries(),
        begun,
        run);
  }

  /** Removes what the copying needed on the engine; the copies stay. */
  public void clear(EngineChanges changes) {
    scratch.clear(changes);
  }
}
