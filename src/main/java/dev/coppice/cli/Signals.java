package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Halt;
import java.util.concurrent.CountDownLatch;

/**
 * What INT, TERM and HUP do while a run goes on: they ask it to stop, and the process does not end
 * before the run has. The exit code is the run's own.
 */
final class Signals {

  private final Halt halt;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.UNFINISHED;
  private volatile boolean over;

  Signals(Halt halt) {
    this.halt = halt;
  }

  /** From now on a signal waits for the end of the run. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "signal"));
  }

  private void signalled() {
    if (over) {
      return;
    }
    halt.ask("a signal");
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

  /** How the run ended, for a process that was asked to end meanwhile. */
  void ended(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Nothing is left to wait for. */
  void over() {
    over = true;
    finished.countDown();
  }
}
