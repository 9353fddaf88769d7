package dev.coppice.drill;

import dev.coppice.data.Rescue;
import dev.coppice.data.RescueCopies;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Journal;
import dev.coppice.journal.JournalException;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Goes on with a run that died, failed or was halted; the engine is the truth. */
public final class Resumption {

  private static final List<String> RECORDS =
      List.of(
          Bundle.SCENARIO,
          Bundle.DEFINITION,
          Bundle.BEFORE,
          Bundle.CONTENT_BEFORE,
          Bundle.GONE,
          Bundle.PROBES,
          Bundle.EVENTS,
          Bundle.FACTS,
          Bundle.LEDGER);

  private final PastRun past;
  private final Preparation preparation;
  private final Access access;
  private final Journal journal;
  private final Recorder recorder;
  private final JournalledGateway gateway;
  private final EngineLock lock;
  private final RunClock clock;
  private final Progress progress;
  private final Redaction redaction;
  private final Path earlier;

  public Resumption(
      PastRun past,
      Preparation preparation,
      Access access,
      RunClock clock,
      Redaction redaction,
      Progress progress) {
    this.past = past;
    this.preparation = preparation;
    this.access = access;
    this.clock = clock;
    this.progress = progress;
    this.redaction = redaction;
    earlier = past.bundle();
    journal =
        Journal.reopen(
            access.state().run(past.id()).resolve(PastRun.JOURNAL),
            past.id(),
            clock,
            access.failPoints());
    recorder = new Recorder(clock);
    lock =
        new EngineLock(
            access,
            journal,
            clock,
            past.engine(),
            past.fact(PastRun.PROJECT),
            new LockChoice.Wanting(
                past.id(),
                past.fact(PastRun.NONCE),
                false,
                EngineLock.unlock(preparation.scenario())));
    EngineLoss loss = new EngineLoss(access.engine(), clock.time());
    gateway =
        new JournalledGateway(
            access.engine(),
            access.changes(),
            loss,
            access.commands(),
            new RunJournal(journal, recorder, progress::note),
            recorder,
            redaction,
            new RightEngine(access.engine(), past.engine(), loss),
            change -> {},
            step -> false);
  }

  /** The clock of the interrupted run, going on. */
  public static RunClock clock(PastRun past, Time time) {
    boolean sameBoot = past.entries().get(0).boot().equals(time.boot());
    long nanos =
        sameBoot
            ? Long.parseLong(past.fact(PastRun.NANOS))
            : time.nanos() - sinceStart(past, time).toNanos();
    return new RunClock(past.startedAt(), nanos, time);
  }

  /** After a restart of the machine only the wall clock tells; what was written down is past. */
  private static Duration sinceStart(PastRun past, Time time) {
    Duration byWall = Duration.between(past.startedAt(), time.wall());
    List<Entry> entries = past.entries();
    double last = entries.get(entries.size() - 1).monotonicMs();
    Duration atLeast = Duration.ofNanos(Math.round(last * 1e6));
    return byWall.compareTo(atLeast) > 0 ? byWall : atLeast;
  }

  /**
   * Ends a run that died before impact: its hold is lifted, its scratch objects are removed, and
   * what ran before it and was ended with the engine is started again, and what the user wants done
   * at the end is done.
   *
   * @return what ran before and cannot be started; empty where everything is as it was
   */
  public List<String> clearAway() throws InterruptedException {
    takeLock();
    endLeftoverCommands();
    liftHold();
    anew().removeLeftovers();
    StartingAgain startingAgain =
        new StartingAgain(access.engine(), gateway, preparation.stack(), clock.time());
    List<String> down = startingAgain.carryOut(past.ran());
    comeToTheEnd();
    int losses = lock.loss().count();
    lock.release();
    if (lock.loss().count() != losses) {
      down = startingAgain.carryOut(past.ran());
    }
    journal.write(
        Entry.Kind.END, PastRun.exitFact(down.isEmpty() ? ExitCode.REFUSED : ExitCode.UNFINISHED));
    journal.close();
    return down;
  }

  /**
   * The dead process of this very run holds it, or nobody does.
   *
   * @throws BlockedException where somebody else does: the run stays unfinished
   */
  private void takeLock() {
    try {
      lock.take();
    } catch (RefusedException held) {
      journal.close();
      throw new BlockedException(held.obstacles());
    }
  }

  /** What the dead run had started may still write into what is made anew. */
  private void endLeftoverCommands() {
    new RescueCopies(access.state().rescueCopies()).clearTorn(past.id());
    int ended = access.commands().endLeftovers(JournalledGateway.COMMAND_OF, past.id());
    if (ended > 0) {
      progress.note("ended %d commands that the interrupted run had left behind".formatted(ended));
    }
  }

  private Anew anew() {
    return new Anew(
        access.engine(),
        gateway,
        preparation.stack(),
        preparation.scenario(),
        keptFirst(),
        progress,
        past.fact(PastRun.NONCE),
        recorder::isTouched,
        lock::demand);
  }

  private KeptFirst keptFirst() {
    Map<String, String> marks =
        Map.of(Labels.RUN, past.id(), Labels.NONCE, past.fact(PastRun.NONCE));
    Path store = access.state().rescueCopies();
    return new KeptFirst(
        access.engine(),
        gateway,
        new Rescue(access.engine(), gateway, marks, past.id(), store),
        store,
        recorder,
        progress,
        past.id());
  }

  private void comeToTheEnd() {
    Scenario scenario = preparation.scenario();
    boolean begun =
        past.entries().stream()
            .anyMatch(
                e ->
                    e.kind() == Entry.Kind.PHASE
                        && Phase.BASELINE.word().equals(e.facts().get("phase")));
    if (begun && Files.isDirectory(earlier)) {
      AroundCommands around =
          new AroundCommands(
              AroundCommands.of(scenario, past.fact(PastRun.COMMAND)),
              AroundCommands.folder(scenario),
              Bundle.of(earlier, redaction),
              AroundCommands.told(past.id(), past.fact(PastRun.PROJECT), past.fact(PastRun.ENGINE)),
              access.environment(),
              step -> gateway.commands(step, past.id()));
      around.goesOn();
      around.after().forEach(progress::note);
    }
  }

  /** Before a run is undone that is unfinished: nothing of it may go on beside the undo. */
  public void settle() {
    takeLock();
    try {
      endLeftoverCommands();
      liftHold();
      anew().removeLeftovers();
      // The undo takes it next.
      lock.release();
    } finally {
      journal.close();
    }
  }

  private void liftHold() {
    List<String> held =
        past.entries().stream()
            .filter(e -> e.kind() == Entry.Kind.INTENT && "pause".equals(e.call()))
            .map(e -> String.valueOf(e.object()))
            .distinct()
            .toList();
    if (!held.isEmpty()) {
      Rescue.release(access.engine(), gateway.step(JournalledGateway.LIFT_THE_HOLD), held);
    }
  }

  /** Takes the run up again; what it made and could not finish is made anew. */
  public Run begin(Runs.Order order) {
    // Before anything is touched: a plan that is not this run's refuses.
    Plan original = original();
    takeLock();
    endLeftoverCommands();
    liftHold();
    takeOver();
    anew().removeLeftovers();
    try {
      if (past.sabotage() == null) {
        anew().removeHalfDone(original, recorder.impactAt(), recorder::isDone);
      } else {
        anew().removeAll(original, recorder.impactAt());
        progress.note("the run was sabotaged on purpose; it is finished without that");
      }
    } catch (BlockedException blocked) {
      journal.close();
      throw blocked;
    }
    Prepared prepared =
        preparation.resumption(
            original, Strays.of(original, past.fact(PastRun.NONCE), recorder, past::isDone));
    if (!prepared.obstacles().isEmpty()) {
      journal.close();
      throw new BlockedException(prepared.obstacles());
    }
    if (!preparation.stack().sha256().equals(original.definitionSha256())) {
      recorder.deviation("the definition was changed between the impact and the resumption");
    }
    if (!preparation.scenario().sha256().equals(original.scenarioSha256())) {
      recorder.deviation("the scenario was changed between the impact and the resumption");
    }
    Bundle bundle = copied(order, prepared.plan());
    RunFrame frame = frame(order.terminal());
    bundle.write(Bundle.RUN, recorder.record(frame));
    Map<String, String> facts = new TreeMap<>(Holder.here(past.id(), clock.time().wall()).facts());
    facts.put(PastRun.BUNDLE, bundle.folder().toString());
    journal.write(Entry.Kind.RUN, facts);
    Run run =
        new Run(
            prepared,
            frame,
            clock,
            journal,
            recorder,
            bundle,
            lock,
            past.ran(),
            order.halt(),
            progress);
    run.onward().beginAnew();
    run.around().goesOn();
    return run;
  }

  private Plan original() {
    Path plan = access.state().run(past.id()).resolve(Bundle.PLAN);
    try {
      String text = Files.readString(plan);
      if (!Hash.sha256(text).equals(past.fact(PastRun.PLAN))) {
        throw new JournalException(
            "%s:1: this is not the plan that run %s was begun with: its hash is not the one in the journal"
                .formatted(plan, past.id()));
      }
      Plan begun = Json.read(text, Plan.class);
      return past.fromCopies().isPresent() ? begun.fromCopies(past.id()) : begun;
    } catch (NoSuchFileException e) {
      throw new JournalException(plan + ":1: the plan of run " + past.id() + " is not there");
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the plan of run " + past.id(), e);
    }
  }

  private void takeOver() {
    try {
      recorder.goOnFrom(Json.read(Files.readString(earlier.resolve(Bundle.RUN)), RunRecord.class));
    } catch (IOException e) {
      recorder.interrupted();
      recorder.deviation("the records of the interrupted run are gone from " + earlier);
    }
    Entry impact = past.impact().orElseThrow();
    recorder.impactWas(impact.monotonicMs());
    past.fromCopies().ifPresent(entry -> recorder.fromCopies(entry.monotonicMs()));
    recorder.doneBefore(past.done());
    past.removedVolumes().forEach(volume -> recorder.touched(HalfRemoved.REMOVAL, volume));
  }

  /** A sealed folder stays as it is: a resumed run writes one of its own. */
  private Bundle copied(Runs.Order order, Plan plan) {
    Path folder = earlier;
    for (int n = 1; Files.exists(folder); n++) {
      folder = earlier.resolveSibling(past.id() + "-resumed" + (n == 1 ? "" : "-" + n));
    }
    Bundle bundle = Bundle.create(folder, order.redaction());
    for (String record : RECORDS) {
      try {
        if (Files.exists(earlier.resolve(record))) {
          bundle.writeBytes(record, whole(record, Files.readAllBytes(earlier.resolve(record))));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("tried to copy " + record + " of run " + past.id(), e);
      }
    }
    keptAside(bundle);
    bundle.write(Bundle.RESUMED_PLAN, plan);
    return bundle;
  }

  /** The plan that the run was begun with, and what was signed of it, to the byte. */
  private void keptAside(Bundle bundle) {
    Path kept = access.state().run(past.id());
    for (String file : List.of(Bundle.PLAN, Bundle.PLAN_ENVELOPE)) {
      try {
        if (Files.exists(kept.resolve(file))) {
          bundle.writeBytes(file, Files.readAllBytes(kept.resolve(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("tried to copy " + file + " of run " + past.id(), e);
      }
    }
  }

  /** What a kill tore off the last line would stand in the middle of the file from now on. */
  private static byte[] whole(String record, byte[] bytes) {
    int end = bytes.length;
    while (record.endsWith(".ndjson") && end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private RunFrame frame(boolean terminal) {
    Scenario scenario = preparation.scenario();
    return new RunFrame(
        past.id(),
        past.fact(PastRun.COMMAND),
        new RunRecord.ScenarioFile(
            scenario.name(),
            scenario.description(),
            scenario.file().toString(),
            scenario.sha256(),
            scenario.around().record()),
        Provenance.tool(),
        access.engine().identity(),
        Provenance.definition(access.commands(), preparation.stack().folder()),
        Provenance.operator(access.environment(), terminal),
        past.fact(PastRun.NONCE),
        past.fact(PastRun.PLAN),
        past.sabotage());
  }
}
