package dev.coppice.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemTimeTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Time time = Time.SYSTEM;

  @Test
  void tells_work_to_stop_and_waits_for_its_end() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    Time.Work work =
        time.start(
            "work",
            () -> {
              try {
                time.sleep(LONG);
              } catch (InterruptedException e) {
                told.set(true);
              }
            });

    assertFalse(work.join(Duration.ofMillis(1)));
    work.interrupt();

    assertTrue(work.join(LONG));
    assertTrue(told.get());
  }

  @Test
  void leaves_work_that_comes_later_alone() throws Exception {
    Time.Work over = time.start("over", () -> {});
    assertTrue(over.join(LONG));
    over.interrupt();
    AtomicBoolean interrupted = new AtomicBoolean();

    time.start("next", () -> interrupted.set(Thread.currentThread().isInterrupted())).join(LONG);

    assertFalse(interrupted.get());
  }

  @Test
  void gives_a_turn_when_it_is_due_or_woken_and_one_at_the_end() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(2);
    Time.Turns turns =
        time.turns(
            "turns",
            () -> {
              taken.incrementAndGet();
              second.countDown();
              return time.nanos() + LONG.toNanos();
            });

    turns.wake();
    second.await();

    assertTrue(turns.end(LONG));
    assertTrue(taken.get() >= 3, taken::toString);
  }

  @Test
  void waits_until_it_is_so_and_no_longer_than_it_may() throws Exception {
    Object monitor = new Object();
    AtomicBoolean so = new AtomicBoolean();
    synchronized (monitor) {
      assertFalse(time.await(monitor, so::get, time.nanos() + 1_000_000));
    }
    time.start(
        "makes it so",
        () -> {
          synchronized (monitor) {
            so.set(true);
            monitor.notifyAll();
          }
        });
    synchronized (monitor) {
      assertTrue(time.await(monitor, so::get, time.nanos() + LONG.toNanos()));
    }
    assertEquals(time.boot(), time.boot());
  }
}
