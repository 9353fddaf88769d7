package dev.coppice.provision;

import java.time.Duration;

/**
 * Failures of a health command counted as an engine would, for one that runs no checks itself:
 * those after the start period, none sooner than an interval after the one before, until one
 * succeeds.
 *
 * @param counted one after the other
 * @param lastNanos when the last of them began, by the clock of the tries
 */
record Strikes(int counted, long lastNanos) {

  static final Strikes NONE = new Strikes(0, 0);

  /**
   * After another failure.
   *
   * @param firstNanos when the container was first seen to run
   * @param beganNanos when the try began that failed
   */
  Strikes and(HealthCommand check, long firstNanos, long beganNanos) {
    long since = beganNanos - (counted == 0 ? firstNanos : lastNanos);
    Duration wait = counted == 0 ? check.startPeriod().plus(check.interval()) : check.interval();
    return since < wait.toNanos() ? this : new Strikes(counted + 1, beganNanos);
  }

  boolean areTooMany(HealthCommand check) {
    return counted >= check.retries();
  }
}
