package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HaltTest {

  private final Halt halt = new Halt();

  @AfterEach
  void leaveNoInterrupt() {
    Thread.interrupted();
  }

  @Test
  void wakes_a_run_that_may_still_stop() throws Exception {
    halt.mayInterrupt();
    halt.ask("a signal");

    assertTrue(Thread.interrupted());
    assertEquals("a signal", halt.by());
  }

  @Test
  void does_not_let_a_run_begin_to_wait_that_was_stopped_before() {
    halt.ask("a signal");

    assertThrows(InterruptedException.class, halt::mayInterrupt);
    assertThrows(InterruptedException.class, halt::pointOfNoReturn);
  }

  @Test
  void wakes_nobody_past_the_point_of_no_return_and_remembers() throws Exception {
    halt.mayInterrupt();
    halt.pointOfNoReturn();
    halt.ask("a signal");

    assertFalse(Thread.interrupted());
    assertTrue(halt.isAsked());
  }

  @Test
  void does_not_interrupt_a_run_that_puts_things_right() throws Exception {
    halt.mayInterrupt();
    halt.ask("a signal");
    halt.isHeeded();
    assertFalse(Thread.interrupted());

    halt.ask("another");
    assertFalse(Thread.interrupted());
    assertEquals("a signal", halt.by());
  }
}
