package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.probe.Probe.Asking;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecQuestionTest {

  private static final ExecQuestion QUESTION =
      new ExecQuestion("db", List.of("psql", "-tAc", "select 1"), 0, null);

  @Test
  void an_engine_that_refuses_is_an_answer_that_failed() throws Exception {
    assertEquals(
        "tried to list containers but failed because: it is on fire",
        ask(new EngineException("list containers", "it is on fire", 500, null)));
  }

  @Test
  void whatever_breaks_while_asking_is_an_answer_that_failed() throws Exception {
    assertEquals("StackOverflowError", ask(new StackOverflowError()));
  }

  @Test
  void says_what_it_asks_and_where() {
    assertEquals("psql -tAc select 1 in db", QUESTION.inWords());
    assertFalse(QUESTION.fromOutside());
    assertFalse(QUESTION.comparesContent());
  }

  @Test
  void refuses_what_cannot_be_run_or_cannot_come_back() {
    assertThrows(
        IllegalArgumentException.class, () -> new ExecQuestion(" ", List.of("true"), 0, null));
    assertThrows(IllegalArgumentException.class, () -> new ExecQuestion("db", List.of(), 0, null));
    assertThrows(
        IllegalArgumentException.class, () -> new ExecQuestion("db", List.of(""), 0, null));
    assertThrows(
        IllegalArgumentException.class, () -> new ExecQuestion("db", List.of("true"), 256, null));
  }

  private static String ask(Throwable failure) throws InterruptedException {
    Engine engine =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, args) -> {
                  throw failure;
                });
    return QUESTION.ask(new Asking(engine, "shop"), Duration.ofSeconds(2)).why();
  }
}
