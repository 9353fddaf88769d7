package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

  private final Whereabouts whereabouts =
      new Whereabouts(
          new ConsoleProgress(new PrintWriter(new StringWriter()), RunClock.start(Time.SYSTEM)));

  @Test
  void tells_the_phase_its_steps_and_what_is_in_hand() {
    assertEquals("between two phases", whereabouts.inWords());
    whereabouts.phaseBegan(Phase.REBUILD);
    assertEquals("in phase rebuild", whereabouts.inWords());
    List<Step> steps = List.of(step("a"), step("b"), step("c"), step("d"), step("e"));
    whereabouts.stepsPlanned(steps);
    steps.forEach(whereabouts::stepBegan);
    whereabouts.stepDone(steps.get(0), 1);

    assertEquals(
        "in phase rebuild, 1 of 5 steps done, in hand: b, c, d and 1 more", whereabouts.inWords());
  }

  private static Step step(String id) {
    return new Step(id, Phase.REBUILD, Verb.START, id, "why", List.of(), Map.of());
  }
}
