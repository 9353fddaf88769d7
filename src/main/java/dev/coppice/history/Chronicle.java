package dev.coppice.history;

import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.HumanRecord;
import dev.coppice.evidence.Outline;
import dev.coppice.evidence.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The past as it is told, scenario by scenario: {@code coppice history --json}. Pure. */
public record Chronicle(String format, List<ScenarioPast> scenarios) {

  public static final String FORMAT = "coppice.history/v1";

  public Chronicle {
    scenarios = List.copyOf(scenarios);
  }

  /**
   * One scenario.
   *
   * @param lastVerifiedAt when the last drill that is verified began, null where there is none
   * @param runs the earlier first
   * @param selftest the last one, null where there is none
   * @param openDeficiencies of the last run whose record names any
   */
  public record ScenarioPast(
      String scenario,
      @Nullable Instant lastVerifiedAt,
      @Nullable String lastVerifiedRun,
      List<Row> runs,
      @Nullable Selftest selftest,
      List<HumanRecord.Item> openDeficiencies,
      List<Broken> broken) {

    public ScenarioPast {
      runs = List.copyOf(runs);
      openDeficiencies = List.copyOf(openDeficiencies);
      broken = List.copyOf(broken);
    }

    /** The last of its drills, null where there is none. */
    public @Nullable Row last() {
      return runs.stream().filter(Row::drill).reduce((a, b) -> b).orElse(null);
    }
  }

  /**
   * A run.
   *
   * @param folder its bundle
   * @param drill whether it is a rehearsal that nobody sabotaged
   * @param impact whether it came as far as destroying anything
   * @param uncertaintyMs the recovery was at most this much earlier than {@code rtaMs}
   * @param rtoMet null where no recovery time objective was set
   * @param rpaMs null where it is not known; {@code acknowledged} is null where no ledger ran
   * @param cold whether images were pulled in it
   * @param change of the RTA against the verified drill before it that was as cold or warm, as a
   *     share: 0.1 is a tenth slower; null where there is nothing to compare
   * @param reason the first one of its verdict
   */
  public record Row(
      String run,
      String folder,
      String command,
      String target,
      boolean drill,
      Instant startedAt,
      Verdict verdict,
      boolean impact,
      boolean interrupted,
      @Nullable String sabotage,
      @Nullable Double rtaMs,
      @Nullable Double uncertaintyMs,
      @Nullable Long rtoMs,
      @Nullable Boolean rtoMet,
      @Nullable Integer lostWrites,
      @Nullable Integer acknowledged,
      @Nullable Double rpaMs,
      @Nullable Long rpoMs,
      boolean cold,
      @Nullable Double change,
      @Nullable String commit,
      boolean dirty,
      double durationMs,
      @Nullable String reason) {}

  /** A selftest: what it found out and what not. */
  public record Selftest(
      String folder,
      Instant startedAt,
      boolean passed,
      List<String> blindSpots,
      List<String> unknown) {}

  /** Tells all scenarios of a past. */
  public static Chronicle of(Past past) {
    return new Chronicle(
        FORMAT,
        past.byScenario().entrySet().stream()
            .map(one -> of(one.getKey(), one.getValue()))
            .toList());
  }

  private static ScenarioPast of(String name, Past past) {
    List<Row> rows = new ArrayList<>();
    @Nullable RunLine warm = null;
    @Nullable RunLine cold = null;
    @Nullable RunLine verified = null;
    for (RunLine line : past.runs()) {
      boolean isCold = line.outline().isCold();
      rows.add(row(line, isCold ? cold : warm));
      if (line.isComparable()) {
        cold = isCold ? line : cold;
        warm = isCold ? warm : line;
      }
      verified = line.isHonestDrill() && line.isVerified() ? line : verified;
    }
    return new ScenarioPast(
        name,
        verified == null ? null : verified.outline().startedAt(),
        verified == null ? null : verified.outline().run(),
        rows,
        past.lastSelftest().map(Chronicle::selftest).orElse(null),
        openDeficiencies(past.runs()),
        past.broken());
  }

  private static List<HumanRecord.Item> openDeficiencies(List<RunLine> runs) {
    List<HumanRecord.Item> last = List.of();
    for (RunLine line : runs) {
      HumanRecord record = line.outline().scenario().record();
      if (record != null && !record.deficiencies().isEmpty()) {
        last = record.openDeficiencies();
      }
    }
    return last;
  }

  private static Selftest selftest(SelftestLine line) {
    return new Selftest(
        line.folder().toString(),
        line.summary().startedAt(),
        line.summary().passed(),
        line.blindSpots(),
        line.unknown());
  }

  private static Row row(RunLine line, @Nullable RunLine before) {
    Outline run = line.outline();
    Optional<ObjectiveResult> rto =
        run.objectives().stream().filter(one -> one.name().equals("rto")).findFirst();
    return new Row(
        run.run(),
        line.folder().toString(),
        run.command(),
        run.target(),
        line.isHonestDrill(),
        run.startedAt(),
        run.verdict(),
        run.impactAt() != null,
        run.interrupted(),
        run.sabotage(),
        run.rta() == null ? null : run.rta().ms(),
        run.rta() == null ? null : run.rta().uncertaintyMs(),
        run.targetMs("rto"),
        rto.map(ObjectiveResult::met).orElse(null),
        run.rpa() == null ? null : run.rpa().lostWrites(),
        run.rpa() == null ? null : run.rpa().acknowledged(),
        run.rpa() == null ? null : run.rpa().ms(),
        run.targetMs("rpo"),
        run.isCold(),
        change(line, before),
        run.definition().commit(),
        run.definition().dirty(),
        run.durationMs(),
        run.reasons().isEmpty() ? null : run.reasons().get(0));
  }

  private static @Nullable Double change(RunLine line, @Nullable RunLine before) {
    if (before == null || !line.isComparable()) {
      return null;
    }
    var now = line.outline().rta();
    var then = before.outline().rta();
    return now == null || then == null || then.ms() <= 0 ? null : now.ms() / then.ms() - 1;
  }
}
