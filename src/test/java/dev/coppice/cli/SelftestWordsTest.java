package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Drill;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import dev.coppice.evidence.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelftestWordsTest {

  private static Drill drill(Verdict verdict, double ms) {
    return new Drill("r1", 0, verdict, List.of("It was slow."), "/reports/r1", ms);
  }

  private static String words(List<Tried> tried, Verdict first, @Nullable Drill last) {
    return SelftestWords.of(
        new SelftestSummary(
            SelftestSummary.FORMAT,
            new RunRecord.ScenarioFile("s", null, "s.yaml", "0"),
            new RunRecord.Tool("1", "c"),
            "shop",
            "host",
            Instant.EPOCH,
            65_000,
            false,
            false,
            drill(first, 1),
            tried,
            last));
  }

  @Test
  void tells_each_lie_what_found_it_out_and_each_missing_check_once() {
    String check = "facts:\n  - name: all\n";
    List<Tried> tried =
        List.of(
            new Tried(
                "no restore",
                "w",
                Fate.CAUGHT,
                List.of(
                    new Condition(9, "Data is read back", Outcome.FALSE, "It is gone. Look there."),
                    new Condition(8, "The steady state holds again", Outcome.FALSE, "No.")),
                null,
                null,
                drill(Verdict.NOT_VERIFIED, 31_400)),
            new Tried(
                "empty restore",
                "w",
                Fate.BLIND_SPOT,
                List.of(),
                "the drill is VERIFIED for all that",
                check,
                drill(Verdict.VERIFIED, 9_000)),
            new Tried(
                "stale backup",
                "w",
                Fate.BLIND_SPOT,
                List.of(),
                "the drill is VERIFIED for all that",
                check,
                drill(Verdict.VERIFIED, 8_000)),
            Tried.doesNotApply("quiet job", "w", "there is none"),
            Tried.leftOut("slow", "w"));

    assertEquals(
        """

        selftest of shop@host: 1 of 3 lies found out, in 65.0 s

          lie             seconds  found out by
          no restore           31  9. Data is read back (and 8)
                                     It is gone.
          empty restore         9  NOTHING: a blind spot
          stale backup          8  NOTHING: a blind spot

        These do not apply:
          - quiet job: there is none

        These were left out:
          - slow: it was not asked for

        BLIND SPOT: empty restore; stale backup
        Add to the scenario:

        facts:
          - name: all

        The honest drill at the end is VERIFIED.
        """,
        words(tried, Verdict.VERIFIED, drill(Verdict.VERIFIED, 1)));
  }

  @Test
  void says_why_nothing_was_sabotaged() {
    assertEquals(
        """

        selftest of shop@host: the honest drill is NOT_VERIFIED, and nothing was sabotaged
          - It was slow.
        """,
        words(List.of(), Verdict.NOT_VERIFIED, null));
  }
}
