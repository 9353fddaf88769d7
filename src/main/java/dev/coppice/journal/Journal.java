package dev.coppice.journal;

import dev.coppice.evidence.Hash;
import dev.coppice.evidence.RunClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead record of a run: each line is on the disk before what it announces is done. Lines
 * hold their own hash and that of the line before; a torn last line is dropped on reading, damage
 * elsewhere is refused.
 *
 * <p>Lines that are written at once share a sync: who finds one under way waits for its end, and
 * then one of those who wait syncs for all of them.
 */
public final class Journal implements AutoCloseable {

  /** The fact of the first entry that tells how the journal is written. */
  static final String FORMAT = "format";

  /** How this version writes journals, and the only way that it reads. */
  static final String THIS_FORMAT = "coppice.journal/v1";

  static final String FIRST = "0".repeat(64);

  private final Path file;

  // Not a channel: an interrupted thread that writes would close it.
  private final RandomAccessFile out;
  private final String run;
  private final RunClock clock;
  private final FailPoints failPoints;
  private final String boot;
  private final Reserve reserve;

  /** What stands in the file. */
  private End end;

  /** Up to where it is on the disk. */
  private End safe;

  /** The lines in between. */
  private final Deque<Line> unsafe = new ArrayDeque<>();

  private boolean syncing;
  private int syncs;
  private boolean torn;

  /**
   * Where a journal ends.
   *
   * @param seq of the last line
   * @param hash of it
   * @param length of all lines, bytes
   */
  private record End(long seq, String hash, long length) {}

  /** A line that is written, and what has come of it. */
  private static final class Line {

    private final byte[] bytes;
    private boolean safe;
    private @Nullable IOException lost;

    Line(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private Journal(Path file, String run, RunClock clock, FailPoints failPoints, WrittenLines lines)
      throws IOException {
    this.file = file;
    this.run = run;
    this.clock = clock;
    boot = clock.time().boot();
    this.failPoints = failPoints;
    int seq = lines.all().size();
    String hash = seq == 0 ? FIRST : Hash.sha256(lines.all().get(seq - 1));
    end = new End(seq, hash, lines.bytes());
    safe = end;
    reserve = Reserve.of(file);
    out = new RandomAccessFile(file.toFile(), "rw");
    cut(end);
  }

  /** Begins a journal in a file that must not be there yet, readable by its owner alone. */
  public static Journal create(Path file, String run, RunClock clock, FailPoints failPoints) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new Journal(file, run, clock, failPoints, new WrittenLines(List.of(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to begin the journal " + file, e);
    }
  }

  /** As {@link #create(Path, String, RunClock, FailPoints)}, where nothing is made to fail. */
  public static Journal create(Path file, String run, RunClock clock) {
    return create(file, run, clock, FailPoints.NONE);
  }

  /** Goes on with a journal that is there; a torn last line is cut off. */
  public static Journal reopen(Path file, String run, RunClock clock, FailPoints failPoints) {
    try {
      return new Journal(file, run, clock, failPoints, WrittenLines.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to go on with the journal " + file, e);
    }
  }

  /** As {@link #reopen(Path, String, RunClock, FailPoints)}, where nothing is made to fail. */
  public static Journal reopen(Path file, String run, RunClock clock) {
    return reopen(file, run, clock, FailPoints.NONE);
  }

  public void write(Entry.Kind kind, Map<String, String> facts) {
    write(kind, null, null, null, facts);
  }

  /**
   * Sets space aside for the lines to come; before the point of no return.
   *
   * @param steps how many have to be told of
   * @throws UncheckedIOException where there is none
   */
  public synchronized void reserve(int steps) {
    try {
      reserve.take(steps);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to set space aside for the journal " + file, e);
    }
  }

  /**
   * Writes a line and returns when it is on the disk.
   *
   * @throws UncheckedIOException where it could not be written even with the space set aside
   */
  public void write(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts) {
    add(kind, step, call, object, facts, true);
  }

  /**
   * Writes a line that nothing rests on: it gets to the disk with the next one.
   *
   * @throws UncheckedIOException where it could not be written even with the space set aside
   */
  public void note(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts) {
    add(kind, step, call, object, facts, false);
  }

  private void add(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts,
      boolean awaited) {
    String point =
        "journal."
            + FailPoints.word(kind.name())
            + (call == null ? "" : "." + FailPoints.word(call));
    try {
      Line line = append(kind, step, call, object, facts, point);
      if (awaited) {
        bringToDisk(line, point);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write the journal of run " + run, e);
    }
  }

  private synchronized Line append(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts,
      String point)
      throws IOException {
    Entry entry =
        new Entry(
            end.seq() + 1,
            end.hash(),
            run,
            boot,
            clock.nowMs(),
            clock.time().wall(),
            kind,
            step,
            call,
            object,
            end.seq() == 0 ? withFormat(facts) : facts);
    String line = Sealed.line(entry);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      put(bytes, point);
    } catch (IOException full) {
      giveUpReserve(full);
      put(bytes, point);
    }
    Line written = new Line(bytes);
    unsafe.add(written);
    end = new End(entry.seq(), Hash.sha256(line), end.length() + bytes.length);
    return written;
  }

  private static Map<String, String> withFormat(Map<String, String> facts) {
    Map<String, String> all = new TreeMap<>(facts);
    all.putIfAbsent(FORMAT, THIS_FORMAT);
    return all;
  }

  private void put(byte[] bytes, String point) throws IOException {
    failPoints.reached(point + ".before-write");
    if (torn) {
      // What a full disk tore off a line before must not stay in front of this one.
      cut(end);
    }
    torn = true;
    // Unlike a channel's, this write goes on until all is written or fails.
    out.write(bytes);
    failPoints.reached(point + ".after-write");
    torn = false;
  }

  private void giveUpReserve(IOException why) throws IOException {
    if (!reserve.giveUp()) {
      throw why;
    }
  }

  /** Returns when a line is on the disk, by the sync of this thread or of another. */
  private void bringToDisk(Line line, String point) throws IOException {
    End upTo = beginSync(line);
    if (upTo == null) {
      failPoints.reached(point + ".after-fsync");
      return;
    }
    try {
      out.getFD().sync();
      failPoints.reached(point + ".after-fsync");
      isSafe(upTo);
    } catch (IOException e) {
      syncAnew(point, e);
    } finally {
      endSync();
    }
  }

  /** Up to where this thread has to sync; null where another has done it meanwhile. */
  private synchronized @Nullable End beginSync(Line line) throws IOException {
    boolean interrupted = false;
    while (syncing) {
      try {
        wait();
      } catch (InterruptedException e) {
        // What is announced must be on the disk all the same.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    IOException lost = line.lost;
    if (lost != null) {
      throw new IOException(lost.getMessage(), lost);
    }
    if (line.safe) {
      return null;
    }
    syncing = true;
    return end;
  }

  /** How many syncs have brought lines to the disk. */
  synchronized int syncs() {
    return syncs;
  }

  private synchronized void endSync() {
    syncing = false;
    notifyAll();
  }

  private synchronized void isSafe(End upTo) {
    for (long seq = safe.seq(); seq < upTo.seq(); seq++) {
      unsafe.remove().safe = true;
    }
    safe = upTo;
    syncs++;
  }

  /** What a sync that failed has left in the file is not to be trusted. */
  private synchronized void syncAnew(String point, IOException first) throws IOException {
    try {
      giveUpReserve(first);
      cut(safe);
      for (Line line : unsafe) {
        out.write(line.bytes);
      }
      out.getFD().sync();
      failPoints.reached(point + ".after-fsync");
      isSafe(end);
    } catch (IOException e) {
      end = safe;
      unsafe.forEach(line -> line.lost = e);
      unsafe.clear();
      torn = true;
      throw e;
    }
  }

  /** Those that a run with this journal passes. */
  public FailPoints failPoints() {
    return failPoints;
  }

  private void cut(End at) throws IOException {
    out.setLength(at.length());
    out.seek(at.length());
  }

  /** The bytes that stand in it by now. */
  public synchronized byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the journal " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (!unsafe.isEmpty()) {
        out.getFD().sync();
      }
      reserve.giveUp();
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to close the journal " + file, e);
    }
  }

  /**
   * The lines of a journal.
   *
   * @throws JournalException where a line other than a torn last one is damaged, with its number
   */
  public static List<Entry> read(Path file) {
    return WrittenLines.of(file).entries(file);
  }

  /**
   * The first entry of a journal that may be damaged further on: it tells whose the journal is.
   *
   * @return nothing where not even that can be read
   */
  public static Optional<Entry> first(Path file) {
    return WrittenLines.one(file, lines -> 0);
  }

  /**
   * The last entry of a journal that may be damaged before it.
   *
   * @return nothing where not even that can be read
   */
  public static Optional<Entry> last(Path file) {
    return Files.isRegularFile(file)
        ? WrittenLines.one(file, lines -> lines - 1)
        : Optional.empty();
  }
}
