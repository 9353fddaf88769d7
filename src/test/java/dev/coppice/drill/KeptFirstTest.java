package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.data.Rescue;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Journal;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFirstTest {

  private static final Map<String, String> MARKS = Map.of(Labels.RUN, "r1", Labels.NONCE, "n1");

  @TempDir Path folder;
  private final SmallEngine engine = new SmallEngine();
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final Recorder recorder = new Recorder(clock);

  @Test
  void a_copy_that_cannot_be_made_blocks_the_run_and_says_how_to_go_on() throws Exception {
    engine.volumes.put("shop_orders", MARKS);
    Path store = Files.writeString(folder.resolve("rescue"), "no folder");

    BlockedException blocked;
    try (Journal journal = Journal.create(folder.resolve("journal"), "r1", clock)) {
      KeptFirst keptFirst = keptFirst(journal, store);
      blocked =
          assertThrows(
              BlockedException.class, () -> keptFirst.keep(PlannedShop.stack(), "shop_orders"));
    }

    Obstacle obstacle = blocked.obstacles().get(0);
    assertTrue(
        obstacle.what().startsWith("volume shop_orders has to be made anew, "), obstacle.what());
    assertTrue(obstacle.next().endsWith("coppice resume r1"), obstacle.next());
    assertEquals(List.of(), engine.calls);
    assertEquals(List.of(), recorder.deviations());
  }

  private KeptFirst keptFirst(Journal journal, Path store) {
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
    return new KeptFirst(
        engine.reads(),
        gateway,
        new Rescue(engine.reads(), gateway, MARKS, "r1", store),
        store,
        recorder,
        new ExecutorTest.Silence(),
        "r1");
  }
}
