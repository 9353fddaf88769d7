package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.ClockJump;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.time.JumpingTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockJumpsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final JumpingTime time = new JumpingTime();
  private final RunClock clock = RunClock.start(time);
  private final Recorder recorder = new Recorder(clock);

  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600, 1, -1})
  void are_told_with_when_and_how_far(long seconds) {
    time.passes(Duration.ofSeconds(4));
    time.jumps(Duration.ofSeconds(seconds));
    recorder.phase("baseline", 0, 4_000);

    assertEquals(List.of(new ClockJump(4_000, seconds * 1e3)), record().clockJumps());
    assertEquals(1, recorder.deviations().size());
    String told = recorder.deviations().get(0);
    assertTrue(told.contains(seconds > 0 ? "jumped forwards by" : "jumped backwards by"), told);
    assertTrue(told.contains(Math.abs(seconds) + ".0 s, 4.0 s after the start"), told);
  }

  @Test
  void are_not_seen_in_a_clock_that_is_slowly_put_right() {
    for (int minute = 0; minute < 60; minute++) {
      time.passes(Duration.ofMinutes(1));
      time.jumps(Duration.ofMillis(30));
      step();
    }
    assertEquals(List.of(), record().clockJumps());
  }

  @Test
  void are_told_once_each() {
    time.jumps(HOUR);
    step();
    step();
    time.jumps(HOUR.negated());
    step();

    assertEquals(
        List.of(3.6e6, -3.6e6), record().clockJumps().stream().map(ClockJump::ms).toList());
  }

  @Test
  void move_neither_the_impact_nor_the_age_of_a_backup() {
    time.jumps(HOUR);
    time.passes(Duration.ofSeconds(6));
    recorder.impact();

    assertEquals(6_000, recorder.impactMs());
    assertEquals(clock.startedAt().plusSeconds(6), recorder.impactAt());
  }

  @Test
  void of_before_are_not_told_again_by_a_run_that_goes_on() {
    time.jumps(HOUR);
    step();
    RunRecord earlier = record();

    Recorder later = new Recorder(clock);
    later.goOnFrom(earlier);
    assertTrue(later.hasClockJumped());
    later.step(new StepOutcome("b", "start", "b", StepOutcome.State.DONE, 0, 0, null));

    assertEquals(earlier.clockJumps(), later.record(frame()).clockJumps());
  }

  @Test
  void while_nobody_ran_are_told_by_the_run_that_goes_on() {
    RunRecord earlier = record();
    assertFalse(recorder.hasClockJumped());
    time.jumps(HOUR);

    Recorder later = new Recorder(clock);
    later.goOnFrom(earlier);

    assertTrue(later.hasClockJumped());
  }

  private void step() {
    recorder.step(new StepOutcome("a", "start", "a", StepOutcome.State.DONE, 0, 0, null));
  }

  private RunRecord record() {
    return recorder.record(frame());
  }

  private static RunFrame frame() {
    return new RunFrame(
        "r1",
        "run",
        new RunRecord.ScenarioFile("s", null, "s.yaml", "sha"),
        new RunRecord.Tool("1", "c"),
        new EngineIdentity("host", "ID", "20.10", "1.41", "/var/lib", "unix:///s"),
        new RunRecord.Definition(null, false),
        new RunRecord.Operator("u", "h", "terminal"),
        "nonce",
        "sha",
        null);
  }
}
