package dev.coppice.drill;

import dev.coppice.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The longest time after impact that a drill may go without its steady state. Past it the stack is
 * raised from the rescue copies, once.
 */
final class MaxDowntime {

  private final Time time;
  private final long end;
  private final long lastLook;
  private boolean bounds;

  /**
   * As a recovery begins, also one that goes on long after the impact.
   *
   * @param max null where nothing bounds it
   * @param impact by {@link Time#nanos}
   * @param oneLook how long it takes to see that the steady state holds
   */
  MaxDowntime(Time time, @Nullable Duration max, long impact, Duration oneLook) {
    this.time = time;
    bounds = max != null;
    end = impact + (max == null ? 0 : max.toNanos());
    // What stands when the time is over has its streak confirmed; so has what is found standing.
    lastLook = Math.max(end, time.nanos()) + oneLook.toNanos();
  }

  /** Whether the stack may still be raised from its copies. */
  boolean bounds() {
    return bounds;
  }

  /** It was decided, or it cannot be. */
  void isSettled() {
    bounds = false;
  }

  /** Whether what is still to be made has no time left. */
  boolean isOver() {
    return bounds && end - time.nanos() <= 0;
  }

  /** Whether what was made has had its time to show that it is steady. */
  boolean hasSeenEnough() {
    return bounds && lastLook - time.nanos() <= 0;
  }

  /** The shorter one of a span and of what is left to make things. */
  Duration within(Duration span) {
    return bounds ? shorter(span, end) : span;
  }

  /** The shorter one of a span and of what is left to look. */
  Duration looking(Duration span) {
    return bounds ? shorter(span, lastLook) : span;
  }

  private Duration shorter(Duration span, long until) {
    Duration left = Duration.ofNanos(Math.max(until - time.nanos(), 0));
    return left.compareTo(span) < 0 ? left : span;
  }
}
