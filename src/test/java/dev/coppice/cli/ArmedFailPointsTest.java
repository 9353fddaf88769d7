package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.journal.FailPoints;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArmedFailPointsTest {

  @TempDir Path folder;

  private FailPoints armed(String points) {
    return ArmedFailPoints.of(
        new HashMap<>(
            Map.of(
                ArmedFailPoints.POINTS,
                points,
                ArmedFailPoints.SEEN,
                folder.resolve("seen").toString())));
  }

  @Test
  void are_not_looked_at_without_the_flag() {
    assertSame(FailPoints.NONE, new Common().failPoints());
  }

  @Test
  void strike_at_the_passing_that_is_armed_and_note_each() throws IOException {
    FailPoints points = armed("engine.start.before:2=io-error,journal.end.after-fsync=term");

    points.reached("engine.start.before");
    assertThrows(IOException.class, () -> points.reached("engine.start.before"));
    assertDoesNotThrow(() -> points.reached("engine.start.before"));

    assertEquals(
        List.of("engine.start.before:1", "engine.start.before:2 IO_ERROR", "engine.start.before:3"),
        Files.readAllLines(folder.resolve("seen")));
  }

  @Test
  void strike_at_the_first_passing_that_is_not_spared() throws IOException {
    Path spared = folder.resolve("spared");
    Files.write(spared, List.of("engine.start.before:1", "read.*", "engine.*.after:*"));
    FailPoints points =
        ArmedFailPoints.of(
            Map.of(ArmedFailPoints.POINTS, "any=io-error", ArmedFailPoints.SPARED, spared + ""));

    points.reached("engine.start.before");
    points.reached("read.image.before");
    points.reached("read.image.before");
    points.reached("engine.start.after");
    assertThrows(IOException.class, () -> points.reached("engine.start.before"));
  }

  @Test
  @Timeout(20)
  void hold_until_they_are_let_go() throws Exception {
    FailPoints points = armed("engine.kill.after=hold");
    Thread held =
        new Thread(() -> assertDoesNotThrow(() -> points.reached("engine.kill.after")), "held");
    held.start();
    held.interrupt();
    held.join(200);
    assertTrue(held.isAlive(), "an interrupt does not free it");

    Files.createFile(folder.resolve("seen.go"));

    held.join();
  }

  @Test
  void refuse_what_they_do_not_understand() {
    assertThrows(IllegalArgumentException.class, () -> armed("engine.start:x"));
    assertThrows(IllegalArgumentException.class, () -> armed("engine.start=explode"));
  }

  @Test
  void fail_the_questions_to_an_engine_too() {
    Engine engine =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> "x86_64");
    assertSame(engine, FailingReads.of(engine, FailPoints.NONE));
    Engine failing = FailingReads.of(engine, armed("read.architecture.after:2=io-error"));

    assertEquals("x86_64", failing.architecture());
    assertEquals(0, assertThrows(EngineException.class, failing::architecture).status());
  }
}
