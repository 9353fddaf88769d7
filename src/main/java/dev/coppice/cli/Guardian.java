package dev.coppice.cli;

import dev.coppice.drill.RefusedException;
import dev.coppice.process.Detached;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A second process, in a session of its own, that finishes a run whose process is killed. A pipe
 * joins the two: it ends with the run's process, however that ends.
 */
final class Guardian implements AutoCloseable {

  /** What the guardian says once it can do its work, and what the run says when it is over. */
  static final String ARMED = "armed";

  static final String OVER = "over";

  /** A busy machine needs seconds to start a process. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LAST_WORD = Duration.ofSeconds(2);

  /** CI servers find what a job left behind by these, and end it. */
  private static final List<String> TRACKS = List.of("RUNNER_TRACKING_ID", "JENKINS_NODE_COOKIE");

  private final Process process;

  private Guardian(Process process) {
    this.process = process;
  }

  /**
   * Starts a guardian and waits until it says that it is armed.
   *
   * @param argv how it is started
   * @param log where its words go: the terminal may be gone by then
   * @throws RefusedException where it cannot be armed
   */
  static Guardian arm(List<String> argv, Path log, Duration patience) {
    if (!Detached.isPossible()) {
      throw refused("this machine has no /usr/bin/setsid to give it a session of its own", log);
    }
    ProcessBuilder builder = new ProcessBuilder(Detached.of(argv));
    builder.environment().keySet().removeAll(TRACKS);
    builder.redirectError(log.toFile());
    Guardian guardian;
    try {
      guardian = new Guardian(builder.start());
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), log);
    }
    try {
      guardian.awaitArmed(log, patience);
      return guardian;
    } catch (RuntimeException cannot) {
      guardian.process.destroyForcibly();
      throw cannot;
    }
  }

  private void awaitArmed(Path log, Duration patience) {
    CompletableFuture<Boolean> armed = new CompletableFuture<>();
    Thread reader = new Thread(() -> armed.complete(saysArmed()), "guardian");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!armed.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw refused("it ended without a word", log);
      }
    } catch (TimeoutException e) {
      throw refused("it did not answer within %d s".formatted(patience.toSeconds()), log);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("it was interrupted", log);
    }
  }

  private boolean saysArmed() {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      return ARMED.equals(words.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  private static RefusedException refused(String why, Path log) {
    return new RefusedException(
        "the guardian cannot be armed: %s%s".formatted(why, lastWords(log)),
        "mend that, or run without --guardian");
  }

  /** The log goes with a run that does not begin. */
  private static String lastWords(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "" : "; its last words: " + lines.get(lines.size() - 1);
    } catch (IOException none) {
      return "";
    }
  }

  /** Looked at before every step: without its guardian a run that wanted one destroys nothing. */
  Optional<String> gone() {
    return process.isAlive() ? Optional.empty() : Optional.of("the end of its guardian");
  }

  /** The run has come to an end of its own, whatever that is: nothing is left to guard. */
  @Override
  public void close() {
    try (OutputStream words = process.getOutputStream()) {
      words.write((OVER + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return;
    }
    try {
      if (!process.waitFor(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How this very program is started once more, to guard a run of this process. */
  static List<String> argv(String run, Path reports, SignOptions signing) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "guardian",
                run,
                "--of",
                String.valueOf(ProcessHandle.current().pid()),
                "--reports",
                reports.toAbsolutePath().toString()));
    argv.addAll(signing.again());
    return argv;
  }
}
