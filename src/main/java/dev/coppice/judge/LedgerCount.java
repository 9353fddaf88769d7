package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Rpa;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.LedgerLine.Outcome;
import dev.coppice.evidence.RunRecord.BackupFile;
import dev.coppice.plan.Plan.PlannedLedger;
import dev.coppice.plan.Plan.WayBack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger tells of a run.
 *
 * @param acknowledged writes before the hold
 * @param lost those of them that are not there after recovery
 * @param returned writes that are there and were never acknowledged
 * @param unread writes of which nobody can tell
 */
record LedgerCount(
    List<LedgerLine> acknowledged,
    List<LedgerLine> lost,
    List<LedgerLine> returned,
    List<LedgerLine> unread) {

  static LedgerCount of(Facts facts) {
    Map<String, Outcome> read = new HashMap<>();
    // The latest answer counts: what is not told is asked again.
    lines(facts, Kind.READ).forEach(line -> read.put(line.token(), line.outcome()));
    List<LedgerLine> writes = lines(facts, Kind.WRITE).toList();
    List<LedgerLine> acknowledged = with(writes, Outcome.ACKNOWLEDGED);
    return new LedgerCount(
        acknowledged,
        acknowledged.stream().filter(w -> read.get(w.token()) == Outcome.NOT_FOUND).toList(),
        with(writes, Outcome.NOT_ACKNOWLEDGED).stream()
            .filter(w -> read.get(w.token()) == Outcome.FOUND)
            .toList(),
        acknowledged.stream()
            .filter(w -> read.getOrDefault(w.token(), Outcome.UNREAD) == Outcome.UNREAD)
            .toList());
  }

  private static Stream<LedgerLine> lines(Facts facts, Kind kind) {
    return facts.ledger().stream().filter(line -> line.kind() == kind);
  }

  private static List<LedgerLine> with(List<LedgerLine> lines, Outcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).toList();
  }

  /** Whether each acknowledged write is known to be there or not, and there is one at all. */
  boolean isWhole() {
    return !acknowledged.isEmpty() && unread.isEmpty();
  }

  /** Null where it was not measured: no ledger, no acknowledged write, or one that nobody read. */
  static @Nullable Rpa rpa(Facts facts) {
    Double impact = facts.run().impactSinceStartMs();
    LedgerCount count = of(facts);
    if (facts.plan().ledger() == null || impact == null || !count.isWhole()) {
      return null;
    }
    return new Rpa(
        count.lost().size(),
        count.back(facts, impact),
        count.acknowledged().size(),
        numbers(count.lost()),
        numbers(count.returned()));
  }

  /**
   * Milliseconds back from the impact to the last write that survived, or to the backup where none
   * did; null where nothing was restored that could tell.
   */
  private @Nullable Double back(Facts facts, double impactMs) {
    OptionalDouble last =
        acknowledged.stream()
            .filter(write -> !lost.contains(write))
            .mapToDouble(LedgerLine::endedMs)
            .max();
    return last.isPresent() ? Double.valueOf(impactMs - last.getAsDouble()) : ageOfBackup(facts);
  }

  /** Of the oldest one where the scenario does not tell which holds the writes. */
  private static @Nullable Double ageOfBackup(Facts facts) {
    PlannedLedger ledger = facts.plan().ledger();
    List<String> volumes = ledger == null ? List.of() : ledger.volumes();
    List<String> holding =
        facts.plan().wayBack().stream()
            .filter(way -> volumes.isEmpty() || volumes.contains(way.name()))
            .map(WayBack::backup)
            .toList();
    OptionalDouble oldest =
        facts.run().backups().stream()
            .filter(BackupFile::restored)
            .filter(backup -> holding.contains(backup.name()))
            .mapToDouble(BackupFile::ageMs)
            .max();
    return oldest.isPresent() ? Double.valueOf(oldest.getAsDouble()) : null;
  }

  private static List<Integer> numbers(List<LedgerLine> lines) {
    return lines.stream().map(LedgerLine::number).sorted().toList();
  }

  /** Says what is doubtful about whether the application takes writes again. */
  static void lookAfter(Facts facts, Doubts doubts) {
    if (facts.plan().ledger() == null) {
      return;
    }
    LedgerLine written = last(facts, Kind.WRITTEN_AFTER);
    LedgerLine found = last(facts, Kind.FOUND_AFTER);
    if (written == null) {
      doubts.unclear("No write of the ledger was tried after the rebuild.");
    } else if (written.outcome() != Outcome.ACKNOWLEDGED) {
      doubts.fails(
          "The stack takes no writes: after the rebuild one of the ledger was not acknowledged: "
              + (written.why() == null ? "no reason was recorded" : written.why())
              + ".");
    } else if (found == null || found.outcome() == Outcome.UNREAD) {
      doubts.unclear(
          "A write of the ledger was acknowledged after the rebuild and could not be read: "
              + (found == null || found.why() == null ? "it was not asked for" : found.why())
              + ".");
    } else if (found.outcome() != Outcome.FOUND) {
      doubts.fails(
          "The stack keeps no writes: after the rebuild one of the ledger was acknowledged and was"
              + " not there "
              + Wording.seconds(found.endedMs() - written.endedMs())
              + " later.");
    }
  }

  private static @Nullable LedgerLine last(Facts facts, Kind kind) {
    return lines(facts, kind).reduce((first, second) -> second).orElse(null);
  }

  /** Says what is doubtful about the ledger. */
  static void look(Facts facts, Doubts doubts) {
    if (facts.plan().ledger() == null) {
      return;
    }
    LedgerCount count = of(facts);
    if (count.acknowledged().isEmpty()) {
      doubts.unclear("No write of the ledger was acknowledged before the disaster.");
    } else if (!count.unread().isEmpty()) {
      String why =
          lines(facts, Kind.READ)
              .filter(line -> line.outcome() == Outcome.UNREAD)
              .map(LedgerLine::why)
              .reduce((first, second) -> second)
              .orElse("it was not asked");
      doubts.unclear(
          "%d of %d acknowledged writes of the ledger were not read back after the rebuild: %s."
              .formatted(count.unread().size(), count.acknowledged().size(), why));
    }
    if (lines(facts, Kind.NEVER_WRITTEN).anyMatch(line -> line.outcome() == Outcome.FOUND)) {
      doubts.unclear("The ledger finds what was never written: its reading proves nothing.");
    }
  }
}
