package dev.coppice.drill;

import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of a plan, each as soon as what it waits for is done, and decides nothing.
 * A step that fails takes along those that wait for it; the others go on.
 */
final class Executor {

  /** What a step that is told to stop gets for it; one that never returns must not keep the run. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** Short calls at once; what fewer and more of them cost stands in docs/performance.md. */
  private static final int AT_ONCE = 16;

  private final Map<Verb, Performer> performers;
  private final RunClock clock;
  private final Time time;
  private final RunJournal journal;
  private final Recorder recorder;
  private final Progress progress;
  private final Redaction redaction;

  Executor(
      Map<Verb, Performer> performers,
      RunClock clock,
      RunJournal journal,
      Recorder recorder,
      Progress progress,
      Redaction redaction) {
    this.performers = performers;
    this.clock = clock;
    time = clock.time();
    this.journal = journal;
    this.recorder = recorder;
    this.progress = progress;
    this.redaction = redaction;
  }

  private static final String LATE = "it was not done when the time was up";
  private static final String STUCK = LATE + ", and it did not stop when told to";
  private static final String WAITED = "a step that it waits for was not done";

  private record Ended(Step step, StepOutcome outcome) {}

  /**
   * Carries out steps and returns when each has ended or was left out.
   *
   * @param halted asked before each step: once true, no further step begins
   * @param timeout for all of them; past it the steps that run are interrupted
   * @throws InterruptedException where the calling thread was interrupted; the steps in hand have
   *     ended by then
   */
  List<StepOutcome> carryOut(List<Step> steps, BooleanSupplier halted, Duration timeout)
      throws InterruptedException {
    progress.stepsPlanned(steps);
    Waiting waiting = new Waiting(steps, AT_ONCE);
    Map<String, Step> running = new LinkedHashMap<>();
    List<StepOutcome> outcomes = new ArrayList<>();
    Queue<Ended> ended = new ArrayDeque<>();
    Map<String, Time.Work> works = new LinkedHashMap<>();
    long deadline = time.nanos() + timeout.toNanos();
    boolean expired = false;
    boolean halt = false;
    try {
      while (true) {
        for (Step next = waiting.next(); next != null; next = waiting.next()) {
          halt = halt || (!expired && halted.getAsBoolean());
          if (expired || halt) {
            break;
          }
          Step step = next;
          waiting.begun(step);
          running.put(step.id(), step);
          works.put(step.id(), time.start("step", () -> ended(ended, step, perform(step))));
        }
        if (running.isEmpty()) {
          break;
        }
        Ended end = next(ended, deadline);
        if (end != null) {
          running.remove(end.step().id());
          works.remove(end.step().id());
          outcomes.add(recorded(end.outcome()));
          waiting.ended(end.step(), end.outcome().state() == StepOutcome.State.DONE);
        } else if (!expired) {
          expired = true;
          deadline = time.nanos() + GRACE.toNanos();
          works.values().forEach(Time.Work::interrupt);
        } else {
          running
              .values()
              .forEach(step -> outcomes.add(recorded(failed(step, clock.nowMs(), STUCK))));
          break;
        }
      }
    } catch (InterruptedException e) {
      finish(works.values());
      throw e;
    } finally {
      works.values().forEach(Time.Work::interrupt);
    }
    String why = halt ? "the run was halted" : expired ? LATE : WAITED;
    waiting.left().forEach(step -> outcomes.add(recorded(leftOut(step, why))));
    return outcomes;
  }

  private static void ended(Queue<Ended> ended, Step step, StepOutcome outcome) {
    synchronized (ended) {
      ended.add(new Ended(step, outcome));
      ended.notifyAll();
    }
  }

  /** The next step to end, null where none has in time. */
  private @Nullable Ended next(Queue<Ended> ended, long deadline) throws InterruptedException {
    synchronized (ended) {
      time.await(ended, () -> !ended.isEmpty(), deadline);
      return ended.poll();
    }
  }

  /** A call in hand that is broken off may still be carried out later, behind our back. */
  private void finish(Collection<Time.Work> works) throws InterruptedException {
    if (!haveEnded(works)) {
      works.forEach(Time.Work::interrupt);
      haveEnded(works);
    }
  }

  private boolean haveEnded(Collection<Time.Work> works) throws InterruptedException {
    long deadline = time.nanos() + GRACE.toNanos();
    boolean all = true;
    for (Time.Work work : works) {
      all &= work.join(Duration.ofNanos(Math.max(0, deadline - time.nanos())));
    }
    return all;
  }

  private StepOutcome perform(Step step) {
    double start = clock.nowMs();
    try {
      progress.stepBegan(step);
      Performer performer = performers.get(step.verb());
      if (performer == null) {
        throw new IllegalStateException("nobody carries out the verb " + step.verb());
      }
      performer.perform(step);
      done(step);
      double ms = clock.nowMs() - start;
      progress.stepDone(step, ms);
      return outcome(step, StepOutcome.State.DONE, start, ms, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(step, start, LATE);
    } catch (Throwable e) {
      // An error too: a step of which nothing is heard any more would be waited for.
      return failed(step, start, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Data that has come back must not seem lost; else the last call has told what matters. */
  private void done(Step step) {
    if (step.verb() == Verb.RESTORE || step.verb() == Verb.PUT_BACK) {
      journal.write(Entry.Kind.STEP_DONE, step.id(), step.verb().word(), step.object(), Map.of());
    } else {
      journal.note(Entry.Kind.STEP_DONE, step.id(), step.verb().word(), step.object());
    }
  }

  private StepOutcome failed(Step step, double start, String said) {
    String why = redaction.clean(said);
    progress.stepFailed(step, why);
    return outcome(step, StepOutcome.State.FAILED, start, clock.nowMs() - start, why);
  }

  private StepOutcome leftOut(Step step, String why) {
    return outcome(step, StepOutcome.State.LEFT_OUT, clock.nowMs(), 0, why);
  }

  private StepOutcome recorded(StepOutcome outcome) {
    recorder.step(outcome);
    return outcome;
  }

  private static StepOutcome outcome(
      Step step, StepOutcome.State state, double start, double ms, @Nullable String why) {
    return new StepOutcome(step.id(), step.verb().word(), step.object(), state, start, ms, why);
  }
}
