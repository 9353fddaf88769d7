package dev.coppice.drill;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Carries out the steps of a plan, each as soon as what it waits for is done, and decides nothing.
 * A step that fails takes along those that wait for it; the others go on.
 */
final class Executor {

  private final Map<Verb, Performer> performers;
  private final RunClock clock;
  private final Journal journal;
  private final Recorder recorder;
  private final Progress progress;

  Executor(
      Map<Verb, Performer> performers,
      RunClock clock,
      Journal journal,
      Recorder recorder,
      Progress progress) {
    this.performers = performers;
    this.clock = clock;
    this.journal = journal;
    this.recorder = recorder;
    this.progress = progress;
  }

  private record Ended(Step step, StepOutcome outcome) {}

  /**
   * Carries out steps and returns when each has ended or was left out.
   *
   * @param halted asked before each step: once true, no further step begins
   * @param timeout for all of them; past it the steps that run are interrupted
   */
  List<StepOutcome> carryOut(List<Step> steps, BooleanSupplier halted, Duration timeout)
      throws InterruptedException {
    progress.stepsPlanned(steps);
    Map<String, Step> waiting = new LinkedHashMap<>();
    steps.forEach(step -> waiting.put(step.id(), step));
    Set<String> done = new HashSet<>();
    List<StepOutcome> outcomes = new ArrayList<>();
    LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    long deadline = System.nanoTime() + timeout.toNanos();
    ExecutorService threads = Executors.newCachedThreadPool(Executor::thread);
    int running = 0;
    boolean expired = false;
    try {
      while (true) {
        for (Step step : ready(waiting, done)) {
          if (expired || halted.getAsBoolean()) {
            break;
          }
          waiting.remove(step.id());
          running++;
          threads.execute(() -> ended.add(new Ended(step, perform(step))));
        }
        if (running == 0) {
          break;
        }
        Ended end = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (end == null) {
          expired = true;
          threads.shutdownNow();
          end = ended.take();
        }
        running--;
        outcomes.add(end.outcome());
        recorder.step(end.outcome());
        if (end.outcome().state() == StepOutcome.State.DONE) {
          done.add(end.step().id());
        }
      }
      waiting.values().forEach(step -> outcomes.add(leftOut(step, halted.getAsBoolean())));
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Step> ready(Map<String, Step> waiting, Set<String> done) {
    return waiting.values().stream().filter(step -> done.containsAll(step.waitsFor())).toList();
  }

  private StepOutcome perform(Step step) {
    double start = clock.nowMs();
    progress.stepBegan(step);
    try {
      Performer performer = performers.get(step.verb());
      if (performer == null) {
        throw new IllegalStateException("nobody carries out the verb " + step.verb());
      }
      performer.perform(step);
      journal.write(Entry.Kind.STEP_DONE, step.id(), step.verb().word(), step.object(), Map.of());
      double ms = clock.nowMs() - start;
      progress.stepDone(step, ms);
      return outcome(step, StepOutcome.State.DONE, start, ms, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(step, start, "it was not done when the time was up");
    } catch (Exception e) {
      return failed(step, start, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private StepOutcome failed(Step step, double start, String why) {
    progress.stepFailed(step, why);
    return outcome(step, StepOutcome.State.FAILED, start, clock.nowMs() - start, why);
  }

  private StepOutcome leftOut(Step step, boolean halted) {
    StepOutcome outcome =
        outcome(
            step,
            StepOutcome.State.LEFT_OUT,
            clock.nowMs(),
            0,
            halted ? "the run was halted" : "a step that it waits for was not done");
    recorder.step(outcome);
    return outcome;
  }

  private static StepOutcome outcome(
      Step step,
      StepOutcome.State state,
      double start,
      double ms,
      @org.jspecify.annotations.Nullable String why) {
    return new StepOutcome(step.id(), step.verb().word(), step.object(), state, start, ms, why);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "step");
    thread.setDaemon(true);
    return thread;
  }
}
