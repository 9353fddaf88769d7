package dev.coppice.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gate is asked about.
 *
 * @param past of the scenario alone
 * @param fault why the bundle of the last drill may not be believed, null where it may
 * @param definition how the definition here differs from that of the last drill; nothing where it
 *     does not
 */
public record GateRecords(
    Past past, @Nullable String fault, Optional<String> definition, Instant now) {

  /** The drills, the earlier first. */
  List<RunLine> drills() {
    return past.drills();
  }

  Optional<RunLine> last() {
    List<RunLine> drills = drills();
    return drills.isEmpty() ? Optional.empty() : Optional.of(drills.get(drills.size() - 1));
  }
}
