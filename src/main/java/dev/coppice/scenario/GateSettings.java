package dev.coppice.scenario;

import dev.coppice.history.GateRules;
import dev.coppice.stack.Fallback;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules of the gate in the shape of a file: each component is a key. */
record GateSettings(
    @Fallback("true") boolean verified,
    @Nullable Duration maxAge,
    @Fallback("false") boolean withinObjectives,
    @Nullable NoSlower noSlower,
    @Fallback("false") boolean sameDefinition,
    @Nullable Integer blindSpots) {

  GateSettings {
    if (!verified
        && maxAge == null
        && !withinObjectives
        && noSlower == null
        && !sameDefinition
        && blindSpots == null) {
      throw new IllegalArgumentException("the gate asks for nothing: each rule is off");
    }
    if (blindSpots != null && blindSpots < 0) {
      throw new IllegalArgumentException("`blind-spots` is less than 0");
    }
  }

  record NoSlower(
      @Fallback("10") int last, @Fallback("5") int least, @Fallback("0.1") BigDecimal tolerance) {

    NoSlower {
      if (least < 3) {
        throw new IllegalArgumentException(
            "`least` is less than 3: so few runs tell no noise from a change");
      }
      if (last < least) {
        throw new IllegalArgumentException(
            "`last` is less than `least`, so there are never enough runs");
      }
      if (tolerance.signum() < 0 || tolerance.compareTo(BigDecimal.TEN) > 0) {
        throw new IllegalArgumentException(
            "`tolerance` is a share of the median, such as 0.1 for a tenth");
      }
    }
  }

  GateRules rules() {
    return new GateRules(
        verified,
        maxAge,
        withinObjectives,
        noSlower == null
            ? null
            : new GateRules.NoSlower(
                noSlower.last(), noSlower.least(), noSlower.tolerance().doubleValue()),
        sameDefinition,
        blindSpots);
  }
}
