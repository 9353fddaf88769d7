package dev.coppice.faults;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A folder on a small disk of its own, in memory, that can be filled to the last byte. */
public final class SmallDisk implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final Path folder;

  public SmallDisk(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=96m,mode=700", "coppice-faults", folder.toString());
  }

  public Path folder() {
    return folder;
  }

  private static void run(String... argv) {
    CommandRunner.Result result = new SystemCommands().run(Command.of(TIMEOUT, argv));
    if (!result.succeeded()) {
      throw new IllegalStateException(String.join(" ", argv) + ": " + result.stderr());
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** From now on nothing more can be written. */
  public void fill() {
    byte[] piece = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException full) {
      // That was wanted.
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void empty() {
    run("find", folder.toString(), "-mindepth", "1", "-delete");
  }

  void copyTo(Path other) {
    try {
      Files.createDirectories(other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("cp", "-a", folder + "/.", other.toString());
  }

  @Override
  public void close() {
    run("umount", "-l", folder.toString());
  }
}
