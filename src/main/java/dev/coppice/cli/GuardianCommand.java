package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The second process: waits for the end of a run's process, and resumes what that left. */
@Command(
    name = "guardian",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Started by --guardian: resume RUN where its process ends without a word.")
final class GuardianCommand implements Callable<Integer> {

  /** A process that nobody waits for stays in the process table, long after its locks are gone. */
  private static final Duration LAST_BREATH = Duration.ofSeconds(2);

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String id = "";

  @Option(names = "--of", paramLabel = "PID", required = true, description = "The run's process.")
  long pid;

  @Option(names = "--reports", required = true, description = "Where runs leave their bundles.")
  String reports = "";

  @Mixin SignOptions signing = new SignOptions();

  @Override
  public Integer call() throws InterruptedException {
    Signals signals = ((CoppiceCommand) spec.root().userObject()).signals();
    // Whoever ends a job signals all of it; this one's turn comes after that.
    signals.listen(signal -> {});
    PrintWriter out = spec.commandLine().getOut();
    out.println(Guardian.ARMED);
    out.flush();
    if (isOver()) {
      return ExitCode.OK;
    }
    awaitDeath();
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "%s: process %d of run %s ended without a word; resuming it"
            .formatted(Instant.now(), pid, id));
    err.flush();
    CommandLine resume = Main.commandLine(signals);
    // Whoever read the standard output is gone.
    resume.setOut(err);
    List<String> arguments =
        new ArrayList<>(List.of("resume", id, "--no-guardian", "--reports", reports));
    arguments.addAll(signing.again());
    return resume.execute(arguments.toArray(String[]::new));
  }

  private static boolean isOver() {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      return Guardian.OVER.equals(words.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitDeath() throws InterruptedException {
    ProcessHandle run = ProcessHandle.of(pid).orElse(null);
    if (run != null) {
      try {
        run.onExit().get(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException stillThere) {
        // The lock of the stack tells whether it lives.
      }
    }
  }
}
