package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.data.Rescue;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Journal;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnewTest {

  private static final Map<String, String> MARKS = Map.of(Labels.RUN, "r1", Labels.NONCE, "n1");

  @TempDir Path folder;
  private final SmallEngine engine = new SmallEngine();
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private Plan plan = new PlannedShop().drill();
  private int asked;

  private void removeHalfDone(Runnable stillLocked) {
    Map<String, String> labels = new HashMap<>(PlannedShop.container("db", 1, "exited").labels());
    labels.putAll(MARKS);
    engine.container("shop-db-1", "exited").labels = labels;
    engine.volumes.put("shop_orders", MARKS);
    Recorder recorder = new Recorder(clock);
    try (Journal journal = Journal.create(folder.resolve("journal"), "r1", clock)) {
      EngineLoss loss = new EngineLoss(engine.reads(), clock.time());
      JournalledGateway gateway =
          new JournalledGateway(
              engine.reads(),
              engine.changes(),
              loss,
              command -> {
                throw new UnsupportedOperationException();
              },
              new RunJournal(journal, recorder, words -> {}),
              recorder,
              Redaction.none(),
              new RightEngine(engine.reads(), engine.identity, loss),
              change -> {},
              step -> false);
      KeptFirst keptFirst =
          new KeptFirst(
              engine.reads(),
              gateway,
              new Rescue(engine.reads(), gateway, MARKS, "r1", folder),
              folder,
              recorder,
              new ExecutorTest.Silence(),
              "r1");
      new Anew(
              engine.reads(),
              gateway,
              PlannedShop.stack(),
              new PlannedShop().scenario(),
              keptFirst,
              new ExecutorTest.Silence(),
              "n1",
              touched -> false,
              stillLocked)
          .removeHalfDone(plan, Instant.EPOCH, step -> true);
    }
  }

  @Test
  void removes_nothing_once_another_run_holds_the_stack() {
    assertThrows(
        IllegalStateException.class,
        () ->
            removeHalfDone(
                () -> {
                  throw new IllegalStateException("this run lost its lock");
                }));

    assertEquals(List.of(), engine.calls);
  }

  @Test
  void an_undo_that_broke_off_takes_away_what_it_was_to_take_away() {
    PlannedShop shop = new PlannedShop();
    String db = shop.containers.get(0).id();
    engine.container(db, "exited").labels = shop.containers.get(0).labels();
    plan = UndoPlanTest.undo(shop, false, UndoPlanTest.copy("orders", "shop_orders"));

    removeHalfDone(() -> asked++);

    assertEquals(List.of("removeContainer " + db, "removeContainer shop-db-1"), engine.calls);
  }

  @Test
  void looks_at_the_lock_before_each_removal() {
    removeHalfDone(() -> asked++);

    assertEquals(List.of("removeContainer shop-db-1"), engine.calls);
    assertEquals(1, asked);
  }
}
