package dev.coppice.probe;

import dev.coppice.probe.Probe.Answer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bound on a whole exchange. A name that does not resolve or a regular expression that never ends
 * heeds no timeout of its own, so the exchange runs on a thread that can be left behind.
 */
final class Deadline {

  private Deadline() {}

  /** The answer, or that there was none in time, or what went wrong. */
  static Answer within(Duration timeout, Callable<Answer> exchange) throws InterruptedException {
    FutureTask<Answer> task = new FutureTask<>(exchange);
    Thread thread = new Thread(task, "coppice-question");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Answer.failed("no answer within " + Words.of(timeout));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Answer.failed(Words.of(cause));
    } finally {
      task.cancel(true);
    }
  }
}
