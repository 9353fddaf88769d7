package dev.coppice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The tool as a process of its own that may be struck at its fail points. */
final class Tool {

  static final Path JAR = Path.of("target", "coppice.jar").toAbsolutePath();
  private static final Path ARCHIVE = Path.of("target", "coppice.jsa").toAbsolutePath();
  static final int KILLED = 137;

  private final Process process;
  private final List<String> argv;
  private final Path out;
  private final Path err;
  private final Path seen;

  private Tool(Process process, List<String> argv, Path out, Path err, Path seen) {
    this.process = process;
    this.argv = argv;
    this.out = out;
    this.err = err;
    this.seen = seen;
  }

  /**
   * How it ended.
   *
   * @param passed fail points, each with the number of the passing
   * @param struck the point that was struck, no text where none was
   */
  record Ended(
      List<String> argv, int exit, String out, String err, List<String> passed, String struck) {

    /** How it ended that left these files. */
    static Ended of(List<String> argv, int exit, Path out, Path err, Path seen) {
      List<String> passed = new ArrayList<>();
      String struck = "";
      for (String line : lines(seen)) {
        String[] words = line.split(" ");
        passed.add(words[0]);
        struck = words.length > 1 ? words[0] : struck;
      }
      return new Ended(argv, exit, text(out), text(err), passed, struck);
    }

    boolean wasKilled() {
      return exit == KILLED;
    }

    /** Whether there is something left to resume, as far as its exit code tells. */
    boolean isOver() {
      return exit == 0 || exit == 1 || exit == 3;
    }

    String said() {
      return (out + err).strip().replace('\n', '|');
    }

    @Override
    public String toString() {
      return String.join(" ", argv) + " -> " + exit + (struck.isEmpty() ? "" : " at " + struck);
    }
  }

  /**
   * Starts it.
   *
   * @param folder for its state, its configuration and what it says
   * @param points what is armed, as the tool's own variables say it; empty for nothing
   */
  static Tool start(Path folder, String endpoint, Map<String, String> points, String... arguments) {
    List<String> argv = java();
    argv.addAll(List.of("-jar", JAR.toString()));
    argv.addAll(List.of(arguments));
    argv.add("--fail-points");
    long number = System.nanoTime();
    Path said = folder.resolve("said");
    Path out = said.resolve(number + ".out");
    Path err = said.resolve(number + ".err");
    Path seen = said.resolve(number + ".seen");
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    Process process = started(folder, endpoint, points, seen, builder);
    return new Tool(process, List.of(arguments), out, err, seen);
  }

  /** As the script {@code coppice} begins its own. */
  static List<String> java() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there: run script/build");
    }
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:SharedArchiveFile=" + ARCHIVE,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xlog:disable"));
  }

  /** A process of the tool, in its folder, known to those who watch its calls. */
  static Process started(
      Path folder, String endpoint, Map<String, String> points, Path seen, ProcessBuilder builder) {
    try {
      Files.createDirectories(seen.getParent());
      builder.directory(folder.toFile());
      builder.environment().put("DOCKER_HOST", endpoint);
      builder.environment().put("XDG_STATE_HOME", folder.resolve("small/state").toString());
      builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
      builder.environment().put("COPPICE_FAIL_POINTS_SEEN", seen.toString());
      builder.environment().putAll(points);
      builder.environment().remove("COPPICE_TTY");
      Process process = builder.start();
      Peers.TOOLS.add(process.pid());
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it stays at a point; false where it ended without. */
  boolean isHeldWithin(long seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (lines(seen).stream().anyMatch(line -> line.endsWith(" HOLD"))) {
        return true;
      }
      Stall.pause();
    }
    return false;
  }

  void letGo() {
    try {
      Files.createFile(seen.resolveSibling(seen.getFileName() + ".go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end; past the time it is killed, and exit is -1. */
  Ended ended(long seconds) {
    int exit;
    try {
      exit = process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
      process.destroyForcibly().waitFor();
      // Its number may soon be that of a thread of another tool, under which its files are found.
      Peers.TOOLS.remove(process.pid());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return Ended.of(argv, exit, out, err, seen);
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
