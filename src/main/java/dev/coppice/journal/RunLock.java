package dev.coppice.journal;

import dev.coppice.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time per stack and engine on this machine: a lock on a file that nothing else ever
 * opens (closing any other channel on it would drop the lock), beside a note of who holds it. The
 * lock ends with the process that holds it.
 */
public final class RunLock implements AutoCloseable {

  /**
   * A process that has just taken the lock has not said yet on whose behalf, and may lose at its
   * next step: then the lock is free again.
   */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FileChannel channel;
  private final Path noteFile;
  private LockNote note;

  private RunLock(FileChannel channel, Path noteFile, LockNote note) {
    this.channel = channel;
    this.noteFile = noteFile;
    this.note = note;
  }

  /**
   * Takes the lock if nobody holds it. Where somebody does, it waits until the note tells who.
   *
   * @param name of what is locked, fit for a file name
   * @param note that says who takes it
   * @return empty where somebody else holds it; {@link #holder} tells who
   */
  public static Optional<RunLock> take(Path folder, String name, LockNote note, Time time) {
    long deadline = time.nanos() + SETTLED_WITHIN.toNanos();
    while (true) {
      Optional<RunLock> taken = taken(folder, name, note);
      if (taken.isPresent() || isSettled(folder, name) || time.nanos() - deadline > 0) {
        return taken;
      }
      try {
        time.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return taken;
      }
    }
  }

  private static boolean isSettled(Path folder, String name) {
    return LockNote.read(file(folder, name)).filter(LockNote::isSettled).isPresent();
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".holder");
  }

  private static Optional<RunLock> taken(Path folder, String name, LockNote note) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      note.write(file(folder, name));
      return Optional.of(new RunLock(channel, file(folder, name), note));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to lock " + name + " in " + folder, e);
    }
  }

  /** Says on behalf of which run it is held, from now on. */
  public void isOf(String run) {
    note = note.of(run);
    note.write(noteFile);
  }

  /**
   * Whether somebody else holds the lock now. The note tells; only where it cannot be known whether
   * its process lives, the lock itself is tried for an instant, which whoever takes it bears with.
   */
  public static boolean isHeld(Path folder, String name) {
    return LockNote.read(file(folder, name))
        .map(
            note ->
                switch (note.holder().life()) {
                  case LIVES -> true;
                  case ENDED -> false;
                  case UNKNOWN -> isLocked(folder.resolve(name + ".lock"));
                })
        .orElse(false);
  }

  private static boolean isLocked(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return locked(channel) == null;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to look at the lock " + file, e);
    }
  }

  /** Who holds the lock, in the words given when it was taken. */
  public static String holder(Path folder, String name) {
    return LockNote.read(file(folder, name)).map(LockNote::inWords).orElse("another run");
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The note goes first: it is never one of a run that is over. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(noteFile);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to give up the lock noted in " + noteFile, e);
    }
  }
}
