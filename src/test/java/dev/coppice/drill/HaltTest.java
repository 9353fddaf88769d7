package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HaltTest {

  private final Halt halt = new Halt();

  @Test
  void stops_a_run_before_its_point_of_no_return_and_wakes_it() throws Exception {
    halt.mayInterrupt();

    assertTrue(halt.ask("signal TERM"));

    assertTrue(Thread.interrupted());
    assertEquals("signal TERM", halt.by());
    assertThrows(InterruptedException.class, halt::pointOfNoReturn);
  }

  @Test
  void lets_a_run_past_its_point_of_no_return_go_on() throws Exception {
    halt.mayInterrupt();
    halt.pointOfNoReturn();

    assertFalse(halt.ask("signal TERM"));

    assertFalse(Thread.interrupted());
    assertTrue(halt.isAsked());
  }

  @Test
  void interrupts_no_recovery() throws Exception {
    halt.isPastReturn();
    halt.mayInterrupt();

    assertFalse(halt.ask("signal INT"));
    assertFalse(Thread.interrupted());
  }

  @Test
  void looks_anew_each_time_until_somebody_wants_it() {
    AtomicInteger looks = new AtomicInteger();
    halt.lookAt(
        () -> looks.incrementAndGet() < 3 ? Optional.empty() : Optional.of("`coppice halt`"));

    assertFalse(halt.isAsked());
    assertNull(halt.by());
    assertFalse(halt.isAsked());
    assertTrue(halt.isAsked());
    assertTrue(halt.isAsked());

    assertEquals("`coppice halt`", halt.by());
    assertEquals(3, looks.get());
  }

  @Test
  void remembers_who_asked_first() {
    halt.ask("signal INT");
    halt.ask("signal TERM");

    assertEquals("signal INT", halt.by());
  }
}
