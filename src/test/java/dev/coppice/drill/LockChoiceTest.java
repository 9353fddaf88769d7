package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.drill.LockChoice.Journal;
import dev.coppice.drill.LockChoice.Told;
import dev.coppice.drill.LockChoice.Wanting;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Holder.Life;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockChoiceTest {

  private static final Wanting RUN = new Wanting("r1", "n1", false, "coppice unlock");
  private static final Wanting RECOVER = new Wanting("r1", "n1", true, "coppice unlock");

  private static final Supplier<Told> ASKED =
      () -> {
        throw new AssertionError("it was asked");
      };

  private static Optional<HeldLock> held(String run, String nonce) {
    Holder holder = new Holder(run, "ann", "hill", "there", 7, Instant.EPOCH);
    return Optional.of(
        new HeldLock("c1", "coppice-lock-shop", "shop", run, nonce, Optional.of(holder)));
  }

  @ParameterizedTest
  @CsvSource({
    // who holds it, its process, what is known of it here | a drill or resumption does | recover
    // does
    "r1, n1, ENDED,   UNFINISHED, TakeOver, TakeOver",
    "r1, n1, UNKNOWN, UNFINISHED, TakeOver, TakeOver",
    "r1, n1, LIVES,   UNFINISHED, TakeOver, TakeOver",
    "r1, n2, ENDED,   SILENT,     Leave,    Leave",
    "r2, n2, ENDED,   UNFINISHED, Leave,    TakeOver",
    "r2, n2, ENDED,   SILENT,     Leave,    Leave",
    "r2, n2, ENDED,   OVER,       TakeOver, TakeOver",
    "r2, n2, LIVES,   UNFINISHED, Leave,    Leave",
    "r2, n2, LIVES,   SILENT,     Leave,    Leave",
    "r2, n2, UNKNOWN, UNFINISHED, Leave,    Leave",
    "r2, n2, UNKNOWN, SILENT,     Leave,    Leave",
    "r2, n2, UNKNOWN, OVER,       TakeOver, TakeOver",
  })
  void takes_over_only_what_nobody_else_needs(
      String run, String nonce, Life life, Journal journal, String drill, String recover) {
    Optional<HeldLock> held = held(run, nonce);
    Supplier<Told> told = () -> new Told(journal, life);

    assertEquals(drill, LockChoice.first(held, RUN, told).getClass().getSimpleName());
    assertEquals(recover, LockChoice.first(held, RECOVER, told).getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource({
    "r1, n1, LIVES,   UNFINISHED, Keep",
    "r1, n2, LIVES,   UNFINISHED, Leave",
    "r2, n2, LIVES,   SILENT,     Leave",
    "r2, n2, ENDED,   OVER,       Leave",
    "r2, n2, UNKNOWN, SILENT,     Leave",
  })
  void meanwhile_keeps_its_own_and_takes_nothing_over(
      String run, String nonce, Life life, Journal journal, String choice) {
    assertEquals(
        choice,
        LockChoice.meanwhile(held(run, nonce), RUN, () -> new Told(journal, life))
            .getClass()
            .getSimpleName());
  }

  @Test
  void asks_nobody_about_its_own() {
    assertInstanceOf(LockChoice.Keep.class, LockChoice.meanwhile(held("r1", "n1"), RUN, ASKED));
    assertInstanceOf(LockChoice.TakeOver.class, LockChoice.first(held("r1", "n1"), RUN, ASKED));
  }

  @Test
  void makes_it_where_nobody_holds_it_or_somebody_removed_it() {
    assertInstanceOf(LockChoice.Make.class, LockChoice.first(Optional.empty(), RUN, ASKED));
    assertInstanceOf(LockChoice.Make.class, LockChoice.meanwhile(Optional.empty(), RUN, ASKED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIVES   | SILENT     | that process lives           | wait for its end",
        "LIVES   | UNFINISHED | that process lives           | wait for its end",
        "ENDED   | UNFINISHED | which is unfinished          | coppice resume r2",
        "ENDED   | SILENT     | that process has ended       | coppice unlock --run r2",
        "UNKNOWN | SILENT     | it cannot be told from here  | coppice unlock --run r2 --confirm"
            + " r2",
        "UNKNOWN | UNFINISHED | it cannot be told from here  | coppice resume r2",
      })
  void says_who_holds_it_whether_that_lives_and_what_to_do(
      Life life, Journal journal, String what, String next) {
    LockChoice.Leave left =
        (LockChoice.Leave) LockChoice.first(held("r2", "n2"), RUN, () -> new Told(journal, life));

    String said = left.why().what();
    assertTrue(
        said.startsWith("stack shop is held by run r2 of ann@hill, process 7, since "), said);
    assertTrue(said.contains(what), said);
    assertTrue(left.why().next().contains(next), left.why().next());
  }

  @Test
  void leaves_a_container_alone_that_only_bears_the_name() {
    Optional<HeldLock> foreign =
        Optional.of(new HeldLock("c1", "coppice-lock-shop", "", "", "", Optional.empty()));

    LockChoice.Leave left =
        (LockChoice.Leave)
            LockChoice.first(foreign, RECOVER, () -> new Told(Journal.OVER, Life.UNKNOWN));

    assertTrue(left.why().what().contains("no run of Coppice made it"), left.why().what());
  }
}
