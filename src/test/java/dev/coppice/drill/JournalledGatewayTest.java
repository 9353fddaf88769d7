package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.TarSource;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalledGatewayTest {

  @TempDir Path folder;
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final Recorder recorder = new Recorder(clock);
  private final List<List<String>> onDiskAtCall = new ArrayList<>();
  private Journal journal;
  private RuntimeException refusal;

  @BeforeEach
  void begin() {
    journal = Journal.create(folder.resolve("journal"), "r1", clock);
  }

  @AfterEach
  void end() {
    journal.close();
  }

  private List<String> written() {
    return Journal.read(folder.resolve("journal")).stream()
        .map(entry -> entry.kind() + (entry.object() == null ? "" : " " + entry.object()))
        .toList();
  }

  /** An engine that notes what the journal held on the disk when it was called. */
  private EngineChanges engine() {
    return (EngineChanges)
        Proxy.newProxyInstance(
            EngineChanges.class.getClassLoader(),
            new Class<?>[] {EngineChanges.class},
            (proxy, method, arguments) -> {
              onDiskAtCall.add(written());
              if (refusal != null) {
                throw refusal;
              }
              return method.getReturnType() == String.class ? "made-1" : null;
            });
  }

  private JournalledGateway gateway() {
    CommandRunner commands =
        command -> {
          onDiskAtCall.add(written());
          return new CommandRunner.Result(0, "", "", false);
        };
    return new JournalledGateway(
        engine(),
        commands,
        journal,
        recorder,
        new Redaction(List.of("hunter22"), List.of()),
        step -> step.startsWith("remove"));
  }

  static Stream<Method> calls() {
    return Arrays.stream(EngineChanges.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void writes_each_call_down_before_it_is_made_and_after(Method call) throws Exception {
    Object[] arguments =
        Arrays.stream(call.getParameterTypes()).map(JournalledGatewayTest::any).toArray();

    call.invoke(gateway().step("start db-1"), arguments);

    assertEquals(1, onDiskAtCall.size(), "made once");
    assertEquals(1, onDiskAtCall.get(0).size());
    assertTrue(onDiskAtCall.get(0).get(0).startsWith("INTENT "), onDiskAtCall.toString());
    List<Entry> entries = Journal.read(folder.resolve("journal"));
    assertEquals(2, entries.size());
    assertEquals(Entry.Kind.DONE, entries.get(1).kind());
    assertEquals("start db-1", entries.get(0).step());
    assertNotNull(entries.get(0).call());
    assertFalse(recorder.hasImpact());
  }

  private static Object any(Class<?> type) {
    if (type == TarSource.class) {
      return (TarSource) () -> InputStream.nullInputStream();
    }
    return type == String.class
        ? "x"
        : type == Map.class ? Map.of() : type == Duration.class ? Duration.ZERO : new byte[0];
  }

  @Test
  void writes_down_what_was_made_and_who_was_touched() {
    assertEquals("made-1", gateway().step("create web-1").createContainer("web", Map.of()));

    assertEquals(
        Map.of("identity", "made-1"), Journal.read(folder.resolve("journal")).get(1).facts());
    assertEquals(
        List.of("web", "made-1"),
        record().touched().stream().map(RunRecord.Touched::object).toList());
  }

  private RunRecord record() {
    return recorder.record(
        new RunFrame(
            "r1",
            "run",
            new RunRecord.ScenarioFile("s", null, "f", "0"),
            new RunRecord.Tool("v", "c"),
            PlannedShop.ENGINE,
            new RunRecord.Definition(null, true),
            new RunRecord.Operator("u", "h", "ci"),
            "nonce",
            "0"));
  }

  @Test
  void writes_a_refused_call_down_without_the_secrets_in_its_reason() {
    refusal = new EngineException("start db", "invalid environment hunter22", 400, null);

    assertThrows(EngineException.class, () -> gateway().step("start db-1").start("db"));

    Entry last = Journal.read(folder.resolve("journal")).get(1);
    assertEquals(Entry.Kind.FAILED, last.kind());
    assertEquals(
        "tried to start db but failed because: invalid environment [secret]",
        last.facts().get("why"));
  }

  @Test
  void marks_the_impact_once_and_before_the_first_destructive_call() {
    JournalledGateway gateway = gateway();
    gateway.step("hold db-1").pause("db");
    assertFalse(recorder.hasImpact());
    gateway.step("remove db-1").removeContainer("db");
    gateway.step("remove web-1").removeContainer("web");

    assertEquals(
        List.of("INTENT db", "DONE db", "IMPACT", "INTENT db", "DONE db", "INTENT web", "DONE web"),
        written());
    assertEquals(List.of("INTENT db", "DONE db", "IMPACT", "INTENT db"), onDiskAtCall.get(1));
    assertTrue(recorder.hasImpact());
  }

  @Test
  void makes_no_call_that_could_not_be_written_down() {
    JournalledGateway gateway = gateway();
    journal.close();

    assertThrows(RuntimeException.class, () -> gateway.step("remove db-1").removeContainer("db"));

    assertEquals(List.of(), onDiskAtCall);
    assertFalse(recorder.hasImpact(), "nothing was destroyed");
  }

  @Test
  void writes_no_argument_of_a_command_down_that_could_hold_a_secret() {
    gateway()
        .commands("rebuild")
        .run(Command.of(Duration.ofSeconds(1), "docker", "compose", "-f", "a", "up", "hunter22"));

    assertEquals(List.of("INTENT docker compose -f a", "DONE docker compose -f a"), written());
    assertEquals(List.of("INTENT docker compose -f a"), onDiskAtCall.get(0));
  }

  @Test
  void passes_a_fail_point_before_each_call_and_after_it() {
    List<String> passed = new ArrayList<>();
    journal.close();
    journal = Journal.create(folder.resolve("failing"), "r1", clock, passed::add);

    gateway().step("start db-1").start("db");

    assertEquals(
        List.of("engine.start.before", "engine.start.after"),
        passed.stream().filter(point -> point.startsWith("engine.")).toList());
  }

  @Test
  void an_answer_that_a_fail_point_loses_is_no_answer() {
    journal.close();
    journal =
        Journal.create(
            folder.resolve("failing"),
            "r1",
            clock,
            point -> {
              if (point.equals("engine.start.after")) {
                throw new IOException("lost");
              }
            });

    EngineException lost =
        assertThrows(EngineException.class, () -> gateway().step("start db-1").start("db"));

    assertEquals(0, lost.status());
    assertEquals(1, onDiskAtCall.size(), "it was made");
  }
}
