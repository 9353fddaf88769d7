package dev.coppice.engine;

import dev.coppice.stack.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The time between two of a container's health checks. An engine that freezes a container while it
 * starts a command in it may freeze that command before it runs; then the engine waits for it for
 * ever, and nobody can inspect or thaw the container any more (seen with Docker 20.10 and runc 1.1
 * on a busy machine, control groups of version 1).
 */
final class QuietMoment {

  /**
   * How soon a health check may come at the earliest; a quarter of its interval where that is less.
   */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);
  private static final long PAUSE_MS = 10;

  private QuietMoment() {}

  /**
   * Returns when no health check goes on or is about to begin, after ten seconds in any case: the
   * clock of an engine elsewhere may not be this machine's.
   *
   * @param inspected asks for the container, empty where it is not there
   */
  static void await(Supplier<Optional<Tree>> inspected) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() - end < 0) {
      Optional<Tree> now = inspected.get();
      if (now.isEmpty() || isQuiet(now.get(), Instant.now())) {
        return;
      }
      try {
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether the engine starts no health check now and within the margin. */
  static boolean isQuiet(Tree inspected, Instant now) {
    if (!isChecked(inspected)) {
      return true;
    }
    Duration interval = interval(inspected);
    Duration quarter = interval.dividedBy(4);
    Duration margin = quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN;
    return now.isBefore(lastEnd(inspected).plus(interval).minus(margin));
  }

  private static boolean isChecked(Tree inspected) {
    Tree test = inspected.at("Config", "Healthcheck", "Test");
    return inspected.at("State", "Running").isTrue()
        && !test.list().isEmpty()
        && !test.list().get(0).text("").equals("NONE");
  }

  private static Duration interval(Tree inspected) {
    long nanos = Long.parseLong(inspected.at("Config", "Healthcheck", "Interval").text("0"));
    return nanos <= 0 ? USUAL_INTERVAL : Duration.ofNanos(nanos);
  }

  /** The engine counts the interval from the end of the check before, or from the start. */
  private static Instant lastEnd(Tree inspected) {
    return Stream.concat(
            Stream.of(inspected.at("State", "StartedAt")),
            inspected.at("State", "Health", "Log").list().stream().map(check -> check.at("End")))
        .map(time -> OffsetDateTime.parse(time.text("1970-01-01T00:00:00Z")).toInstant())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
