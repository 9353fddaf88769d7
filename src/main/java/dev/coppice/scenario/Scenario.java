package dev.coppice.scenario;

import dev.coppice.data.LedgerQuestions;
import dev.coppice.disaster.Disaster;
import dev.coppice.evidence.HumanRecord;
import dev.coppice.evidence.Percentile;
import dev.coppice.probe.Fact;
import dev.coppice.probe.Probe;
import dev.coppice.provision.Gates;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user wrote: stack, disaster, recovery, steady state and objectives.
 *
 * @param file the scenario's own path, absolute
 * @param sha256 of the file's bytes
 * @param facts that must be the same before a drill and after it
 * @param ledger null where nothing measures what is lost
 * @param rescueNone keys of volumes of which no rescue copy is made
 * @param disposable whether the stack may be sabotaged: nobody needs it
 * @param secrets values that came through {@code ${env:…}} or {@code ${file:…}}: they appear in no
 *     output
 */
public record Scenario(
    Path file,
    String sha256,
    String name,
    @Nullable String description,
    StackFiles stack,
    @Nullable EngineChoice engine,
    List<Disaster> disaster,
    Map<String, Backup> backups,
    Recovery recovery,
    SteadyState steadyState,
    List<Fact> facts,
    @Nullable LedgerQuestions ledger,
    List<String> keeps,
    Set<String> rescueNone,
    CopyRules copyRules,
    Around around,
    boolean protect,
    boolean disposable,
    Objectives objectives,
    Set<String> secrets) {

  /** Its name and file alone: secrets must not reach a log by way of a message. */
  @Override
  public String toString() {
    return "scenario " + name + " (" + file + ")";
  }

  /** Where the definition lies; paths are absolute. */
  public record StackFiles(
      List<Path> compose, @Nullable String project, List<Path> envFiles, List<String> profiles) {}

  /**
   * The engine that the scenario insists on.
   *
   * @param name the engine's own name that must be found there, null for any
   */
  public record EngineChoice(String endpoint, @Nullable String name) {}

  /**
   * A backup file and how it is made.
   *
   * @param file absolute
   * @param make null where Coppice does not make it
   * @param maxAge null where any age will do
   */
  public record Backup(
      String name, Path file, @Nullable ServiceCommand make, @Nullable Duration maxAge) {}

  /** A command run in the container of a service. */
  public record ServiceCommand(String service, List<String> command) {}

  /**
   * How the stack comes back.
   *
   * @param rebuild a kind of way to raise a stack: native or compose
   * @param empty volumes that may come back empty, as KEY or SERVICE:PATH
   * @param gates whose word opens what waits for a service to be healthy
   */
  public record Recovery(
      String rebuild, List<String> empty, List<Restore> restores, Duration timeout, Gates gates) {

    /** With the gates that this way to raise a stack has where nobody chooses. */
    public Recovery(String rebuild, List<String> empty, List<Restore> restores, Duration timeout) {
      this(rebuild, empty, restores, timeout, usualGates(rebuild));
    }

    /** Compose waits for the engine's word, whatever is wished. */
    static Gates usualGates(String rebuild) {
      return rebuild.equals("native") ? Gates.EAGER : Gates.ENGINE;
    }

    /** The same with another time. */
    public Recovery within(Duration other) {
      return new Recovery(rebuild, empty, restores, other, gates);
    }
  }

  /**
   * One way of bringing data back.
   *
   * @param brings keys of the volumes whose data this brings back
   * @param how in a running service, or in a one-off container of it
   * @param after conditions that hold first: service to condition
   * @param before services that start when it is done
   */
  public record Restore(
      String backup,
      List<String> brings,
      How how,
      ServiceCommand command,
      Map<String, dev.coppice.stack.Service.Condition> after,
      List<String> before) {

    /** Where the command runs. */
    public enum How {
      EXEC,
      RUN
    }
  }

  /**
   * What rescue copies are used for, and how long they are kept.
   *
   * @param maxDowntime counted from impact; past it the stack is raised from them, null for never
   * @param putBack whether their data is put back once the verdict is there
   * @param maxAge past it those of earlier runs are given up, null for never
   */
  public record CopyRules(
      @Nullable Duration maxDowntime, boolean putBack, @Nullable Duration maxAge) {

    public static final CopyRules NOTHING = new CopyRules(null, false, null);
  }

  /**
   * What "normal" means.
   *
   * @param maxSlowdown how many times as long as before a probe's answers may take, null for any
   * @param strict whether each service must be one that something which is asked depends on
   */
  public record SteadyState(
      Duration stableFor, List<Probe> probes, @Nullable BigDecimal maxSlowdown, boolean strict) {

    /** One that asks for nothing but passing probes. */
    public SteadyState(Duration stableFor, List<Probe> probes) {
      this(stableFor, probes, null, false);
    }

    /** The same with other probes. */
    public SteadyState asking(UnaryOperator<Probe> probe) {
      return new SteadyState(stableFor, probes.stream().map(probe).toList(), maxSlowdown, strict);
    }

    /**
     * How long all probes have to pass: {@code stable-for}, or longer where otherwise there would
     * be too few answers to say how long they take.
     */
    public Duration lasts() {
      return probes.stream()
          .flatMap(
              probe ->
                  Stream.concat(
                          probe.latency().keySet().stream(),
                          Stream.ofNullable(maxSlowdown == null ? null : Percentile.P50))
                      .map(probe::lastsFor))
          .reduce(stableFor, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
  }

  /**
   * What the user wants done around a drill.
   *
   * @param before commands that run first, each with its arguments; one that fails refuses the run
   * @param after commands that run at the end, whatever the end is
   * @param haltIf null where nothing but a signal or a person stops a run
   * @param window when a drill may begin, null for any time
   * @param atMostEvery how long after the last drill the next may begin, null for at once
   * @param record what only people can say about the test, null where it says nothing
   */
  public record Around(
      List<List<String>> before,
      List<List<String>> after,
      @Nullable HaltIf haltIf,
      @Nullable Window window,
      @Nullable Duration atMostEvery,
      @Nullable HumanRecord record) {

    public static final Around NOTHING = new Around(List.of(), List.of(), null, null, null, null);
  }

  /**
   * What is asked before every step, and stops the run where the answer is yes.
   *
   * @param command that says yes by ending with 0; empty where a question is asked
   * @param question that says yes by passing; null where a command is run
   * @param timeout for the whole exchange
   */
  public record HaltIf(List<String> command, Probe.@Nullable Question question, Duration timeout) {}

  /**
   * Targets.
   *
   * @param rpo recovery point objective, which a ledger measures
   * @param services recovery time objective of single services
   */
  public record Objectives(
      @Nullable Duration rto, @Nullable Duration rpo, Map<String, Duration> services) {}
}
