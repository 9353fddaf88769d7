package dev.coppice.evidence;

import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Rta;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What history wants to know of a run: a few fields of {@code evidence.json}, so that thousands of
 * bundles are looked through in seconds. All that is not named here is passed over unread.
 */
public record Outline(
    String format,
    String run,
    String command,
    RunRecord.ScenarioFile scenario,
    EngineName engine,
    String project,
    RunRecord.Definition definition,
    @Nullable String sabotage,
    boolean interrupted,
    Instant startedAt,
    @Nullable Instant impactAt,
    Verdict verdict,
    List<String> reasons,
    @Nullable Rta rta,
    @Nullable Loss rpa,
    List<ObjectiveResult> objectives,
    List<Evidence.Phase> phases,
    List<Did> steps) {

  private static final String DONE = RunRecord.StepOutcome.State.DONE.toString();

  public Outline {
    Objects.requireNonNull(run, "it does not tell its `run`");
    Objects.requireNonNull(scenario, "it does not tell its `scenario`");
    Objects.requireNonNull(scenario.name(), "it does not tell its `scenario.name`");
    Objects.requireNonNull(startedAt, "it does not tell its `startedAt`");
    Objects.requireNonNull(verdict, "it does not tell its `verdict`");
    Objects.requireNonNull(command, "it does not tell its `command`");
    Objects.requireNonNull(engine, "it does not tell its `engine`");
    Objects.requireNonNull(definition, "it does not tell its `definition`");
    reasons = List.copyOf(reasons);
    objectives = List.copyOf(objectives);
    phases = List.copyOf(phases);
    steps = List.copyOf(steps);
  }

  /** The engine's own name. */
  public record EngineName(String name) {}

  /** What was lost of the ledger, without the numbers of the writes. */
  public record Loss(int lostWrites, @Nullable Double ms, int acknowledged) {}

  /** A step and what became of it. */
  public record Did(String verb, String state) {}

  /** The same with what people said about the run later. */
  public Outline reviewed(HumanRecord review) {
    HumanRecord said = scenario.record();
    return new Outline(
        format,
        run,
        command,
        new RunRecord.ScenarioFile(
            scenario.name(),
            scenario.description(),
            scenario.file(),
            scenario.sha256(),
            said == null ? review : said.with(review)),
        engine,
        project,
        definition,
        sabotage,
        interrupted,
        startedAt,
        impactAt,
        verdict,
        reasons,
        rta,
        rpa,
        objectives,
        phases,
        steps);
  }

  /** Whether the images were fetched anew: then the time is not that of a run with images. */
  public boolean isCold() {
    return steps.stream().anyMatch(did -> did.verb().equals("pull") && did.state().equals(DONE));
  }

  /** From the beginning of its first phase to the end of its last one, milliseconds. */
  public double durationMs() {
    double from = phases.stream().mapToDouble(Evidence.Phase::start).min().orElse(0);
    return phases.stream().mapToDouble(phase -> phase.start() + phase.ms()).max().orElse(from)
        - from;
  }

  /** The target of an objective, null where none was set. */
  public @Nullable Long targetMs(String objective) {
    return objectives.stream()
        .filter(one -> one.name().equals(objective))
        .map(ObjectiveResult::targetMs)
        .findFirst()
        .orElse(null);
  }

  /** {@code STACK@ENGINE}. */
  public String target() {
    return project + "@" + engine.name();
  }
}
