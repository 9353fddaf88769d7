package dev.coppice.evidence;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run: its records as they were written while it went on, and what was made of
 * them. Everything that goes in passes the redaction.
 */
public final class Bundle {

  public static final String PLAN = "plan.json";

  /** What a run still had to do when it was taken up again; the judge goes by it. */
  public static final String RESUMED_PLAN = "plan-resumed.json";

  public static final String SCENARIO = "scenario.yaml";
  public static final String DEFINITION = "definition.json";
  public static final String RUN = "run.json";
  public static final String EVIDENCE = "evidence.json";
  public static final String PROBES = "probes.ndjson";
  public static final String FACTS = "facts.ndjson";
  public static final String LEDGER = "ledger.ndjson";
  public static final String EVENTS = "events.ndjson";
  public static final String JOURNAL = "journal.ndjson";
  public static final String BEFORE = "inventory/before.json";
  public static final String GONE = "inventory/gone.json";
  public static final String AFTER = "inventory/after.json";
  public static final String CONTENT_BEFORE = "content/before.json";
  public static final String CONTENT_AFTER = "content/after.json";
  public static final String LOGS = "logs";
  public static final String MANIFEST = "manifest.json";
  public static final String SELFTEST = "selftest.json";

  /** What people add later: the one file that the manifest does not list. */
  public static final String REVIEW = "review.yaml";

  /** Bytes; the evidence of the largest stacks has a few MiB. */
  private static final long LARGEST = 64L << 20;

  /** Signed statements: about the plan before impact, and about the sealed bundle. */
  public static final String PLAN_ENVELOPE = "plan.dsse.json";

  public static final String ATTESTATION = "attestation.dsse.json";
  public static final String TEST_RESULT = "test-result.dsse.json";

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
      Files.createDirectories(folder.resolve("content"));
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

  /** What is taken out of every text that goes in. */
  public Redaction redaction() {
    return redaction;
  }

  /** Writes a value as JSON without the secrets that its texts hold. */
  public void write(String file, Object value) {
    replace(file, Json.prettyBytes(value, redaction));
  }

  /** Writes a text that came from outside, such as a log. */
  public void writeText(String file, String text) {
    replace(file, clean(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what was made from the bundle's own, already cleaned records. */
  public void writeBytes(String file, byte[] bytes) {
    replace(file, bytes);
  }

  /** A text without the secrets that nothing in this bundle may hold. */
  public String clean(String text) {
    return redaction.clean(text);
  }

  /** In one move: a reader sees the old file or the new one, never half of it. */
  private void replace(String file, byte[] bytes) {
    Path target = folder.resolve(file);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    // Not a channel, here and below: an interrupted thread that writes would close it.
    try {
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(bytes);
      }
      // Only this replaces in one step: REPLACE_EXISTING alone removes the old file first.
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + target, e);
    }
  }

  /** Opens a file of lines to add to; each line is cleaned and handed over as it is written. */
  public Lines lines(String file) {
    Path target = folder.resolve(file);
    try {
      return new Lines(target, new FileOutputStream(target.toFile(), true), redaction);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + target, e);
    }
  }

  /** A file of JSON lines that grows while the run goes on. */
  public static final class Lines implements AutoCloseable {

    private final Path file;
    private final OutputStream out;
    private final Redaction redaction;
    private boolean closed;
    private @Nullable IOException broken;

    private Lines(Path file, OutputStream out, Redaction redaction) {
      this.file = file;
      this.out = out;
      this.redaction = redaction;
    }

    /** Adds a line; what comes after the end is no part of the run. */
    public synchronized void add(Object value) {
      if (closed) {
        return;
      }
      try {
        if (broken != null) {
          // A torn line may only be the last one.
          throw broken;
        }
        out.write((Json.line(value, redaction) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        broken = e;
        throw new UncheckedIOException("tried to write " + file, e);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException("tried to write " + file, e);
      }
    }
  }

  /** All that a verdict may rest on, read back from the files. */
  public Facts facts() {
    return new Facts(
        Objects.requireNonNullElseGet(
            readIfThere(RESUMED_PLAN, Plan.class), () -> read(PLAN, Plan.class)),
        read(RUN, RunRecord.class),
        readIfThere(BEFORE, Inventory.class),
        readIfThere(GONE, Inventory.class),
        readIfThere(AFTER, Inventory.class),
        readLines(PROBES, Sample.class),
        readLines(EVENTS, ObservedEvent.class),
        readLines(FACTS, FactReading.class),
        ledger(),
        readIfThere(CONTENT_BEFORE, Content.class),
        readIfThere(CONTENT_AFTER, Content.class));
  }

  /** Whether the plan was signed before impact: by whom, only verify tells. */
  public boolean isPlanSigned() {
    return Files.isRegularFile(folder.resolve(PLAN_ENVELOPE));
  }

  /** What was planned before impact. */
  public Plan plan() {
    return read(PLAN, Plan.class);
  }

  /** The lines of the ledger so far. */
  public List<LedgerLine> ledger() {
    return readLines(LEDGER, LedgerLine.class);
  }

  public Evidence evidence() {
    Evidence evidence = read(EVIDENCE, Evidence.class);
    requireFormat(EVIDENCE, evidence.format(), Evidence.FORMAT);
    return evidence;
  }

  /**
   * The few fields of the evidence that history wants.
   *
   * @throws BundleException where it is not there, no such record, or of another format
   */
  public Outline outline() {
    Outline outline = readSmall(EVIDENCE, Outline.class);
    requireFormat(EVIDENCE, outline.format(), Evidence.FORMAT);
    return outline;
  }

  /**
   * What came of a selftest whose folder this is.
   *
   * @throws BundleException where it is not there, no such record, or of another format
   */
  public SelftestSummary selftest() {
    SelftestSummary summary = readSmall(SELFTEST, SelftestSummary.class);
    requireFormat(SELFTEST, summary.format(), SelftestSummary.FORMAT);
    return summary;
  }

  private void requireFormat(String file, String format, String ours) {
    if (!ours.equals(format)) {
      throw new BundleException(
          "%s has the format %s, this version reads %s"
              .formatted(folder.resolve(file), format, ours));
    }
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

  /**
   * What was written down of the files when the bundle was sealed.
   *
   * @throws BundleException where it never was, or by a later version
   */
  public Manifest manifest() {
    // First its format alone: a later one may have another shape.
    Head head = read(MANIFEST, Head.class);
    if (!Manifest.FORMAT.equals(head.format())) {
      RunRecord.Tool tool = head.tool();
      throw new BundleException(
          "%s has the format %s, this version reads %s: verify it with version %s of Coppice or a later one"
              .formatted(
                  folder.resolve(MANIFEST),
                  head.format(),
                  Manifest.FORMAT,
                  tool == null ? "(it does not say which)" : tool.version()));
    }
    return read(MANIFEST, Manifest.class);
  }

  /** What a manifest of any version tells. */
  private record Head(@Nullable String format, RunRecord.@Nullable Tool tool) {}

  private <T> T read(String file, Class<T> type) {
    Path path = folder.resolve(file);
    try {
      return Json.read(Files.readString(path), type);
    } catch (IOException | UncheckedIOException e) {
      throw new BundleException("tried to read " + path + " but failed because: " + reason(e), e);
    }
  }

  /** Never more than any run writes: what lies among bundles may be anything. */
  private <T> T readSmall(String file, Class<T> type) {
    Path path = folder.resolve(file);
    try {
      long size = Files.size(path);
      if (size > LARGEST) {
        throw new BundleException(
            "%s has %d bytes, more than any record of a run".formatted(path, size));
      }
      return Json.read(Files.readAllBytes(path), type);
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
    // Line by line: hours of samples would not fit beside their own text.
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      boolean whole = endsWithLineBreak(path);
      String line = lines.readLine();
      while (line != null) {
        number++;
        String next = lines.readLine();
        boolean torn = next == null && !whole;
        if (!torn) {
          values.add(Json.read(line, type));
        }
        line = next;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new BundleException(
          "tried to read " + path + ":" + number + " but failed because: " + reason(e), e);
    }
    return values;
  }

  private static boolean endsWithLineBreak(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        return true;
      }
      bytes.seek(bytes.length() - 1);
      return bytes.read() == '\n';
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof java.nio.file.NoSuchFileException) {
      return "it is not there";
    }
    if (cause instanceof MismatchedInputException unfit) {
      // Its own words name classes of ours and settings of the parser.
      String at =
          unfit.getPath().stream()
              .map(key -> key.getFieldName() == null ? "" + key.getIndex() : key.getFieldName())
              .collect(Collectors.joining("."));
      return "it is no such record of a run" + (at.isEmpty() ? "" : ", see " + at);
    }
    if (cause instanceof ValueInstantiationException lacking) {
      return "it is no such record of a run: " + words(lacking.getCause());
    }
    return words(cause);
  }

  private static String words(@Nullable Throwable cause) {
    if (cause == null) {
      return "it says something that no run says";
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
