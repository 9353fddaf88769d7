package dev.coppice.drill;

import dev.coppice.data.PutBack;
import dev.coppice.data.Rescue;
import dev.coppice.data.RescueCopies;
import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.Engine;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.journal.State;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Verb;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Sampler;
import dev.coppice.provision.Gates;
import dev.coppice.provision.Provision;
import dev.coppice.provision.Site;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One execution of a scenario: what all its phases share, and the records that it leaves. */
public final class Run implements AutoCloseable {

  /** One phase's work. */
  @FunctionalInterface
  interface Work {
    void carryOut() throws InterruptedException;
  }

  private final Prepared prepared;
  private final RunFrame frame;
  private final RunClock clock;
  private final RunJournal journal;
  private final EngineLock lock;
  private List<String> ran;
  private final EngineLoss loss;
  private final Recorder recorder;
  private final Bundle bundle;
  private final Halt halt;
  private final Progress progress;
  private final JournalledGateway gateway;
  private final Listening listening;
  private final Sampler sampler;
  private final Records samples;
  private final KnownData known;
  private final Rescue rescue;
  private final AroundCommands around;
  private final PutBack putBack;
  private final Restores restores;
  private final Onward onward;
  private boolean asking;
  private boolean lifted;
  private int lossesSeen;
  private double holdMs = Double.NaN;

  /**
   * A run that begins or goes on.
   *
   * @param lock that it holds
   * @param ran identities of the stack's containers that ran before it
   */
  Run(
      Prepared prepared,
      RunFrame frame,
      RunClock clock,
      Journal journal,
      Recorder recorder,
      Bundle bundle,
      EngineLock lock,
      List<String> ran,
      Halt halt,
      Progress progress) {
    this.prepared = prepared;
    this.frame = frame;
    this.clock = clock;
    this.journal = new RunJournal(journal, recorder, progress::note);
    this.lock = lock;
    this.ran = List.copyOf(ran);
    loss = lock.loss();
    this.recorder = recorder;
    this.bundle = bundle;
    this.halt = halt;
    this.progress = progress;
    gateway =
        new JournalledGateway(
            engine(),
            prepared.access().changes(),
            loss,
            prepared.access().commands(),
            this.journal,
            recorder,
            bundle.redaction(),
            new RightEngine(engine(), plan().engine(), loss),
            this::mayDestroy,
            step -> belongsTo(step, Phase.DESTROY));
    listening =
        new Listening(
            engine(),
            loss,
            stack(),
            clock,
            records(Bundle.EVENTS),
            recorder,
            new OtherHands(plan(), frame.run(), stack(), prepared.inventory(), recorder)::told,
            progress::note);
    samples = records(Bundle.PROBES);
    sampler =
        new Sampler(
            prepared.scenario().steadyState().probes(),
            new Probe.Asking(engine(), stack().project()),
            clock,
            samples::add);
    known =
        new KnownData(
            plan().facts().isEmpty() ? List.of() : prepared.scenario().facts(),
            plan().facts(),
            plan().ledger() == null ? null : prepared.scenario().ledger(),
            new Probe.Asking(engine(), stack().project()),
            clock,
            bundle,
            records(Bundle.FACTS),
            records(Bundle.LEDGER),
            progress::note);
    rescue =
        new Rescue(
            engine(),
            gateway,
            frame.marks(),
            frame.run(),
            prepared.access().state().rescueCopies());
    around =
        new AroundCommands(
            AroundCommands.of(prepared.scenario(), plan().command()),
            AroundCommands.folder(prepared.scenario()),
            bundle,
            AroundCommands.told(id(), stack().project(), frame.engine().name()),
            prepared.access().environment(),
            step -> gateway.commands(step, id()));
    putBack =
        new PutBack(
            engine(),
            gateway,
            frame.marks(),
            frame.run(),
            new RescueCopies(prepared.access().state().rescueCopies()));
    restores = Restores.of(prepared.scenario(), plan());
    onward = new Onward(this, prepared);
    lookForHalt();
  }

  /**
   * Before each destructive call: the lock is held still, or again, since a prune takes every
   * container that does not run; and then, since asking for it may have waited for the engine, the
   * writer about to be ended is held.
   */
  private void mayDestroy(Change<?> change) {
    stillLocked();
    stillHeld().demand(change);
  }

  private void stillLocked() {
    if (lock.demand()) {
      String words = "somebody removed the lock of this run; it was made again";
      recorder.deviation(words);
      progress.note(words);
    }
  }

  /** From here on another run may begin: nothing on the engine is changed any more. */
  void unlock() {
    lock.release();
  }

  StillHeld stillHeld() {
    return new StillHeld(engine(), rescue.copies());
  }

  private Records records(String file) {
    return new Records(bundle, file, recorder, progress::note);
  }

  private boolean belongsTo(String step, Phase phase) {
    return plan().steps(phase).anyMatch(planned -> planned.id().equals(step));
  }

  /** Where else than at a signal the wish to stop may stand, looked at before every step. */
  private void lookForHalt() {
    halt.lookAt(HaltFile.of(prepared.access().state(), id())::asked);
    Scenario.HaltIf haltIf = AroundCommands.of(prepared.scenario(), plan().command()).haltIf();
    if (haltIf != null) {
      halt.lookAt(
          new HaltQuestion(
                  haltIf,
                  AroundCommands.folder(prepared.scenario()),
                  prepared.access().commands(),
                  new Probe.Asking(engine(), stack().project()))
              ::asked);
    }
  }

  /**
   * Looks before impact whether anybody wants the run to stop.
   *
   * @throws InterruptedException where somebody does
   */
  void heedHalt() throws InterruptedException {
    if (halt.isAsked()) {
      throw new InterruptedException();
    }
  }

  /** Carries out a phase, timed and written down; what is known by then is saved. */
  void phase(Phase phase, Work work) throws InterruptedException {
    double start = clock.nowMs();
    journal.write(Entry.Kind.PHASE, Map.of("phase", phase.word()));
    progress.phaseBegan(phase);
    try {
      work.carryOut();
    } finally {
      double ms = clock.nowMs() - start;
      recorder.phase(phase.word(), start, ms);
      progress.phaseEnded(phase, ms);
    }
    saveOrSay();
  }

  /** After impact a record that cannot be written must not stop the recovery. */
  private void saveOrSay() {
    try {
      save();
    } catch (UncheckedIOException failure) {
      if (!recorder.hasImpact()) {
        throw failure;
      }
      progress.note("the records cannot be written: " + failure.getCause());
    }
  }

  /** Writes down what the run knows of itself by now. */
  void save() {
    bundle.write(Bundle.RUN, recorder.record(frame));
  }

  void startAsking() {
    if (!asking) {
      asking = true;
      sampler.start();
    }
  }

  void stopAsking() {
    if (asking) {
      asking = false;
      sampler.close();
      samples.close();
    }
  }

  void holdBegins() {
    holdMs = clock.nowMs();
  }

  /** The hold ended with the impact: from then on its writers are dead. */
  void holdEnded() {
    if (!Double.isNaN(holdMs) && recorder.hasImpact()) {
      recorder.held(recorder.impactMs() - holdMs);
    }
  }

  /** Lets everything go on that is still held. */
  void liftHold() {
    if (!rescue.held().isEmpty()) {
      Rescue.release(engine(), gateway.step(JournalledGateway.LIFT_THE_HOLD), rescue.held());
    }
    lifted = true;
  }

  /** Whether users have what they had: nothing was destroyed, and nothing of theirs is held. */
  public boolean isAsItWas() {
    return !recorder.hasImpact() && (lifted || rescue.held().isEmpty()) && loss.count() == 0;
  }

  /** Removes what the copying and putting back needed on the engine. */
  void clearAwayScratch() {
    if (loss.count() > 0) {
      // A call without an answer may have left what nobody here knows of.
      anew().removeLeftovers();
    }
    rescue.clear(gateway.step(JournalledGateway.CLEAR_AWAY));
    putBack.clear(gateway.step(JournalledGateway.CLEAR_AWAY));
  }

  /** Past impact what is left lying about must not keep the stack from coming back. */
  void clearAwayQuietly() {
    try {
      clearAwayScratch();
    } catch (RuntimeException failure) {
      recorder.deviation("tried to clear away but failed: " + failure.getMessage());
    }
  }

  Inventory observe() {
    return engine().inventory(stack().project());
  }

  /**
   * What something is raised with.
   *
   * @param purpose by which its commands stand in the journal
   */
  Site site(String purpose, Duration timeout) {
    return new Site(
        stack(),
        engine(),
        gateway,
        gateway.commands(purpose, id()),
        watch(),
        clock.time(),
        frame.marks(),
        timeout,
        recorder::serves);
  }

  /**
   * With eager gates, how containers answer at the end that the engine has not judged yet.
   *
   * @param patiently whether one that fails is asked as often as the engine would
   */
  void askHealth(Inventory after, boolean patiently) throws InterruptedException {
    if (prepared.scenario().recovery().gates() == Gates.EAGER) {
      new HealthAtEnd(engine(), clock.time(), recorder, bundle::clean)
          .ask(stack().project(), after, patiently);
    }
  }

  /** For what this run made and nobody needs. */
  Anew anew() {
    return new Anew(
        engine(),
        gateway,
        stack(),
        prepared.scenario(),
        keptFirst(),
        progress,
        frame.nonce(),
        recorder::isTouched,
        this::stillLocked);
  }

  private KeptFirst keptFirst() {
    return new KeptFirst(
        engine(),
        gateway,
        rescue,
        prepared.access().state().rescueCopies(),
        recorder,
        progress,
        id());
  }

  EngineLoss loss() {
    return loss;
  }

  /**
   * From here on what runs now is what is started again where the engine goes away.
   *
   * @param losses how often it had gone away when this was observed
   */
  void stands(Inventory now, int losses) {
    ran = Opened.running(stack(), now);
    lossesSeen = losses;
  }

  /** What ran when the stack was observed and does not run now is started again. */
  List<String> startAgain() throws InterruptedException {
    lossesSeen = loss.count();
    return new StartingAgain(engine(), gateway, stack(), clock.time()).carryOut(ran);
  }

  /** Whether the engine went away since the stack was last seen to stand. */
  boolean isUnseen() {
    return loss.count() != lossesSeen;
  }

  /**
   * Of a run that is over: identities of the containers that stood at its end, where the engine
   * went away since and may have ended them. Empty where it did not go away.
   */
  public Optional<List<String>> unseen() {
    loss.look();
    return isUnseen() ? Optional.of(ran) : Optional.empty();
  }

  /** Whether a recovery has to take away what stands in its way. */
  boolean replacesFirst() {
    return plan().command().equals("recover") && plan().steps(Phase.DESTROY).findAny().isPresent();
  }

  Onward onward() {
    return onward;
  }

  Retention retention() {
    return new Retention(this, prepared);
  }

  void keepLogs() {
    Logs.keep(engine(), stack().project(), bundle);
  }

  Executor executor(Map<Verb, Performer> performers) {
    return new Executor(performers, clock, journal, recorder, progress, bundle.redaction());
  }

  /** Why a probe does not pass, with its name. */
  String lastWord(String probe) {
    String why = sampler.lastFailure(probe);
    return "\"%s\": %s"
        .formatted(probe, why == null ? "it was not answered in time" : bundle.clean(why));
  }

  /** Writes down what the definition brings into its containers now, by the key of this run. */
  void keepContent() {
    try {
      HashKey key = HashKey.of(prepared.access().state().run(id()));
      bundle.write(Bundle.CONTENT_AFTER, DefinitionContent.of(stack(), key));
    } catch (RuntimeException failure) {
      recorder.deviation(
          "the content of configs, secrets and bind mounts was not read at the end: "
              + failure.getMessage());
    }
  }

  /** A stack that was recovered leaves nothing to resume of the runs that had cut it down. */
  void takePlaceOfEarlier() {
    State state = prepared.access().state();
    for (PastRun past : PastRun.unfinished(state)) {
      if (!past.id().equals(id())
          && past.isOf(plan().project(), frame.engine().name(), frame.engine().rootDir())) {
        past.supersede(state, id(), clock.time());
        progress.note("run %s is over: this recovery took its place".formatted(past.id()));
      }
    }
  }

  @Override
  public void close() {
    neverBegan();
    journal.close();
  }

  /** Its journal is still needed, to give the lock up. */
  void neverBegan() {
    stopAsking();
    known.close();
    listening.close();
  }

  /** No event is part of the run's record from now on. */
  void endRecord() {
    listening.endRecord();
  }

  KnownData known() {
    return known;
  }

  public String id() {
    return frame.run();
  }

  Plan plan() {
    return prepared.plan();
  }

  Stack stack() {
    return prepared.stack();
  }

  Engine engine() {
    return prepared.access().engine();
  }

  Sabotage sabotage() {
    return prepared.access().sabotage();
  }

  Provision provision() {
    return prepared.provision();
  }

  Restores restores() {
    return restores;
  }

  JournalledGateway gateway() {
    return gateway;
  }

  Listening listening() {
    return listening;
  }

  ContainerWatch watch() {
    return listening.watch();
  }

  Sampler sampler() {
    return sampler;
  }

  Recorder recorder() {
    return recorder;
  }

  RunJournal journal() {
    return journal;
  }

  Progress progress() {
    return progress;
  }

  RunFrame frame() {
    return frame;
  }

  RunClock clock() {
    return clock;
  }

  Bundle bundle() {
    return bundle;
  }

  Halt halt() {
    return halt;
  }

  AroundCommands around() {
    return around;
  }

  PutBack putBack() {
    return putBack;
  }

  Rescue rescue() {
    return rescue;
  }
}
