package dev.coppice.journal;

import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
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
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead record of a run: each line is on the disk before what it announces is done. Lines
 * are chained by hash; a torn last line is dropped on reading, damage elsewhere is refused.
 */
public final class Journal implements AutoCloseable {

  private static final String FIRST = "0".repeat(64);

  private final Path file;

  // Not a channel: an interrupted thread that writes would close it.
  private final RandomAccessFile out;
  private final String run;
  private final RunClock clock;
  private final FailPoints failPoints;
  private final String boot;
  private long seq;
  private String prev;
  private long length;

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

  /** Writes a line and returns when it is on the disk. */
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
            facts);
    String line = Json.line(entry);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    String point =
        "journal."
            + FailPoints.word(kind.name())
            + (call == null ? "" : "." + FailPoints.word(call));
    try {
      failPoints.reached(point + ".before-write");
      // What a full disk tore off a line before must not stay in front of this one.
      cut();
      out.write(bytes);
      failPoints.reached(point + ".after-write");
      out.getFD().sync();
      failPoints.reached(point + ".after-fsync");
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write the journal of run " + run, e);
    }
    seq++;
    prev = Hash.sha256(line);
    length += bytes.length;
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
      Entry entry = entry(file, number, line);
      if (entry.seq() != number || !entry.prev().equals(prev)) {
        throw new JournalException(
            file + ":" + number + ": this line does not follow from the one before it");
      }
      entries.add(entry);
      prev = Hash.sha256(line);
    }
    return entries;
  }

  private static Entry entry(Path file, int number, String line) {
    try {
      return Json.read(line, Entry.class);
    } catch (UncheckedIOException e) {
      throw new JournalException(file + ":" + number + ": this line is not a journal entry");
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
