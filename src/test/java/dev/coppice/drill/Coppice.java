package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The tool as its user starts it: a process of its own, with a state folder of its own, so that it
 * can be killed like any other.
 */
final class Coppice {

  private static final Path JAR = Path.of("target", "coppice.jar").toAbsolutePath();
  private static final long LONGEST_SECONDS = 120;

  private final String endpoint;
  private final Path folder;

  /** What the next commands find in their environment besides. */
  final Map<String, String> environment = new HashMap<>();

  /**
   * The tool with a memory of its own.
   *
   * @param folder for its state, its configuration and its reports
   */
  Coppice(String endpoint, Path folder) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there: run mvn -DskipTests package");
    }
    this.endpoint = endpoint;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) {
    return start(arguments).ended();
  }

  /** Starts a command; it is watched by what it says. */
  Going start(String... arguments) {
    return started(argv(arguments));
  }

  /** Starts a command in a process group of its own, which can be killed whole. */
  Going startAsGroup(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("setsid"));
    argv.addAll(argv(arguments));
    return started(argv);
  }

  /** Starts a command whose output goes into a pipe that is full, and that nobody reads. */
  Going startUnread(String... arguments) {
    String pipe = folder.resolve("full-pipe").toString();
    List<String> argv =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "mkfifo \"$0\" && exec 3<>\"$0\" && head -c 65536 /dev/zero >&3 && exec \"$@\" >&3"
                    + " 2>&3",
                pipe));
    argv.addAll(argv(arguments));
    return started(argv);
  }

  private List<String> argv(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                // Whoever starts the tests may have set these to be ignored, and that is inherited.
                "env",
                "--default-signal=INT,HUP,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                JAR.toString()));
    argv.addAll(List.of(arguments));
    return argv;
  }

  private Going started(List<String> argv) {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("DOCKER_HOST", endpoint);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().remove("COPPICE_TTY");
    builder.environment().putAll(environment);
    try {
      return new Going(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command that goes on. */
  static final class Going {

    private final Process process;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final Thread outReader;
    private final Thread errReader;

    private Going(Process process) {
      this.process = process;
      outReader = reader(process.getInputStream(), out);
      errReader = reader(process.getErrorStream(), err);
    }

    private Thread reader(InputStream stream, StringBuilder into) {
      Thread thread = new Thread(() -> read(stream, into), "reader");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }

    private void read(InputStream stream, StringBuilder into) {
      try (BufferedReader lines =
          new BufferedReader(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (this) {
            into.append(line).append('\n');
            notifyAll();
          }
        }
      } catch (IOException closed) {
        // A process that is killed closes its streams.
      }
    }

    /** Waits until it has said something on standard error. */
    synchronized void says(String words) {
      says(words, "");
    }

    /** The same of what it says after other words. */
    synchronized void says(String words, String after) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (err.indexOf(after) < 0 || err.indexOf(words, err.indexOf(after)) < 0) {
        boolean late = System.nanoTime() > deadline;
        if (late || !process.isAlive()) {
          throw new AssertionError(
              "it never said \"%s\"; exit %s%n%s"
                  .formatted(words, late ? "none" : process.exitValue(), err));
        }
        try {
          wait(50);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    /** Kill: it can do nothing about it. */
    void kill() {
      process.destroyForcibly();
    }

    /** Kills it together with every process of its group. */
    void killGroup() {
      sent("-KILL", "--", "-" + process.pid());
    }

    /** Term: it is asked to end, and heard to its last words, unlike by {@link Process#destroy}. */
    void term() {
      process.toHandle().destroy();
    }

    /** Sends it a signal by its name. */
    void signal(String name) {
      sent("-" + name, String.valueOf(process.pid()));
    }

    private static void sent(String... arguments) {
      List<String> argv = new ArrayList<>(List.of("kill"));
      argv.addAll(List.of(arguments));
      try {
        new ProcessBuilder(argv).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean isAlive() {
      return process.isAlive();
    }

    Ended ended() {
      return ended(LONGEST_SECONDS);
    }

    /** The same for what takes longer than a drill. */
    Ended ended(long seconds) {
      try {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("it did not end; it said\n" + err);
        }
        outReader.join();
        errReader.join();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        throw new IllegalStateException(e);
      }
      return new Ended(process.exitValue(), out.toString(), err.toString());
    }
  }

  /** A command that has ended, with what it said. */
  record Ended(int exit, String out, String err) {

    /** The evidence that lies beside the report that the last line names. */
    Evidence evidence() {
      String[] lines = out.strip().split("\n");
      String last = lines[lines.length - 1];
      assertTrue(last.startsWith("report: "), this::toString);
      Path report = Path.of(last.substring("report: ".length()));
      assertTrue(Files.isRegularFile(report), () -> report + " is not there");
      assertTrue(Files.isRegularFile(report.resolveSibling("junit.xml")), report::toString);
      return Bundle.open(report.getParent()).evidence();
    }

    Evidence verified() {
      assertEquals(0, exit, this::toString);
      Evidence evidence = evidence();
      assertEquals(Verdict.VERIFIED, evidence.verdict(), this::toString);
      return evidence;
    }

    Evidence judged(int exit, Verdict verdict) {
      assertEquals(exit, this.exit, this::toString);
      Evidence evidence = evidence();
      assertEquals(verdict, evidence.verdict(), this::toString);
      return evidence;
    }

    /** It ended so, and each of these words is in what it told the user. */
    Ended said(int exit, String... words) {
      assertEquals(exit, this.exit, this::toString);
      for (String word : words) {
        assertTrue((out + err).contains(word), () -> "it does not say \"" + word + "\": " + this);
      }
      return this;
    }

    static Outcome outcome(Evidence evidence, int condition) {
      return evidence.conditions().get(condition - 1).outcome();
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  /** Waits until no process works on a run any more: it goes on a while after its journal's end. */
  static void awaitNobodyOn(String run) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                ProcessHandle.allProcesses()
                    .noneMatch(p -> p.info().commandLine().orElse("").contains(run)));
  }
}
