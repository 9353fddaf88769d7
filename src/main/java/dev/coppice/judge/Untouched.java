package dev.coppice.judge;

import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.PlannedFact;
import dev.coppice.plan.Plan.PlannedLedger;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.plan.Reach;
import dev.coppice.stack.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The services that no probe, fact or ledger depends on, so that nothing shows that they work
 * again. The definition says what may depend on what; the run itself says what does not: an answer
 * that was right while a service did not run does not depend on it.
 */
final class Untouched {

  /** So much earlier than a start was heard, at the most, it may have been; milliseconds. */
  private static final double HEARD_LATE_MS = 500;

  private final Facts facts;
  private final Map<String, Window> down = new HashMap<>();
  private final Map<String, Set<String>> contradicted = new HashMap<>();
  private final Set<String> reached = new TreeSet<>();

  private Untouched(Facts facts) {
    this.facts = facts;
    List<Life> lives = Lives.all(facts);
    for (ExpectedService service : facts.plan().services()) {
      Window window = down(service, lives);
      if (window != null) {
        down.put(service.name(), window);
      }
    }
    facts.plan().probes().forEach(this::probe);
    facts.plan().facts().forEach(this::fact);
    PlannedLedger ledger = facts.plan().ledger();
    if (ledger != null) {
      reached.addAll(Reach.of(facts.plan(), ledger.services(), service -> false));
    }
  }

  /** A sentence for each such service, with what would show that it works. */
  static List<String> sentences(Facts facts) {
    Untouched untouched = new Untouched(facts);
    return Reach.without(facts.plan(), untouched.reached).stream()
        .map(untouched::sentence)
        .toList();
  }

  private String sentence(ExpectedService service) {
    List<String> those = new ArrayList<>(contradicted.getOrDefault(service.name(), Set.of()));
    String why =
        those.isEmpty()
            ? "No probe, fact or ledger depends on service %s: nothing shows that it %s."
            : "What seemed to depend on service %s was answered while it did not run ("
                + Wording.names(those)
                + "): nothing shows that it %s.";
    return why.formatted(service.name(), service.oneShot() ? "did its work" : "works again")
        + (service.oneShot()
            ? " Add a fact that asks for what it makes."
            : " Add a probe that asks it, such as `exec: {service: %s, command: […]}`."
                .formatted(service.name()));
  }

  private void probe(PlannedProbe probe) {
    List<Window> passed =
        facts.samples().stream()
            .filter(sample -> sample.probe().equals(probe.name()) && sample.passed())
            .map(sample -> new Window(sample.sentMs(), sample.endedMs()))
            .toList();
    reach("probe \"" + probe.name() + "\"", probe.services(), passed);
  }

  private void fact(PlannedFact fact) {
    List<Window> told =
        facts.readings().stream()
            .filter(reading -> reading.fact().equals(fact.name()) && reading.value() != null)
            .filter(reading -> reading.when() != FactReading.When.TRIED)
            .map(reading -> new Window(reading.sentMs(), reading.endedMs()))
            .toList();
    reach("fact \"" + fact.name() + "\"", fact.services(), told);
  }

  private void reach(String question, List<String> asked, List<Window> answered) {
    reached.addAll(
        Reach.of(
            facts.plan(),
            asked,
            service -> {
              Window window = down.get(service);
              boolean independent = window != null && answered.stream().anyMatch(window::holds);
              if (independent) {
                contradicted.computeIfAbsent(service, s -> new TreeSet<>()).add(question);
              }
              return independent;
            }));
  }

  /** From the confirmed loss, where none of its containers ran, to just before its first start. */
  private @Nullable Window down(ExpectedService service, List<Life> lives) {
    Inventory gone = facts.gone();
    Double from = facts.run().goneSinceStartMs();
    if (gone == null || from == null || !service.lost()) {
      return null;
    }
    boolean ran =
        gone.replicas(facts.plan().project(), service.name()).stream()
            .anyMatch(container -> container.isRunning());
    return ran
        ? null
        : lives.stream()
            .filter(life -> life.service().equals(service.name()))
            .map(Life::startedMs)
            .filter(started -> started != null && started >= from)
            .findFirst()
            .map(started -> new Window(from, started - HEARD_LATE_MS))
            .orElse(null);
  }
}
