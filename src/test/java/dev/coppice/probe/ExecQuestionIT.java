package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.coppice.engine.DockerEngine;
import dev.coppice.lab.TestEngine;
import dev.coppice.probe.Probe.Asking;
import dev.coppice.stack.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExecQuestionIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static TestEngine lab;
  private static DockerEngine engine;

  @BeforeAll
  static void raiseAService() {
    lab = TestEngine.shared();
    lab.loadBusybox();
    engine = DockerEngine.connect(lab.endpoint(), value -> "hash");
    run("probe-it-one-off", 1, "True");
    run("probe-it-three", 3, "False");
    run("probe-it-two", 2, "False");
    run("probe-it-one", 1, "False");
    lab.docker("pause", "probe-it-one");
  }

  @AfterAll
  static void cutItDown() {
    lab.docker("rm", "-f", "probe-it-one-off", "probe-it-one", "probe-it-two", "probe-it-three");
    engine.close();
  }

  private static void run(String name, int number, String oneOff) {
    lab.docker(
        "run",
        "-d",
        "--name",
        name,
        "--hostname",
        name,
        "-l",
        Labels.PROJECT + "=probe-it",
        "-l",
        Labels.SERVICE + "=db",
        "-l",
        Labels.NUMBER + "=" + number,
        "-l",
        Labels.ONE_OFF + "=" + oneOff,
        TestEngine.BUSYBOX,
        "sleep",
        "600");
  }

  @Test
  void asks_the_first_replica_that_runs() throws Exception {
    assertNull(ask("hostname", 0, equal("probe-it-two")));
    assertEquals(
        "\"probe-it-two\" is not \"probe-it-one\"", ask("hostname", 0, equal("probe-it-one")));
  }

  @Test
  void compares_the_exit_status_and_tells_what_was_said() throws Exception {
    assertNull(ask("exit 3", 3, null));
    assertEquals(
        "exit 3 instead of 0: no such database", ask("echo no such database >&2; exit 3", 0, null));
  }

  @Test
  void gives_up_what_does_not_end_and_what_says_too_much() throws Exception {
    assertEquals(
        "no answer within 500 ms",
        question("sleep 5", 0, null)
            .ask(new Asking(engine, "probe-it"), Duration.ofMillis(500))
            .why());
    assertEquals(
        "the output is longer than 1 MiB",
        ask("dd if=/dev/zero bs=65536 count=32 2>/dev/null", 0, equal("")));
  }

  @Test
  void fails_where_nothing_runs() throws Exception {
    assertEquals(
        "no container of db runs",
        question("true", 0, null).ask(new Asking(engine, "probe-it-not"), TIMEOUT).why());
  }

  private static String ask(String script, int exit, Comparison stdout)
      throws InterruptedException {
    return question(script, exit, stdout).ask(new Asking(engine, "probe-it"), TIMEOUT).why();
  }

  private static ExecQuestion question(String script, int exit, Comparison stdout) {
    return new ExecQuestion("db", List.of("sh", "-c", script), exit, stdout);
  }

  private static Comparison equal(String text) {
    return new Comparison(text, null, null, null, null);
  }
}
