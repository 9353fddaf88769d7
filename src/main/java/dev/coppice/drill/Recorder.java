package dev.coppice.drill;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.BackupFile;
import dev.coppice.evidence.RunRecord.ClockJump;
import dev.coppice.evidence.RunRecord.HealthAnswer;
import dev.coppice.evidence.RunRecord.PhaseTime;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.evidence.RunRecord.TrialOutcome;
import dev.coppice.stack.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a run learns of itself; many threads add to it. */
public final class Recorder {

  private final RunClock clock;
  private final List<PhaseTime> phases = new ArrayList<>();
  private final List<StepOutcome> steps = new ArrayList<>();
  private final List<BackupFile> backups = new ArrayList<>();
  private final List<TrialOutcome> trials = new ArrayList<>();
  private final List<RescueCopy> copies = new ArrayList<>();
  private final List<String> deviations = new ArrayList<>();
  private final List<String> down = new ArrayList<>();
  private final ClockJumps clockWatch = new ClockJumps();
  private final List<ClockJump> jumps = new ArrayList<>();
  private final Map<String, HealthAnswer> healthAnswers = new LinkedHashMap<>();
  private final Set<Touched> touched = new LinkedHashSet<>();
  private final Map<Touched, Integer> calls = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private boolean interrupted;
  private @Nullable Instant impactAt;
  private @Nullable Double impact;
  private @Nullable Double gone;
  private @Nullable Double rebuild;
  private @Nullable Double end;
  private @Nullable Double fromCopies;
  private @Nullable Double held;

  public Recorder(RunClock clock) {
    this.clock = clock;
  }

  /** Takes over what the interrupted run had recorded of itself. */
  synchronized void goOnFrom(RunRecord earlier) {
    interrupted = true;
    phases.addAll(earlier.phases());
    steps.addAll(earlier.steps());
    backups.addAll(earlier.backups());
    trials.addAll(earlier.trials());
    copies.addAll(earlier.rescueCopies());
    deviations.addAll(earlier.deviations());
    jumps.addAll(earlier.clockJumps());
    clockWatch.isAhead(jumps.stream().mapToDouble(ClockJump::ms).sum());
    touched.addAll(earlier.touched());
    earlier.healthAnswers().forEach(answer -> healthAnswers.put(answer.container(), answer));
    impactAt = earlier.impactAt();
    impact = earlier.impactSinceStartMs();
    gone = earlier.goneSinceStartMs();
    rebuild = earlier.rebuildSinceStartMs();
    fromCopies = earlier.fromCopiesSinceStartMs();
    held = earlier.heldMs();
  }

  synchronized void interrupted() {
    interrupted = true;
  }

  /** When the impact was; the beginning of the run where there was none yet. */
  synchronized Instant impactAt() {
    return impactAt == null ? clock.startedAt() : impactAt;
  }

  /** Sets the impact to now. */
  synchronized void impact() {
    double now = clock.nowMs();
    impact = now;
    impactAt = clock.instant(now);
  }

  /** Looks whether the wall clock has jumped; times of the run are by another one. */
  private void lookAtClock() {
    clockWatch
        .look(clock)
        .ifPresent(
            jump -> {
              jumps.add(jump);
              deviations.add(
                  String.format(
                      Locale.ROOT,
                      "the wall clock of this machine jumped %s by %.1f s, %.1f s after the start"
                          + " of the run: lengths of time are by a clock that does not jump,"
                          + " instants and ages of backups by the wall clock as it was at the"
                          + " start",
                      jump.ms() > 0 ? "forwards" : "backwards",
                      Math.abs(jump.ms()) / 1000,
                      jump.sinceStartMs() / 1000));
            });
  }

  synchronized boolean hasClockJumped() {
    lookAtClock();
    return !jumps.isEmpty();
  }

  /** In a recovery without a disaster the time runs from the command. */
  synchronized void impactAtStart() {
    impact = 0.0;
    impactAt = clock.startedAt();
  }

  synchronized boolean hasImpact() {
    return impact != null;
  }

  /** Takes over an impact that only the journal of a killed run knows. */
  synchronized void impactWas(double sinceStartMs) {
    if (impact == null) {
      impact = sinceStartMs;
      impactAt = clock.instant(sinceStartMs);
    }
  }

  /** When the impact was, milliseconds since the start of the run; 0 where there was none yet. */
  synchronized double impactMs() {
    return impact == null ? 0 : impact;
  }

  synchronized void gone() {
    gone = clock.nowMs();
  }

  synchronized void rebuild() {
    if (rebuild == null) {
      rebuild = clock.nowMs();
    }
  }

  synchronized void end() {
    end = clock.nowMs();
  }

  /** From when on the stack comes back from its rescue copies; the first time counts. */
  synchronized void fromCopies(double sinceStartMs) {
    if (fromCopies == null) {
      fromCopies = sinceStartMs;
    }
  }

  synchronized boolean isFromCopies() {
    return fromCopies != null;
  }

  synchronized void held(double ms) {
    held = ms;
  }

  synchronized void phase(String name, double startMs, double ms) {
    phases.add(new PhaseTime(name, startMs, ms));
    lookAtClock();
  }

  synchronized void phases(List<PhaseTime> earlier) {
    phases.addAll(earlier);
  }

  synchronized void step(StepOutcome outcome) {
    steps.add(outcome);
    lookAtClock();
    if (outcome.state() == StepOutcome.State.DONE) {
      done.add(outcome.id());
    }
  }

  synchronized void backup(BackupFile backup) {
    backups.removeIf(earlier -> earlier.name().equals(backup.name()));
    backups.add(backup);
  }

  synchronized void tried(TrialOutcome outcome) {
    trials.add(outcome);
  }

  synchronized void copy(RescueCopy copy) {
    copies.add(copy);
  }

  /**
   * A container's own health command has succeeded; the first time in a life counts.
   *
   * @param nanos when, by the clock of the run
   */
  synchronized void serves(Container container, long nanos) {
    HealthAnswer known = healthAnswers.get(container.id());
    if (known == null || !known.isOf(container) || known.servedSinceStartMs() == null) {
      healthAnswers.put(
          container.id(), answer(container, Double.valueOf(clock.at(nanos)), null, null));
    }
  }

  /**
   * How it answered at the end.
   *
   * @param why it did not succeed, null where it did
   */
  synchronized void answeredAtEnd(Container container, @Nullable String why) {
    HealthAnswer known = healthAnswers.get(container.id());
    Double served = known == null || !known.isOf(container) ? null : known.servedSinceStartMs();
    healthAnswers.put(container.id(), answer(container, served, why == null, why));
  }

  private static HealthAnswer answer(
      Container container, @Nullable Double served, @Nullable Boolean atEnd, @Nullable String why) {
    return new HealthAnswer(
        Objects.requireNonNullElse(container.service(), ""),
        container.id(),
        container.startedAt(),
        served,
        atEnd,
        why);
  }

  /** Why the stack may not stand when this process ends the run; who takes it up looks anew. */
  synchronized void down(String sentence) {
    down.add(sentence);
    deviations.add(sentence);
  }

  synchronized void deviation(String sentence) {
    deviations.add(sentence);
  }

  synchronized void touched(String call, String object) {
    Touched touch = new Touched(call, object);
    touched.add(touch);
    calls.merge(touch, 1, Integer::sum);
  }

  /** How often this process has made such a call on such an object, or is about to. */
  synchronized int calls(Touched touch) {
    return calls.getOrDefault(touch, 0);
  }

  /** Whether such a call was made on such an object, or is about to be. */
  synchronized boolean isTouched(Touched touch) {
    return touched.contains(touch);
  }

  /** Whether a step was carried out to its end, and not begun anew since. */
  synchronized boolean isDone(String step) {
    return done.contains(step);
  }

  /** What the journal of an interrupted run tells that its records do not. */
  synchronized void doneBefore(Collection<String> steps) {
    done.addAll(steps);
  }

  synchronized void begunAnew(String step) {
    done.remove(step);
  }

  synchronized List<String> deviations() {
    return List.copyOf(deviations);
  }

  synchronized List<StepOutcome> steps() {
    return List.copyOf(steps);
  }

  synchronized List<RescueCopy> copies() {
    return List.copyOf(copies);
  }

  /** What is known by now, with the parts that do not change. */
  synchronized RunRecord record(RunFrame frame) {
    lookAtClock();
    return new RunRecord(
        frame.run(),
        frame.command(),
        frame.scenario(),
        frame.tool(),
        frame.engine(),
        frame.definition(),
        frame.operator(),
        frame.nonce(),
        frame.planSha256(),
        frame.sabotage(),
        clock.startedAt(),
        interrupted,
        impactAt,
        impact,
        gone,
        rebuild,
        end,
        fromCopies,
        held,
        List.copyOf(phases),
        List.copyOf(steps),
        List.copyOf(backups),
        List.copyOf(trials),
        List.copyOf(copies),
        List.copyOf(deviations),
        List.copyOf(jumps),
        List.copyOf(touched),
        List.copyOf(healthAnswers.values()),
        List.copyOf(down));
  }
}
