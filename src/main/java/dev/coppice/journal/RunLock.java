package dev.coppice.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One run at a time per stack and engine on this machine: a lock on a file that nothing else ever
 * opens (closing any other channel on it would drop the lock), beside a note of who holds it. The
 * lock ends with the process that holds it.
 */
public final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock if nobody holds it.
   *
   * @param name of what is locked, fit for a file name
   * @param holder one line that says who takes it
   * @return empty where somebody else holds it; {@link #holder} tells who
   */
  public static Optional<RunLock> take(Path folder, String name, String holder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      RunLock lock = new RunLock(channel);
      if (locked(channel) == null) {
        lock.close();
        return Optional.empty();
      }
      Files.writeString(folder.resolve(name + ".holder"), holder);
      return Optional.of(lock);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to lock " + name + " in " + folder, e);
    }
  }

  /** Whether somebody else holds the lock now; it is not kept. */
  public static boolean isHeld(Path folder, String name) {
    Path file = folder.resolve(name + ".lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return locked(channel) == null;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to look at the lock " + file, e);
    }
  }

  /** Who holds or last held the lock, in the words given when it was taken. */
  public static String holder(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name + ".holder")).strip();
    } catch (IOException e) {
      return "another run";
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock locked(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
