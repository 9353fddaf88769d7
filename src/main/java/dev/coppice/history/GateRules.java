package dev.coppice.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a scenario's past for a pipeline to go on.
 *
 * @param verified the last drill is verified, and its bundle is as it was sealed
 * @param maxAge how long ago the last verified drill may have begun, null for any time
 * @param withinObjectives the last drill met its objectives, and had one for the recovery time
 * @param noSlower how its time is held against earlier ones, null where it is not
 * @param sameDefinition the last drill was of the definition that is here now
 * @param blindSpots how many the last selftest may have found, null where none is asked for
 */
public record GateRules(
    boolean verified,
    @Nullable Duration maxAge,
    boolean withinObjectives,
    @Nullable NoSlower noSlower,
    boolean sameDefinition,
    @Nullable Integer blindSpots) {

  /** Those that hold where nobody wrote any. */
  public static final GateRules USUAL =
      new GateRules(true, null, false, NoSlower.USUAL, true, null);

  /**
   * The last drill against the median of those before it.
   *
   * @param last how many of those before it count, the latest ones
   * @param least with fewer of them nothing is said
   * @param tolerance how much slower is let pass whatever the noise, as a share of the median
   */
  public record NoSlower(int last, int least, double tolerance) {

    public static final NoSlower USUAL = new NoSlower(10, 5, 0.1);
  }
}
