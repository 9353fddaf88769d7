package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.journal.Journal;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecutorTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final Recorder recorder = new Recorder(clock);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private Journal file;
  private RunJournal journal;

  @BeforeEach
  void begin() {
    file = Journal.create(folder.resolve("journal"), "r1", clock);
    journal = new RunJournal(file, recorder, words -> {});
  }

  @AfterEach
  void end() {
    journal.close();
  }

  private static Step step(String id, String... waitsFor) {
    return new Step(id, Phase.REBUILD, Verb.START, id, "test", List.of(waitsFor), Map.of());
  }

  private List<StepOutcome> carryOut(
      Performer performer, BooleanSupplier halted, Duration timeout, Step... steps)
      throws InterruptedException {
    Performer noting =
        step -> {
          order.add(step.id());
          performer.perform(step);
        };
    return new Executor(
            Map.of(Verb.START, noting),
            clock,
            journal,
            recorder,
            new Silence(),
            new Redaction(List.of("hunter22"), List.of()))
        .carryOut(List.of(steps), halted, timeout);
  }

  private static Map<String, String> states(List<StepOutcome> outcomes) {
    return outcomes.stream()
        .collect(
            Collectors.toMap(
                StepOutcome::id, o -> o.state() + (o.why() == null ? "" : ": " + o.why())));
  }

  @Test
  void begins_each_step_when_what_it_waits_for_is_done() throws Exception {
    carryOut(step -> {}, () -> false, LONG, step("c", "a", "b"), step("b", "a"), step("a"));

    assertEquals(List.of("a", "b", "c"), order);
  }

  @Test
  void carries_out_side_by_side_what_waits_for_nothing() throws Exception {
    CountDownLatch both = new CountDownLatch(2);

    List<StepOutcome> outcomes =
        carryOut(
            step -> {
              both.countDown();
              both.await();
            },
            () -> false,
            LONG,
            step("a"),
            step("b"));

    assertEquals(Map.of("a", "done", "b", "done"), states(outcomes));
  }

  @Test
  void takes_along_what_waits_for_a_failure_and_lets_the_others_go_on() throws Exception {
    List<StepOutcome> outcomes =
        carryOut(
            step -> {
              if (step.id().equals("a")) {
                throw new IllegalStateException("said hunter22");
              }
            },
            () -> false,
            LONG,
            step("a"),
            step("b", "a"),
            step("c", "b"),
            step("d"));

    String waited = "left out: a step that it waits for was not done";
    assertEquals(
        Map.of("a", "failed: said [secret]", "b", waited, "c", waited, "d", "done"),
        states(outcomes));
    assertEquals(4, recorder.steps().size());
  }

  @Test
  void begins_no_further_step_once_it_is_halted() throws Exception {
    AtomicBoolean halted = new AtomicBoolean();

    List<StepOutcome> outcomes =
        carryOut(step -> halted.set(true), halted::get, LONG, step("a"), step("b", "a"));

    assertEquals(Map.of("a", "done", "b", "left out: the run was halted"), states(outcomes));
  }

  @Test
  void stops_what_runs_when_the_time_is_up() throws Exception {
    List<StepOutcome> outcomes =
        carryOut(
            step -> Thread.sleep(60_000),
            () -> false,
            Duration.ofMillis(50),
            step("a"),
            step("b", "a"));

    String late = "it was not done when the time was up";
    assertEquals(Map.of("a", "failed: " + late, "b", "left out: " + late), states(outcomes));
  }

  @Test
  void reports_an_error_as_a_failure_instead_of_waiting_for_ever() throws Exception {
    List<StepOutcome> outcomes =
        carryOut(
            step -> {
              throw new StackOverflowError();
            },
            () -> false,
            LONG,
            step("a"));

    assertEquals(Map.of("a", "failed: java.lang.StackOverflowError"), states(outcomes));
  }

  @Test
  void fails_a_step_whose_verb_nobody_carries_out() throws Exception {
    List<StepOutcome> outcomes =
        new Executor(Map.of(), clock, journal, recorder, new Silence(), Redaction.none())
            .carryOut(List.of(step("a")), () -> false, LONG);

    assertEquals(Map.of("a", "failed: nobody carries out the verb start"), states(outcomes));
  }

  @Test
  void waits_for_the_calls_in_hand_when_it_is_interrupted() {
    AtomicBoolean broken = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    Thread run = Thread.currentThread();

    assertThrows(
        InterruptedException.class,
        () ->
            carryOut(
                step -> {
                  run.interrupt();
                  try {
                    Thread.sleep(200);
                  } catch (InterruptedException e) {
                    broken.set(true);
                  }
                  ended.set(true);
                },
                () -> false,
                LONG,
                step("a")));

    assertTrue(ended.get(), "a call was still in hand");
    assertFalse(broken.get(), "a call in hand was broken off");
  }

  @Test
  void writes_down_what_is_done_and_nothing_else() throws Exception {
    carryOut(
        step -> {
          if (step.id().equals("b")) {
            throw new IllegalStateException("no");
          }
        },
        () -> false,
        LONG,
        step("a"),
        step("b"));

    assertEquals(
        List.of("a"),
        Journal.read(folder.resolve("journal")).stream().map(entry -> entry.step()).toList());
  }

  /** Nobody watches. */
  static final class Silence implements Progress {
    @Override
    public void phaseBegan(Phase phase) {}

    @Override
    public void phaseEnded(Phase phase, double ms) {}

    @Override
    public void stepsPlanned(List<Step> steps) {}

    @Override
    public void stepBegan(Step step) {}

    @Override
    public void stepDone(Step step, double ms) {}

    @Override
    public void stepFailed(Step step, String why) {}

    @Override
    public void note(String text) {}
  }
}
