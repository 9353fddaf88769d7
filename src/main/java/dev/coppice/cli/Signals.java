package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Halt;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * What INT, TERM and HUP do while a run goes on: they ask it to stop, and the process does not end
 * before the run has and its last words are said. The exit code is the run's own.
 */
final class Signals {

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.UNFINISHED;

  /** From now on a signal asks the run to stop and waits for its end. */
  void listen(Halt halt, String run, PrintWriter err) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signalled(halt, run, err), "signal"));
  }

  private void signalled(Halt halt, String run, PrintWriter err) {
    if (finished.getCount() == 0) {
      return;
    }
    boolean stops = halt.ask("a signal");
    err.println(
        stops
            ? "Asked to stop before impact: everything will be as it was."
            : "Asked to stop after impact: the recovery goes on. If this process dies, go on with:"
                + " coppice resume "
                + run);
    err.flush();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    // In a shutdown hook only this keeps the run's exit code.
    Runtime.getRuntime().halt(exitCode);
  }

  /** The command is over and has said what there was to say. */
  void over(int exitCode) {
    this.exitCode = exitCode;
    finished.countDown();
  }
}
