package dev.coppice.drill;

import dev.coppice.data.Ledger;
import dev.coppice.data.LedgerQuestions;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.FactReading.When;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.LedgerLine.Outcome;
import dev.coppice.evidence.RunClock;
import dev.coppice.judge.KnownFacts;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan.PlannedFact;
import dev.coppice.probe.Fact;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Told;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of the data before the disaster and asked for again after it: facts and ledger. */
final class KnownData {

  /** How many acknowledged writes a ledger has at the least, where they come as they should. */
  private static final int WRITES = 5;

  /** For the reading back of all writes. */
  private static final Duration READING = Duration.ofMinutes(2);

  /** How long a write may take until it can be read, such as through a queue. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  /** Characters of a told text that are kept; its hash is of all of it. */
  private static final int KEPT = 2_000;

  private final List<Fact> facts;
  private final List<PlannedFact> planned;
  private final @Nullable Ledger ledger;
  private final @Nullable LedgerQuestions questions;
  private final Probe.Asking asking;
  private final RunClock clock;
  private final Bundle bundle;
  private final Records readings;
  private final Records lines;
  private final Consumer<String> say;
  private final List<FactReading> heard = new CopyOnWriteArrayList<>();
  private boolean writing;

  /**
   * @param planned the same facts as the plan has them
   * @param facts none where nothing was asked before
   * @param questions null where no ledger runs
   * @param say what a user has to know
   */
  KnownData(
      List<Fact> facts,
      List<PlannedFact> planned,
      @Nullable LedgerQuestions questions,
      Probe.Asking asking,
      RunClock clock,
      Bundle bundle,
      Records readings,
      Records lines,
      Consumer<String> say) {
    this.facts = List.copyOf(facts);
    this.planned = List.copyOf(planned);
    this.questions = questions;
    this.asking = asking;
    this.clock = clock;
    this.bundle = bundle;
    this.readings = readings;
    this.lines = lines;
    this.say = say;
    ledger = questions == null ? null : new Ledger(questions, asking, clock, lines::add);
  }

  /**
   * Learns the facts.
   *
   * @throws RefusedException where a fact is not told
   */
  void learn() throws InterruptedException {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Fact fact : facts) {
      FactReading reading = ask(fact, When.BEFORE);
      if (reading.why() != null) {
        obstacles.add(
            new Obstacle(
                "fact \"%s\" is not told before the drill: %s"
                    .formatted(fact.name(), bundle.clean(reading.why())),
                "mend the fact: what is not known before cannot be found again after"));
      }
    }
    if (!obstacles.isEmpty()) {
      throw new RefusedException(obstacles);
    }
  }

  private FactReading ask(Fact fact, When when) throws InterruptedException {
    double sent = clock.nowMs();
    return kept(fact, when, sent, fact.tell(asking));
  }

  /** Asks the facts of a restored backup, in the container that it was restored into. */
  void askTried(Collection<String> names, String container) throws InterruptedException {
    for (Fact fact : facts) {
      if (names.contains(fact.name())) {
        double sent = clock.nowMs();
        kept(fact, When.TRIED, sent, fact.tellIn(container, asking.engine()));
      }
    }
  }

  /** What of them a restored backup does not tell as the live stack does; null where nothing. */
  @Nullable String differsTried(Collection<String> names) {
    return planned.stream()
        .filter(fact -> names.contains(fact.name()))
        .map(fact -> KnownFacts.difference(fact, readings(When.BEFORE), readings(When.TRIED)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<FactReading> readings(When when) {
    return heard.stream().filter(reading -> reading.when() == when).toList();
  }

  private FactReading kept(Fact fact, When when, double sent, Told told) {
    String text = told.text();
    FactReading reading =
        new FactReading(
            fact.name(),
            when,
            sent,
            clock.nowMs(),
            text == null ? null : text.substring(0, Math.min(KEPT, text.length())),
            text == null ? null : Hash.sha256(text),
            told.why());
    readings.add(reading);
    heard.add(reading);
    return reading;
  }

  /**
   * Lets the ledger write from here on.
   *
   * @throws RefusedException where it cannot be written or read
   */
  void beginLedger() throws InterruptedException {
    if (ledger == null || questions == null) {
      return;
    }
    writing = true;
    ledger.start();
    Duration patience =
        questions.every().multipliedBy(2L * WRITES).plus(questions.timeout().multipliedBy(2));
    List<LedgerLine> acknowledged = ledger.awaitAcknowledged(WRITES, patience);
    if (acknowledged.isEmpty()) {
      String why = ledger.lastFailure();
      throw refused(
          "no write of the ledger is acknowledged: "
              + (why == null ? "there was no answer in time" : bundle.clean(why)));
    }
    LedgerLine first = acknowledged.get(0);
    LedgerLine found = ledger.find(Kind.FOUND_BEFORE, first, ON_ITS_WAY);
    if (found.outcome() != Outcome.FOUND) {
      String why = found.why();
      throw refused(
          "the ledger does not find what it has just written: "
              + (why == null ? "the answer does not hold the token" : bundle.clean(why)));
    }
    if (ledger.readNeverWritten().outcome() == Outcome.FOUND) {
      throw refused(
          "the ledger finds what it has never written: the answer repeats what it is asked");
    }
  }

  private static RefusedException refused(String what) {
    return new RefusedException(
        List.of(
            new Obstacle(what, "mend `ledger` in the scenario: it could not tell what is lost")));
  }

  /** Before writers are held: no more writes. */
  void stopWriting() {
    if (writing && ledger != null) {
      writing = false;
      ledger.stop();
    }
  }

  /** While the stack is gone: a fact that is told for all that is not told by it. */
  void askWhileGone() throws InterruptedException {
    List<Time.Work> asked = new ArrayList<>();
    for (Fact fact : facts) {
      if (!fact.reads().isEmpty()) {
        asked.add(clock.time().start("coppice-fact", () -> askQuietly(fact)));
      }
    }
    for (Time.Work work : asked) {
      work.join(Duration.ofMinutes(1));
    }
  }

  private void askQuietly(Fact fact) {
    try {
      ask(fact, When.GONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After recovery: each write and each fact is asked for again. */
  void askAgain() throws InterruptedException {
    List<LedgerLine> writes = writes();
    if (ledger != null && !writes.isEmpty()) {
      say.accept("reading %d writes of the ledger back".formatted(writes.size()));
      ledger.readBack(writes, READING);
      List<LedgerLine> own = new ArrayList<>(writes);
      own.addAll(ledger.writeAfter(writes.size() + 1, ON_ITS_WAY));
      clean(own);
    }
    for (Fact fact : facts) {
      ask(fact, When.AFTER);
    }
  }

  /** Takes the ledger's own rows away where the scenario says how. */
  void clean() throws InterruptedException {
    clean(ledger == null ? List.of() : writes());
  }

  private void clean(List<LedgerLine> writes) throws InterruptedException {
    String failed = ledger == null ? null : ledger.clean(writes);
    if (failed != null) {
      say.accept("the ledger's own writes cannot be taken away: " + bundle.clean(failed));
    }
  }

  /** Also those of a run that was interrupted. */
  private List<LedgerLine> writes() {
    return bundle.ledger().stream().filter(line -> line.kind() == Kind.WRITE).toList();
  }

  void close() {
    stopWriting();
    readings.close();
    lines.close();
  }
}
