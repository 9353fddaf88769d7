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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead record of a run: each line is on the disk before what it announces is done. Lines
 * hold their own hash and that of the line before; a torn last line is dropped on reading, damage
 * elsewhere is refused.
 */
public final class Journal implements AutoCloseable {

  /** The fact of the first entry that tells how the journal is written. */
  static final String FORMAT = "format";

  /** How this version writes journals, and the only way that it reads. */
  private static final String THIS_FORMAT = "coppice.journal/v1";

  private static final String FIRST = "0".repeat(64);

  private final Path file;

  // Not a channel: an interrupted thread that writes would close it.
  private final RandomAccessFile out;
  private final String run;
  private final RunClock clock;
  private final FailPoints failPoints;
  private final String boot;
  private final Reserve reserve;
  private long seq;
  private String prev;
  private long length;
  private boolean torn;

  private Journal(Path file, String run, RunClock clock, FailPoints failPoints, Lines lines)
      throws IOException {
    this.file = file;
    this.run = run;
    this.clock = clock;
    boot = clock.time().boot();
    this.failPoints = failPoints;
    seq = lines.all().size();
    prev = seq == 0 ? FIRST : Hash.sha256(lines.all().get(lines.all().size() - 1));
    length = lines.bytes();
    reserve = Reserve.of(file);
    out = new RandomAccessFile(file.toFile(), "rw");
    cut();
  }

  /** Begins a journal in a file that must not be there yet, readable by its owner alone. */
  public static Journal create(Path file, String run, RunClock clock, FailPoints failPoints) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new Journal(file, run, clock, failPoints, new Lines(List.of(), 0));
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
      return new Journal(file, run, clock, failPoints, wholeLines(file));
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
  public synchronized void write(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts) {
    Entry entry =
        new Entry(
            seq + 1,
            prev,
            run,
            boot,
            clock.nowMs(),
            clock.time().wall(),
            kind,
            step,
            call,
            object,
            seq == 0 ? withFormat(facts) : facts);
    String line = Sealed.line(entry);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    String point =
        "journal."
            + FailPoints.word(kind.name())
            + (call == null ? "" : "." + FailPoints.word(call));
    try {
      append(bytes, point);
    } catch (IOException e) {
      again(bytes, point, e);
    }
    torn = false;
    seq++;
    prev = Hash.sha256(line);
    length += bytes.length;
  }

  private static Map<String, String> withFormat(Map<String, String> facts) {
    Map<String, String> all = new TreeMap<>(facts);
    all.putIfAbsent(FORMAT, THIS_FORMAT);
    return all;
  }

  private void again(byte[] bytes, String point, IOException first) {
    try {
      if (!reserve.giveUp()) {
        throw first;
      }
      append(bytes, point);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write the journal of run " + run, e);
    }
  }

  private void append(byte[] bytes, String point) throws IOException {
    failPoints.reached(point + ".before-write");
    if (torn) {
      // What a full disk tore off a line before must not stay in front of this one.
      cut();
    }
    torn = true;
    // Unlike a channel's, this write goes on until all is written or fails.
    out.write(bytes);
    failPoints.reached(point + ".after-write");
    out.getFD().sync();
    failPoints.reached(point + ".after-fsync");
  }

  /** Those that a run with this journal passes. */
  public FailPoints failPoints() {
    return failPoints;
  }

  private void cut() throws IOException {
    out.setLength(length);
    out.seek(length);
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
    List<Entry> entries = new ArrayList<>();
    String prev = FIRST;
    for (String line : wholeLines(file).all()) {
      int number = entries.size() + 1;
      String where = file + ":" + number;
      Entry entry = Sealed.entry(where, line);
      if (entry.seq() != number || !entry.prev().equals(prev)) {
        throw new JournalException(where + ": this line does not follow from the one before it");
      }
      if (number == 1) {
        requireFormat(where, entry);
      }
      entries.add(entry);
      prev = Hash.sha256(line);
    }
    return entries;
  }

  /**
   * The first entry of a journal that may be damaged further on: it tells whose the journal is.
   *
   * @return nothing where not even that can be read
   */
  public static Optional<Entry> first(Path file) {
    return one(file, lines -> 0);
  }

  /**
   * The last entry of a journal that may be damaged before it.
   *
   * @return nothing where not even that can be read
   */
  public static Optional<Entry> last(Path file) {
    return Files.isRegularFile(file) ? one(file, lines -> lines - 1) : Optional.empty();
  }

  private static Optional<Entry> one(Path file, IntUnaryOperator which) {
    try {
      List<String> lines = wholeLines(file).all();
      int at = which.applyAsInt(lines.size());
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(Sealed.entry(file + ":" + (at + 1), lines.get(at)));
    } catch (JournalException damaged) {
      return Optional.empty();
    }
  }

  private static void requireFormat(String where, Entry first) {
    String format = first.facts().getOrDefault(FORMAT, "none");
    if (!format.equals(THIS_FORMAT)) {
      throw new JournalException(
          "%s: this journal has the format %s, this version reads %s"
              .formatted(where, format, THIS_FORMAT));
    }
  }

  /** Lines that end with a line break, and how many bytes they take together. */
  private record Lines(List<String> all, long bytes) {}

  private static Lines wholeLines(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      // Decoded after the cut: a torn line can end in the middle of a character.
      String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
      return new Lines(text.lines().toList(), end);
    } catch (IOException e) {
      throw new JournalException("tried to read the journal " + file + " but failed: " + e);
    }
  }
}
