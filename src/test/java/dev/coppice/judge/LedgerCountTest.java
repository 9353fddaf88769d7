package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Rpa;
import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord.BackupFile;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Plan.PlannedLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerCountTest {

  private final FactsOf facts = FactsOf.honest();

  @BeforeEach
  void a_ledger_runs() {
    facts.ledger = new PlannedLedger("POST /orders", "GET /orders", 200, List.of(), List.of("web"));
    facts.backups.add(new BackupFile("orders", "f", "0", 1, FactsOf.STARTED, 90_000, true));
    Edits.takesWrites(facts);
  }

  private void after(Kind kind, double endedMs, LedgerLine.Outcome outcome, @Nullable String why) {
    facts.lines.add(new LedgerLine(kind, 99, "t99", endedMs - 5, endedMs, outcome, why));
  }

  private void write(int number, double endedMs, boolean acknowledged) {
    line(
        Kind.WRITE,
        number,
        endedMs,
        acknowledged ? LedgerLine.Outcome.ACKNOWLEDGED : LedgerLine.Outcome.NOT_ACKNOWLEDGED);
  }

  private void read(int number, LedgerLine.Outcome outcome) {
    line(Kind.READ, number, 15_000, outcome);
  }

  private void line(Kind kind, int number, double endedMs, LedgerLine.Outcome outcome) {
    facts.lines.add(
        new LedgerLine(kind, number, "t" + number, endedMs - 5, endedMs, outcome, null));
  }

  private Evidence judged() {
    return Judge.judge(facts.build());
  }

  @Test
  void nothing_is_lost_only_where_every_acknowledged_write_is_found() {
    write(1, 4_000, true);
    write(2, 4_500, true);
    read(1, LedgerLine.Outcome.FOUND);
    read(2, LedgerLine.Outcome.FOUND);

    assertEquals(new Rpa(0, 1_500.0, 2, List.of(), List.of()), judged().rpa());
    assertEquals(Verdict.VERIFIED, judged().verdict());
  }

  record Afterwards(
      String what, Consumer<LedgerCountTest> lines, Outcome outcome, String sentence) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Afterwards> afterwards() {
    return List.of(
        new Afterwards("it is written and found", t -> {}, Outcome.TRUE, ""),
        new Afterwards(
            "it is refused at first",
            t -> {
              t.facts.lines.clear();
              t.after(
                  Kind.WRITTEN_AFTER, 13_500, LedgerLine.Outcome.NOT_ACKNOWLEDGED, "status 503");
              t.after(Kind.WRITTEN_AFTER, 14_000, LedgerLine.Outcome.ACKNOWLEDGED, null);
              t.after(Kind.FOUND_AFTER, 14_300, LedgerLine.Outcome.NOT_FOUND, null);
              t.after(Kind.FOUND_AFTER, 14_500, LedgerLine.Outcome.FOUND, null);
            },
            Outcome.TRUE,
            ""),
        new Afterwards(
            "it is refused",
            t ->
                t.after(
                    Kind.WRITTEN_AFTER, 15_000, LedgerLine.Outcome.NOT_ACKNOWLEDGED, "status 503"),
            Outcome.FALSE,
            "The stack takes no writes: after the rebuild one of the ledger was not acknowledged:"
                + " status 503."),
        new Afterwards(
            "it is not there",
            t -> t.after(Kind.FOUND_AFTER, 24_000, LedgerLine.Outcome.NOT_FOUND, null),
            Outcome.FALSE,
            "The stack keeps no writes: after the rebuild one of the ledger was acknowledged and"
                + " was not there 10.0 s later."),
        new Afterwards(
            "nobody tells",
            t -> t.after(Kind.FOUND_AFTER, 24_000, LedgerLine.Outcome.UNREAD, "status 500"),
            Outcome.UNKNOWN,
            "A write of the ledger was acknowledged after the rebuild and could not be read: status"
                + " 500."),
        new Afterwards(
            "it was not tried",
            t -> t.facts.lines.clear(),
            Outcome.UNKNOWN,
            "No write of the ledger was tried after the rebuild."));
  }

  @ParameterizedTest
  @MethodSource("afterwards")
  void the_steady_state_is_back_only_where_a_write_after_the_rebuild_is_kept(Afterwards row) {
    row.lines().accept(this);
    write(1, 4_000, true);
    read(1, LedgerLine.Outcome.FOUND);

    Finding finding = new SteadyAfter().judge(facts.build());

    assertEquals(row.outcome(), finding.outcome(), finding::reason);
    assertTrue(finding.reason().contains(row.sentence()), finding::reason);
  }

  @Test
  void one_that_nobody_could_read_leaves_the_loss_unmeasured() {
    write(1, 4_000, true);
    write(2, 4_500, true);
    read(1, LedgerLine.Outcome.FOUND);
    read(2, LedgerLine.Outcome.UNREAD);

    assertNull(judged().rpa());
    assertEquals(Verdict.INCONCLUSIVE, judged().verdict());
  }

  @Test
  void one_that_was_never_asked_for_leaves_the_loss_unmeasured() {
    write(1, 4_000, true);

    assertNull(judged().rpa());
    assertEquals(Verdict.INCONCLUSIVE, judged().verdict());
  }

  @Test
  void where_none_survives_the_age_of_the_restored_backup_counts() {
    write(1, 4_000, true);
    read(1, LedgerLine.Outcome.NOT_FOUND);

    assertEquals(new Rpa(1, 90_000.0, 1, List.of(1), List.of()), judged().rpa());
  }

  @Test
  void where_none_survives_and_nothing_was_restored_there_is_no_time() {
    facts.backups.clear();
    write(1, 4_000, true);
    read(1, LedgerLine.Outcome.NOT_FOUND);

    assertEquals(new Rpa(1, null, 1, List.of(1), List.of()), judged().rpa());
  }

  @Test
  void a_write_that_comes_back_unacknowledged_is_told() {
    write(1, 4_000, true);
    write(2, 4_200, false);
    read(1, LedgerLine.Outcome.FOUND);
    read(2, LedgerLine.Outcome.FOUND);

    Rpa rpa = judged().rpa();
    assertNotNull(rpa);
    assertEquals(List.of(2), rpa.returned());
    assertEquals(
        1, judged().unproven().stream().filter(text -> text.contains("never ack")).count());
  }

  @Test
  void an_answer_to_a_second_try_counts() {
    write(1, 4_000, true);
    read(1, LedgerLine.Outcome.UNREAD);
    read(1, LedgerLine.Outcome.FOUND);

    assertEquals(Verdict.VERIFIED, judged().verdict());
  }

  @Test
  void what_was_never_written_and_is_found_proves_nothing() {
    write(1, 4_000, true);
    read(1, LedgerLine.Outcome.FOUND);
    line(Kind.NEVER_WRITTEN, 0, 4_100, LedgerLine.Outcome.FOUND);

    assertEquals(Verdict.INCONCLUSIVE, judged().verdict());
  }

  @Test
  void an_objective_is_met_by_what_was_measured_and_by_nothing_else() {
    facts.objectives.add(new Plan.Objective(Plan.RPO, null, 2_000));
    write(1, 4_000, true);
    assertNotEquals(Verdict.VERIFIED, judged().verdict(), "unread");

    read(1, LedgerLine.Outcome.FOUND);
    assertEquals(Verdict.VERIFIED, judged().verdict(), "2000 ms before impact");

    facts.lines.clear();
    write(1, 3_999, true);
    read(1, LedgerLine.Outcome.FOUND);
    assertEquals(Verdict.NOT_VERIFIED, judged().verdict(), "2001 ms before impact");
  }

  /** Whatever the history: the loss is exact, or it is not measured and nothing is verified. */
  @RepeatedTest(300)
  void any_history_is_counted_exactly(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> lost = new ArrayList<>();
    List<Integer> returned = new ArrayList<>();
    double lastSurvivor = -1;
    int acknowledged = 0;
    boolean unread = false;
    int writes = random.nextInt(30);
    for (int n = 1; n <= writes; n++) {
      double at = 1_000 + n * 100 + random.nextInt(50);
      boolean isAcknowledged = random.nextInt(4) > 0;
      write(n, at, isAcknowledged);
      acknowledged += isAcknowledged ? 1 : 0;
      LedgerLine.Outcome found =
          switch (random.nextInt(random.nextBoolean() ? 20 : 2)) {
            case 0 -> LedgerLine.Outcome.NOT_FOUND;
            case 5 -> LedgerLine.Outcome.UNREAD;
            default -> LedgerLine.Outcome.FOUND;
          };
      read(n, found);
      if (isAcknowledged) {
        unread |= found == LedgerLine.Outcome.UNREAD;
        if (found == LedgerLine.Outcome.NOT_FOUND) {
          lost.add(n);
        } else {
          lastSurvivor = Math.max(lastSurvivor, at);
        }
      } else if (found == LedgerLine.Outcome.FOUND) {
        returned.add(n);
      }
    }
    Evidence evidence = judged();
    if (unread || acknowledged == 0) {
      assertNull(evidence.rpa());
      assertEquals(Verdict.INCONCLUSIVE, evidence.verdict());
    } else {
      double ms = lastSurvivor < 0 ? 90_000 : FactsOf.IMPACT - lastSurvivor;
      assertEquals(new Rpa(lost.size(), ms, acknowledged, lost, returned), evidence.rpa());
    }
  }
}
