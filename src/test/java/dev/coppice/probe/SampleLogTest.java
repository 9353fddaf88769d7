package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.evidence.Sample;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleLogTest {

  private static final Probe PROBE =
      new Probe(
          "p",
          new TcpQuestion("localhost", 80),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false,
          List.of());

  @Test
  void asks_no_more_while_what_was_answered_is_not_kept() {
    SampleLog log = new SampleLog(List.of(PROBE), Time.SYSTEM, () -> {}, 2);
    log.ended(log.asked("p"), sample(0));
    log.ended(log.asked("p"), sample(1));

    assertEquals(-1, log.asked("p"));
  }

  @Test
  void hands_on_what_has_ended_also_after_the_last_question() {
    SampleLog log = new SampleLog(List.of(PROBE), Time.SYSTEM, () -> {}, 2);
    long first = log.asked("p");
    long second = log.asked("p");
    log.ended(second, sample(1));
    log.ended(first, sample(0));
    log.close();

    List<Sample> kept = new ArrayList<>();
    log.deliver(kept::add);

    assertEquals(List.of(sample(1), sample(0)), kept, "in the order in which they ended");
    assertEquals(-1, log.asked("p"), "nothing is asked after the end");
  }

  @Test
  void refuses_two_probes_of_one_name() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SampleLog(List.of(PROBE, PROBE), Time.SYSTEM, () -> {}));
  }

  private static Sample sample(double sentMs) {
    return new Sample("p", sentMs, sentMs + 1, 0, true, null);
  }
}
