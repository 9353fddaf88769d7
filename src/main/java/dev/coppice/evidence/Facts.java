package dev.coppice.evidence;

import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a verdict may rest on, as read back from a bundle.
 *
 * @param before null in recover, where nothing was observed before
 * @param gone after the destroy phase; null where the run did not come that far
 * @param after at the end; null where the run did not come that far
 * @param readings what the facts of the scenario were told to be
 * @param ledger its lines, in the order in which they were known
 * @param contentBefore what the definition brought into its containers; null where nobody looked
 * @param contentAfter the same at the end
 */
public record Facts(
    Plan plan,
    RunRecord run,
    @Nullable Inventory before,
    @Nullable Inventory gone,
    @Nullable Inventory after,
    List<Sample> samples,
    List<ObservedEvent> events,
    List<FactReading> readings,
    List<LedgerLine> ledger,
    @Nullable Content contentBefore,
    @Nullable Content contentAfter) {

  public Facts {
    samples = List.copyOf(samples);
    events = List.copyOf(events);
    readings = List.copyOf(readings);
    ledger = List.copyOf(ledger);
  }
}
