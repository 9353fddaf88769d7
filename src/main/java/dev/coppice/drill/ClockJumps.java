package dev.coppice.drill;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord.ClockJump;
import java.time.Duration;
import java.util.Optional;

/** Notices where the wall clock jumps: where it goes on otherwise than the clock of the run. */
final class ClockJumps {

  /**
   * A clock that is slowly put right moves by half a millisecond a second at the most (adjtime).
   */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private double aheadMs;

  /** How far the wall clock is ahead of where it would be, had it never jumped. */
  void isAhead(double ms) {
    aheadMs = ms;
  }

  /** The jump since the last look, empty where there was none. */
  Optional<ClockJump> look(RunClock clock) {
    double now = clock.nowMs();
    Duration off = Duration.between(clock.instant(now), clock.time().wall());
    double ahead = off.toNanos() / 1e6;
    double jump = ahead - aheadMs;
    aheadMs = ahead;
    return Math.abs(jump) < LEAST.toMillis()
        ? Optional.empty()
        : Optional.of(new ClockJump(now, jump));
  }
}
