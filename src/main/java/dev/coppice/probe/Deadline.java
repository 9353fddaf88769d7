package dev.coppice.probe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A bound on a whole exchange. A name that does not resolve or a regular expression that never ends
 * heeds no timeout of its own, so the exchange runs on a thread that can be left behind.
 */
final class Deadline {

  private Deadline() {}

  /**
   * What comes of the exchange, or that nothing did in time, or what went wrong.
   *
   * @param failed makes an answer of why there is none
   */
  static <T> T within(Duration timeout, Callable<T> exchange, Function<String, T> failed)
      throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(exchange);
    Thread thread = new Thread(task, "coppice-question");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return failed.apply("no answer within " + Words.of(timeout));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failed.apply(Words.of(cause));
    } finally {
      task.cancel(true);
    }
  }
}
