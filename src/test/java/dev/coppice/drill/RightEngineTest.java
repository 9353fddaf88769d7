package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.EngineIdentity;
import dev.coppice.time.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightEngineTest {

  private final SmallEngine engine = new SmallEngine();
  private final EngineLoss loss =
      new EngineLoss(engine.reads(), Time.SYSTEM, Duration.ofSeconds(2), Duration.ofMillis(60));
  private final RightEngine right = new RightEngine(engine.reads(), engine.identity, loss);

  private static EngineIdentity engine(String name, String id, String rootDir) {
    return new EngineIdentity(name, id, "26", "1.45", rootDir, "unix:///s");
  }

  @ParameterizedTest
  @CsvSource({"valley, ID, /var/lib/docker", "hill, OTHER, /var/lib/docker", "hill, ID, /data"})
  void refuses_an_engine_that_took_the_place_of_the_planned_one(
      String name, String id, String rootDir) {
    right.demand();
    engine.identity = engine(name, id, rootDir);
    String why = assertThrows(IllegalStateException.class, right::demand).getMessage();
    assertTrue(why.contains("nothing was done on it") && why.contains(rootDir), why);
    assertThrows(IllegalStateException.class, right::demandLately);
  }

  @Test
  void a_newer_version_of_the_same_engine_is_the_same() {
    engine.identity =
        new EngineIdentity("hill", "ID", "27", "1.47", "/var/lib/docker", "unix:///s");
    assertDoesNotThrow(right::demand);
  }

  @Test
  void waits_for_an_engine_that_is_away_and_looks_who_comes_back() {
    engine.away = 2;
    assertDoesNotThrow(right::demand);
    assertEquals(1, loss.count());
    engine.away = 2;
    engine.identity = engine("hill", "ID", "/data");
    assertThrows(IllegalStateException.class, right::demand);
  }
}
