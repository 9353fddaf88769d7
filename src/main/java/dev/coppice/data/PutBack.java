package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.stack.Volume;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts rescue copies back: each into a volume that this very run has made, read back and compared
 * afterwards. What a volume held before is never overwritten here.
 */
public final class PutBack implements Performer {

  private static final int PIPE = 256 << 10;

  private final Engine engine;
  private final Gateway gateway;
  private final Map<String, String> marks;
  private final RescueCopies copies;
  private final Scratch scratch;

  /**
   * @param marks labels by which a volume is known to be made by this run
   */
  public PutBack(
      Engine engine, Gateway gateway, Map<String, String> marks, String run, RescueCopies copies) {
    this.engine = engine;
    this.gateway = gateway;
    this.marks = Map.copyOf(marks);
    this.copies = copies;
    this.scratch = new Scratch(engine, gateway, marks, run);
  }

  @Override
  public void perform(Step step) throws IOException, InterruptedException {
    String volume = step.setting(Step.VOLUME);
    String from = step.setting(Step.FROM);
    RescueCopies.Copy copy =
        copies
            .of(from, step.object())
            .orElseThrow(
                () ->
                    new IOException(
                        "run %s has no rescue copy of volume %s in %s"
                            .formatted(from, step.object(), copies.folder(from))));
    try {
      requireOurs(volume);
      requireSound(copy);
      String container = scratch.make(step, "put-back", volume, false);
      try {
        EngineChanges changes = gateway.step(step.id());
        changes.putArchive(container, "/", () -> content(copy.file()));
        requireSame(container, copy);
      } finally {
        scratch.remove(step, container);
      }
    } catch (IOException | EngineException e) {
      throw new IOException(
          "tried to put %s back into volume %s but failed because: %s"
              .formatted(copy.file(), volume, e.getMessage()),
          e);
    }
  }

  /** A volume has no identity: only the marks that can be read back show that it is new. */
  private void requireOurs(String volume) throws IOException {
    Map<String, String> labels =
        engine.volume(volume).map(Volume::labels).orElseThrow(() -> new IOException("it is gone"));
    if (marks.isEmpty() || !labels.entrySet().containsAll(marks.entrySet())) {
      throw new IOException("this run did not make it, and data that is there is not overwritten");
    }
  }

  /**
   * What is in the way of putting a copy back: it is not what its manifest says.
   *
   * @throws IOException in words for a person
   */
  public static void requireSound(RescueCopies.Copy copy) throws IOException {
    RescueManifest manifest = copy.manifest();
    DurableFile.Content content = DurableFile.Content.of(copy.file());
    if (content.bytes() != manifest.bytes() || !content.sha256().equals(manifest.sha256())) {
      throw new IOException(
          "the copy is not what was written: it has %d bytes and SHA-256 %s, its manifest says %d and %s"
              .formatted(content.bytes(), content.sha256(), manifest.bytes(), manifest.sha256()));
    }
  }

  private static InputStream content(Path copy) throws IOException {
    return new BufferedInputStream(Files.newInputStream(copy), PIPE);
  }

  private void requireSame(String container, RescueCopies.Copy copy)
      throws IOException, InterruptedException {
    @Nullable String difference;
    try (InputStream wanted = content(copy.file());
        PipedInputStream found = new PipedInputStream(PIPE)) {
      Reading reading = new Reading(container, new PipedOutputStream(found));
      Thread thread = new Thread(reading, "read back");
      thread.setDaemon(true);
      thread.start();
      try {
        difference = TarComparison.difference(wanted, found);
      } catch (IOException e) {
        // Where the engine broke off, its own words tell more than those of a pipe.
        thread.join(1_000);
        throw reading.failure == null ? e : new IOException(reading.failure.getMessage(), e);
      }
      thread.join();
      if (reading.failure != null) {
        throw new IOException(reading.failure.getMessage(), reading.failure);
      }
    }
    if (difference != null) {
      throw new IOException("read back, the volume is not what the copy holds: " + difference);
    }
  }

  /** The engine gives an archive by writing it, a comparison takes it by reading. */
  private final class Reading implements Runnable {

    private final String container;
    private final PipedOutputStream into;
    private volatile @Nullable Exception failure;

    Reading(String container, PipedOutputStream into) {
      this.container = container;
      this.into = into;
    }

    @Override
    public void run() {
      try (into) {
        engine.copyOut(container, Scratch.INSIDE, into);
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
    }
  }

  /** Removes what the putting back needed on the engine. */
  public void clear(EngineChanges changes) {
    scratch.clear(changes);
  }
}
