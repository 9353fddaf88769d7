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
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalledGatewayTest {

  private static final Map<String, String> MARKS =
      Map.of(Labels.RUN, "r1", Labels.NONCE, "n1", Labels.STEP, "create web-1");

  @TempDir Path folder;
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final Recorder recorder = new Recorder(clock);
  private final List<List<String>> onDiskAtCall = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Consumer<Change<?>> mayDestroy = change -> {};
  private final List<Command> commanded = new ArrayList<>();
  private final SmallEngine engine = new SmallEngine();
  private final EngineLoss loss =
      new EngineLoss(engine.reads(), Time.SYSTEM, Duration.ofMillis(600), Duration.ofMillis(60));
  private final EngineIdentity plannedFor = engine.identity;
  private Journal journal;

  @BeforeEach
  void begin() {
    journal = Journal.create(folder.resolve("journal"), "r1", clock);
    journal.write(Entry.Kind.RUN, Map.of());
  }

  @AfterEach
  void end() {
    journal.close();
  }

  private List<Entry> entries() {
    return Journal.read(folder.resolve("journal")).stream()
        .filter(entry -> entry.kind() != Entry.Kind.RUN)
        .toList();
  }

  private List<String> written() {
    return entries().stream()
        .map(entry -> entry.kind() + (entry.object() == null ? "" : " " + entry.object()))
        .toList();
  }

  private List<Entry.Kind> kinds() {
    return entries().stream().map(Entry::kind).toList();
  }

  private JournalledGateway gateway() {
    engine.beforeCall = () -> onDiskAtCall.add(written());
    CommandRunner commands =
        command -> {
          onDiskAtCall.add(written());
          commanded.add(command);
          return new CommandRunner.Result(0, "", "", false);
        };
    return new JournalledGateway(
        engine.reads(),
        engine.changes(),
        loss,
        commands,
        new RunJournal(journal, recorder, told::add),
        recorder,
        new Redaction(List.of("hunter22"), List.of()),
        new RightEngine(engine.reads(), plannedFor, loss),
        mayDestroy,
        step -> step.startsWith("remove"));
  }

  @Test
  void destroys_nothing_on_an_engine_that_took_the_place_of_the_planned_one() {
    engine.container("web", "running");
    JournalledGateway gateway = gateway();
    engine.identity = new EngineIdentity("hill", "ID", "26", "1.45", "/data", "unix:///s");
    assertThrows(
        IllegalStateException.class, () -> gateway.step("remove web").removeContainer("web"));
    assertEquals(List.of(), engine.calls);
    assertFalse(recorder.hasImpact());
    assertEquals(List.of(), kinds());
  }

  @Test
  void destroys_nothing_that_must_not_be_and_makes_things_all_the_same() {
    engine.container("web", "running");
    mayDestroy =
        change -> {
          throw new IllegalStateException("somebody else holds the lock");
        };
    JournalledGateway gateway = gateway();

    assertThrows(
        IllegalStateException.class, () -> gateway.step("remove web").removeContainer("web"));
    gateway.step("make x").createVolume("x", Map.of("Labels", MARKS));

    assertEquals(List.of("createVolume x"), engine.calls);
    assertFalse(recorder.hasImpact());
  }

  @Test
  void looks_once_more_before_it_destroys_after_the_engine_was_waited_for() {
    engine.container("web", "paused");
    engine.away = 2;
    mayDestroy =
        change -> {
          assertEquals(0, engine.away, "looked at while the engine was away");
          throw new IllegalStateException(change + ": it was let go");
        };

    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> gateway().step("remove web").removeContainer("web"));

    assertEquals("remove container web: it was let go", refused.getMessage());
    assertEquals(List.of(), engine.calls);
    assertFalse(recorder.hasImpact());
    assertEquals(List.of(), kinds());
  }

  static Stream<Method> calls() {
    return Arrays.stream(EngineChanges.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void writes_each_call_down_before_it_is_made_and_after(Method call) throws Exception {
    Object[] arguments =
        Arrays.stream(call.getParameterTypes()).map(JournalledGatewayTest::any).toArray();
    if (call.getName().equals("connect")) {
      engine.networks.put("x", Map.of());
    }
    if (!call.getName().equals("createContainer")) {
      engine.container("x", call.getName().equals("unpause") ? "paused" : "running");
    }

    call.invoke(gateway().step("start db-1"), arguments);

    assertEquals(1, onDiskAtCall.size(), "made once");
    assertEquals(1, onDiskAtCall.get(0).size());
    assertTrue(onDiskAtCall.get(0).get(0).startsWith("INTENT "), onDiskAtCall.toString());
    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.DONE), kinds());
    assertEquals("start db-1", entries().get(0).step());
    assertNotNull(entries().get(0).call());
    assertNotNull(entries().get(0).facts().get("expected"));
    assertFalse(recorder.hasImpact());
  }

  private static Object any(Class<?> type) {
    if (type == TarSource.class) {
      return (TarSource) () -> InputStream.nullInputStream();
    }
    return type == String.class
        ? "x"
        : type == Map.class
            ? Map.of("Labels", MARKS)
            : type == Duration.class ? Duration.ZERO : new byte[0];
  }

  @Test
  void writes_down_what_was_made_and_who_was_touched() {
    String id = gateway().step("create web-1").createContainer("web", Map.of("Labels", MARKS));

    assertEquals(Map.of("identity", id), entries().get(1).facts());
    assertEquals(
        List.of("web", id), record().touched().stream().map(RunRecord.Touched::object).toList());
  }

  @Test
  void finds_what_a_call_without_an_answer_made_by_its_marks_and_makes_it_once() {
    engine.next = SmallEngine.Next.IS_DONE_AND_ITS_ANSWER_LOST;

    String id = gateway().step("create web-1").createContainer("web", Map.of("Labels", MARKS));

    assertEquals(List.of("createContainer web"), engine.calls);
    assertEquals(List.of(id), List.copyOf(engine.containers.keySet()));
    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.UNKNOWN, Entry.Kind.DONE), kinds());
    assertEquals(1, loss.count());
  }

  @Test
  void takes_nothing_that_a_stranger_made_under_that_name_for_its_own() {
    engine.next = SmallEngine.Next.NEVER_ARRIVES;
    engine.container("stranger", "running").name = "web";

    assertThrows(
        EngineException.class,
        () -> gateway().step("create web-1").createContainer("web", Map.of("Labels", MARKS)));
    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.UNKNOWN, Entry.Kind.FAILED), kinds());
  }

  @Test
  void knows_a_volume_that_was_there_already_by_the_marks_that_it_lacks() {
    engine.volumes.put("orders", Map.of());

    assertThrows(
        EngineException.class,
        () -> gateway().step("create volume").createVolume("orders", Map.of("Labels", MARKS)));
    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.FAILED), kinds());
  }

  @Test
  void waits_for_an_engine_that_went_away_and_asks_it_then() {
    engine.container("db", "running");
    JournalledGateway gateway = gateway();
    engine.beforeCall = () -> engine.away = 2;
    engine.next = SmallEngine.Next.IS_DONE_AND_ITS_ANSWER_LOST;

    gateway.step("remove db-1").removeContainer("db");

    assertEquals(
        List.of(Entry.Kind.IMPACT, Entry.Kind.INTENT, Entry.Kind.UNKNOWN, Entry.Kind.DONE),
        kinds());
  }

  @Test
  void leaves_open_what_became_of_a_call_where_the_engine_does_not_come_back() {
    engine.container("db", "running");
    JournalledGateway gateway = gateway();
    engine.beforeCall = () -> engine.away = 1000;
    engine.next = SmallEngine.Next.NEVER_ARRIVES;

    assertThrows(EngineException.class, () -> gateway.step("start db-1").kill("db"));

    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.UNKNOWN, Entry.Kind.FAILED), kinds());
    assertEquals(List.of("kill db"), engine.calls);
  }

  @Test
  void does_not_believe_what_it_cannot_see() {
    engine.container("db", "running");
    engine.next = SmallEngine.Next.IS_SAID_TO_BE_DONE;

    EngineException lied =
        assertThrows(EngineException.class, () -> gateway().step("hold").pause("db"));

    assertTrue(lied.getMessage().contains("it is not paused"), lied.getMessage());
    assertEquals(List.of(Entry.Kind.INTENT, Entry.Kind.FAILED), kinds());
  }

  @Test
  void destroys_nothing_more_once_the_journal_is_broken_and_lets_the_recovery_go_on() {
    engine.container("db", "running");
    engine.container("web", "running");
    JournalledGateway gateway = gateway();
    gateway.step("remove db-1").removeContainer("db");
    journal.close();
    engine.beforeCall = () -> {};

    assertThrows(
        IllegalStateException.class, () -> gateway.step("remove web-1").removeContainer("web"));
    gateway.step("start web-1").start("web");

    assertEquals(List.of("removeContainer db", "start web"), engine.calls);
    assertEquals(1, told.size(), "told once");
    assertEquals(told, record().deviations());
  }

  @Test
  void lifts_a_hold_though_no_line_can_be_written() {
    engine.container("db", "paused");
    JournalledGateway gateway = gateway();
    journal.close();
    engine.beforeCall = () -> {};

    gateway.step(JournalledGateway.LIFT_THE_HOLD).unpause("db");

    assertEquals(List.of("unpause db"), engine.calls);
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
            "0",
            null));
  }

  @Test
  void writes_a_refused_call_down_without_the_secrets_in_its_reason() {
    engine.container("db", "exited");
    engine.next = SmallEngine.Next.IS_REFUSED;
    engine.refusal = new EngineException("start db", "invalid environment hunter22", 400, null);

    assertThrows(EngineException.class, () -> gateway().step("start db-1").start("db"));

    Entry last = entries().get(1);
    assertEquals(Entry.Kind.FAILED, last.kind());
    assertEquals(
        "tried to start db but failed because: invalid environment [secret]",
        last.facts().get("why"));
  }

  @Test
  void marks_the_impact_once_and_before_the_first_destructive_call() {
    JournalledGateway gateway = gateway();
    engine.container("db", "running");
    engine.container("web", "running");
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
    engine.container("db", "running");
    journal.close();

    assertThrows(RuntimeException.class, () -> gateway.step("remove db-1").removeContainer("db"));

    assertEquals(List.of(), onDiskAtCall);
    assertFalse(recorder.hasImpact(), "nothing was destroyed");
  }

  @Test
  void writes_no_argument_of_a_command_down_that_could_hold_a_secret() {
    gateway()
        .commands("rebuild", "r1")
        .run(Command.of(Duration.ofSeconds(1), "docker", "compose", "-f", "a", "up", "hunter22"));

    assertEquals(List.of("INTENT docker compose -f a", "DONE docker compose -f a"), written());
    assertEquals(List.of("INTENT docker compose -f a"), onDiskAtCall.get(0));
    assertEquals(Map.of(JournalledGateway.COMMAND_OF, "r1"), commanded.get(0).environment());
  }

  @Test
  void passes_a_fail_point_before_each_call_and_after_it() {
    List<String> passed = new ArrayList<>();
    journal.close();
    journal = Journal.create(folder.resolve("failing"), "r1", clock, passed::add);

    engine.container("db", "exited");
    gateway().step("start db-1").start("db");

    assertEquals(
        List.of("engine.start.before", "engine.start.after"),
        passed.stream().filter(point -> point.startsWith("engine.")).toList());
  }

  @Test
  void an_answer_that_a_fail_point_loses_is_no_answer_and_the_engine_is_asked() {
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
    engine.container("db", "exited");

    gateway().step("start db-1").start("db");

    assertEquals(List.of("start db"), engine.calls);
    assertEquals(1, loss.count());
  }
}
