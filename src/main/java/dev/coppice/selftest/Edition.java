package dev.coppice.selftest;

import dev.coppice.data.LedgerQuestions;
import dev.coppice.probe.Fact;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Telling;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What of a scenario is otherwise while its stack is sabotaged. Pure. */
final class Edition {

  private Edition() {}

  /**
   * Backup ages count as at the start of the selftest.
   *
   * @param elapsed since then
   */
  static Scenario later(Scenario scenario, Duration elapsed) {
    Map<String, Scenario.Backup> backups = new LinkedHashMap<>();
    scenario.backups().forEach((name, backup) -> backups.put(name, later(backup, elapsed)));
    Scenario.Objectives objectives = scenario.objectives();
    return of(
        scenario,
        backups,
        scenario.recovery(),
        scenario.steadyState(),
        scenario.facts(),
        scenario.ledger(),
        new Scenario.Objectives(
            objectives.rto(), later(objectives.rpo(), elapsed), objectives.services()));
  }

  static Scenario.Backup later(Scenario.Backup backup, Duration elapsed) {
    return new Scenario.Backup(
        backup.name(), backup.file(), backup.make(), later(backup.maxAge(), elapsed));
  }

  private static @Nullable Duration later(@Nullable Duration limit, Duration elapsed) {
    return limit == null ? null : limit.plus(elapsed);
  }

  /** With another time for the recovery. */
  static Scenario within(Scenario scenario, Duration timeout) {
    return of(
        scenario,
        scenario.backups(),
        scenario.recovery().within(timeout),
        scenario.steadyState(),
        scenario.facts(),
        scenario.ledger(),
        scenario.objectives());
  }

  /** With other probes. */
  static Scenario probing(Scenario scenario, UnaryOperator<Probe> probe) {
    return of(
        scenario,
        scenario.backups(),
        scenario.recovery(),
        scenario.steadyState().asking(probe),
        scenario.facts(),
        scenario.ledger(),
        scenario.objectives());
  }

  /** With other answers to what is known of the data: facts, and the reading of the ledger. */
  static Scenario telling(Scenario scenario, UnaryOperator<Telling> question) {
    LedgerQuestions ledger = scenario.ledger();
    return of(
        scenario,
        scenario.backups(),
        scenario.recovery(),
        scenario.steadyState(),
        scenario.facts().stream()
            .map(fact -> fact.asking(question.apply(fact.question())))
            .toList(),
        ledger == null ? null : ledger.readBy(question.apply(ledger.read())),
        scenario.objectives());
  }

  private static Scenario of(
      Scenario scenario,
      Map<String, Scenario.Backup> backups,
      Scenario.Recovery recovery,
      Scenario.SteadyState steadyState,
      List<Fact> facts,
      @Nullable LedgerQuestions ledger,
      Scenario.Objectives objectives) {
    return new Scenario(
        scenario.file(),
        scenario.sha256(),
        scenario.name(),
        scenario.description(),
        scenario.stack(),
        scenario.engine(),
        scenario.disaster(),
        backups,
        recovery,
        steadyState,
        facts,
        ledger,
        scenario.keeps(),
        scenario.rescueNone(),
        scenario.copyRules(),
        scenario.around(),
        scenario.protect(),
        scenario.disposable(),
        objectives,
        scenario.secrets());
  }
}
