package dev.coppice.evidence;

import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run: its records as they were written while it went on, and what was made of
 * them. Everything that goes in passes the redaction.
 */
public final class Bundle {

  public static final String PLAN = "plan.json";
  public static final String RUN = "run.json";
  public static final String EVIDENCE = "evidence.json";
  public static final String PROBES = "probes.ndjson";
  public static final String EVENTS = "events.ndjson";
  public static final String JOURNAL = "journal.ndjson";
  public static final String BEFORE = "inventory/before.json";
  public static final String GONE = "inventory/gone.json";
  public static final String AFTER = "inventory/after.json";
  public static final String LOGS = "logs";

  private final Path folder;
  private final Redaction redaction;

  private Bundle(Path folder, Redaction redaction) {
    this.folder = folder;
    this.redaction = redaction;
  }

  /** Makes the folder for a run that begins. */
  public static Bundle create(Path folder, Redaction redaction) {
    try {
      Files.createDirectories(folder.resolve("inventory"));
      Files.createDirectories(folder.resolve(LOGS));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make the folder " + folder + " for the run", e);
    }
    return new Bundle(folder, redaction);
  }

  /** A folder that is there already and gets some of a run's records. */
  public static Bundle of(Path folder, Redaction redaction) {
    return new Bundle(folder, redaction);
  }

  /**
   * Opens a bundle to read it.
   *
   * @throws BundleException where the folder is not a bundle
   */
  public static Bundle open(Path folder) {
    if (!Files.isRegularFile(folder.resolve(EVIDENCE))
        && !Files.isRegularFile(folder.resolve(RUN))) {
      throw new BundleException(
          folder + " is not a bundle: it holds neither " + EVIDENCE + " nor " + RUN);
    }
    return new Bundle(folder, Redaction.none());
  }

  public Path folder() {
    return folder;
  }

  public void write(String file, Object value) {
    writeText(file, Json.pretty(value));
  }

  /** Writes a text in one move: a reader sees the old file or the new one, never half of it. */
  public void writeText(String file, String text) {
    Path target = folder.resolve(file);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.writeString(part, redaction.clean(text));
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + target, e);
    }
  }

  /** Writes what was made from the bundle's own, already cleaned records. */
  public void writeBytes(String file, byte[] bytes) {
    try {
      Files.write(folder.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + folder.resolve(file), e);
    }
  }

  /** Opens a file of lines to add to; each line is cleaned and flushed as it is written. */
  public Lines lines(String file) {
    try {
      return new Lines(
          Files.newBufferedWriter(
              folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          redaction);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + folder.resolve(file), e);
    }
  }

  /** A file of JSON lines that grows while the run goes on. */
  public static final class Lines implements AutoCloseable {

    private final Writer writer;
    private final Redaction redaction;

    private Lines(Writer writer, Redaction redaction) {
      this.writer = writer;
      this.redaction = redaction;
    }

    public synchronized void add(Object value) {
      try {
        writer.write(redaction.clean(Json.line(value)));
        writer.write('\n');
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void close() {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** All that a verdict may rest on, read back from the files. */
  public Facts facts() {
    return new Facts(
        read(PLAN, Plan.class),
        read(RUN, RunRecord.class),
        readIfThere(BEFORE, Inventory.class),
        readIfThere(GONE, Inventory.class),
        readIfThere(AFTER, Inventory.class),
        readLines(PROBES, Sample.class),
        readLines(EVENTS, ObservedEvent.class));
  }

  public Evidence evidence() {
    Evidence evidence = read(EVIDENCE, Evidence.class);
    if (!Evidence.FORMAT.equals(evidence.format())) {
      throw new BundleException(
          folder.resolve(EVIDENCE)
              + " has the format "
              + evidence.format()
              + ", this version reads "
              + Evidence.FORMAT);
    }
    return evidence;
  }

  /** The logs of containers, by file name. */
  public Map<String, String> logs() {
    Map<String, String> logs = new TreeMap<>();
    Path logFolder = folder.resolve(LOGS);
    if (!Files.isDirectory(logFolder)) {
      return logs;
    }
    try (Stream<Path> files = Files.list(logFolder)) {
      for (Path file : files.sorted().toList()) {
        logs.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new BundleException("tried to read " + logFolder + " but failed because: " + e, e);
    }
    return logs;
  }

  private <T> T read(String file, Class<T> type) {
    Path path = folder.resolve(file);
    try {
      return Json.read(Files.readString(path), type);
    } catch (IOException | UncheckedIOException e) {
      throw new BundleException("tried to read " + path + " but failed because: " + reason(e), e);
    }
  }

  private <T> @Nullable T readIfThere(String file, Class<T> type) {
    return Files.exists(folder.resolve(file)) ? read(file, type) : null;
  }

  private <T> List<T> readLines(String file, Class<T> type) {
    Path path = folder.resolve(file);
    List<T> values = new ArrayList<>();
    if (!Files.exists(path)) {
      return values;
    }
    int number = 0;
    try {
      String text = Files.readString(path);
      List<String> lines = text.lines().toList();
      for (String line : lines) {
        number++;
        boolean torn = number == lines.size() && !text.endsWith("\n");
        if (!torn) {
          values.add(Json.read(line, type));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new BundleException(
          "tried to read " + path + ":" + number + " but failed because: " + reason(e), e);
    }
    return values;
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof java.nio.file.NoSuchFileException) {
      return "it is not there";
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
