package dev.coppice.cli;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeException;
import dev.coppice.compose.EngineEndpoint;
import dev.coppice.drill.Access;
import dev.coppice.drill.Halt;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.PhaseLog;
import dev.coppice.drill.Preparation;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Sabotage;
import dev.coppice.engine.DockerEngine;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.LockNote;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import dev.coppice.process.Withheld;
import dev.coppice.provision.Registry;
import dev.coppice.provision.RegistryCalls;
import dev.coppice.provision.RegistryLogins;
import dev.coppice.scenario.Loaded;
import dev.coppice.scenario.Problem;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.ScenarioChecks;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.scenario.UserConfiguration;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Stack;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A scenario on the bench: loaded, its engine reached, its stack described and checked. */
final class Workbench implements AutoCloseable {

  private final Scenario scenario;
  private final Stack stack;
  private final Access access;
  private final HashKey key;
  private final PhaseLog phases;
  private final DockerEngine engine;

  private Workbench(
      Scenario scenario,
      Stack stack,
      Access access,
      HashKey key,
      PhaseLog phases,
      DockerEngine engine) {
    this.scenario = scenario;
    this.stack = stack;
    this.access = access;
    this.key = key;
    this.phases = phases;
    this.engine = engine;
  }

  /** What the environment says, except what nothing but signing may know. */
  static Map<String, String> environment() {
    return Withheld.without(System.getenv());
  }

  static State state() {
    return State.of(environment());
  }

  /**
   * Lays out a scenario.
   *
   * @throws ScenarioException where it is wrong, or does not fit its stack
   */
  static Workbench open(Path file) {
    return open(file, FailPoints.NONE);
  }

  /** The same where a test lets runs fail. */
  static Workbench open(Path file, FailPoints failPoints) {
    PhaseLog phases = new PhaseLog(Time.SYSTEM);
    Loaded loaded = phases.time(Phase.LOAD, () -> Reading.load(file, environment()));
    Scenario.EngineChoice choice = loaded.scenario().engine();
    String endpoint =
        EngineEndpoint.resolve(
            choice == null ? null : choice.endpoint(), environment(), new SystemCommands());
    return open(loaded, endpoint, HashKey.fresh(), phases, failPoints);
  }

  /** Lays out a scenario on the very engine of an earlier run. */
  static Workbench open(Path file, String endpoint, HashKey key, FailPoints failPoints) {
    return open(
        Reading.load(file, environment()), endpoint, key, new PhaseLog(Time.SYSTEM), failPoints);
  }

  private static Workbench open(
      Loaded loaded, String endpoint, HashKey key, PhaseLog phases, FailPoints failPoints) {
    CommandRunner commands = new SystemCommands();
    DockerEngine engine = DockerEngine.connect(endpoint, key::hash);
    try {
      Compose compose = Compose.find(commands, endpoint);
      Access access =
          new Access(
              FailingReads.of(engine, failPoints),
              engine,
              compose,
              commands,
              Workbench::unpullable,
              Time.SYSTEM,
              state(),
              environment(),
              failPoints);
      Stack stack =
          phases.time(Phase.DESCRIBE, () -> Preparation.describe(access, loaded.scenario()));
      List<Problem> problems = ScenarioChecks.against(loaded, stack);
      if (!problems.isEmpty()) {
        throw new ScenarioException(problems);
      }
      return new Workbench(loaded.scenario(), stack, access, key, phases, engine);
    } catch (ComposeException e) {
      engine.close();
      // Its words may repeat what stands in the files.
      throw e.with(
          Secrets.early(loaded.scenario().stack(), loaded.scenario().secrets(), environment())
              .clean(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Asks the registries with the logins of this user. */
  private static List<Obstacle> unpullable(List<String> pinned, String architecture)
      throws InterruptedException {
    return new Registry(new RegistryCalls(logins()), architecture).obstacles(pinned);
  }

  private static RegistryLogins logins() {
    String config = environment().get("DOCKER_CONFIG");
    return RegistryLogins.read(
        config == null ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(config));
  }

  Scenario scenario() {
    return scenario;
  }

  Stack stack() {
    return stack;
  }

  Access access() {
    return access;
  }

  HashKey key() {
    return key;
  }

  PhaseLog phases() {
    return phases;
  }

  /** A run with a name, a journal and the lock on the engine. */
  Opened opened(RunClock clock, String command, RunLock held, Halt halt) {
    Opened opened = Opened.open(access, scenario, stack, clock, key, command, halt);
    held.isOf(opened.id());
    return opened;
  }

  /** The same for the undo of a run. */
  Opened openedUndo(PastRun undone, RunClock clock, RunLock held, Halt halt) {
    Opened opened = Opened.undo(undone, access, scenario, stack, clock, key, halt);
    held.isOf(opened.id());
    return opened;
  }

  /** The same bench for one more run: another sabotage, and what of the scenario that needs. */
  Workbench anew(Scenario other, Sabotage sabotage) {
    return new Workbench(
        other, stack, access.sabotaged(sabotage), key, new PhaseLog(Time.SYSTEM), engine);
  }

  Preparation preparation() {
    UserConfiguration configuration = UserConfiguration.read(UserConfiguration.path(environment()));
    return new Preparation(access, scenario, stack, configuration, phases);
  }

  /** From here on the command's words on standard error hold no secret of this stack. */
  void tellsNoSecrets(CommandSpec spec) {
    CommandLine line = spec.commandLine();
    line.setErr(new CleanWriter(line.getErr(), redaction()));
  }

  Redaction redaction() {
    // All of it: what is withheld from commands must appear in no output either.
    return Secrets.redaction(scenario, stack, System.getenv(), logins().secrets());
  }

  /** What the lock on a stack of an engine is called. */
  static String lockName(String project, String engineName, String rootDir) {
    return project + "-" + Hash.sha256(engineName + "\n" + rootDir).substring(0, 12);
  }

  /** Claims this stack on this engine for one run, or refuses and says who holds it. */
  RunLock claim(String doing) {
    EngineIdentity engineIdentity = access.engine().identity();
    String name = lockName(stack.project(), engineIdentity.name(), engineIdentity.rootDir());
    Path locks = access.state().locks();
    return RunLock.take(locks, name, LockNote.begun(doing, Time.SYSTEM.wall()), Time.SYSTEM)
        .orElseThrow(
            () ->
                new RefusedException(
                    "stack %s is held by %s"
                        .formatted(stack.project(), RunLock.holder(locks, name)),
                    "wait for its end"));
  }

  @Override
  public void close() {
    engine.close();
  }
}
