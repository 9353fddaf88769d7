package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Evidence.Replica;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.StepResult;
import dev.coppice.evidence.HumanRecord;
import dev.coppice.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that the page shows and that is not in the evidence as it stands. */
public record Page(
    Summary summary,
    List<StepResult> failedSteps,
    List<Failure.Log> logs,
    Chart phases,
    Chart services,
    Chart probes,
    List<Fate> containers,
    List<Fate> images,
    List<Fate> networks,
    List<Fate> volumes,
    List<Critical> criticalPath,
    List<Stood> probesStood,
    List<RecordAppendix.Field> record,
    boolean reviewed,
    List<String> unproven) {

  /** An object before and after; {@code fate} is one word for what became of it. */
  public record Fate(
      String owner, @Nullable String before, @Nullable String after, String fate, String tone) {}

  /** A link of the critical path; without times where no step has this id. */
  public record Critical(String what, @Nullable Double startMs, @Nullable Double ms) {}

  /** A probe and how it stands. */
  public record Stood(ProbeResult probe, Outcome outcome, String reason) {}

  /**
   * The page of a run.
   *
   * @param review what people added later, null where nothing was
   */
  static Page of(Evidence evidence, Map<String, String> logs, @Nullable HumanRecord review) {
    Moments moments = new Moments(evidence);
    return new Page(
        Summary.of(evidence),
        Failure.steps(evidence),
        Failure.logs(evidence, logs),
        PhaseChart.of(evidence),
        Timeline.of(evidence, moments),
        Availability.of(evidence, moments),
        evidence.services().stream().flatMap(service -> containers(service).stream()).toList(),
        evidence.images().stream().map(o -> image(o.name(), o.before(), o.after())).toList(),
        evidence.networks().stream().map(o -> fate(o.name(), o.before(), o.after())).toList(),
        evidence.volumes().stream().map(o -> fate(o.name(), o.before(), o.after())).toList(),
        evidence.criticalPath().stream().map(id -> critical(evidence, id)).toList(),
        evidence.probes().stream().map(probe -> stood(probe, evidence)).toList(),
        RecordAppendix.of(evidence, review),
        review != null,
        unproven(evidence));
  }

  private static List<Fate> containers(ServiceResult service) {
    List<Fate> fates = new ArrayList<>();
    int most = Math.max(service.before().size(), service.after().size());
    for (int i = 0; i < most; i++) {
      fates.add(
          fate(service.name(), container(service.before(), i), container(service.after(), i)));
    }
    return fates;
  }

  private static @Nullable String container(List<Replica> replicas, int index) {
    return index < replicas.size() ? replicas.get(index).container() : null;
  }

  private static Fate fate(String owner, @Nullable String before, @Nullable String after) {
    if (after == null) {
      return new Fate(owner, before, null, before == null ? "not there" : "missing", "bad");
    }
    boolean same = Objects.equals(before, after);
    String fate = same ? "the same" : before == null ? "made" : "made anew";
    return new Fate(owner, before, after, fate, same ? "calm" : "good");
  }

  /** An image comes back as the same one, where other objects come back as new ones. */
  private static Fate image(String name, @Nullable String before, @Nullable String after) {
    if (before != null && after != null) {
      return before.equals(after)
          ? new Fate(name, before, after, "the same digest", "good")
          : new Fate(name, before, after, "another digest", "bad");
    }
    return fate(name, before, after);
  }

  private static Critical critical(Evidence evidence, String id) {
    return evidence.steps().stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .map(step -> new Critical(id, step.startMs(), step.ms()))
        .orElseGet(() -> new Critical(id, null, null));
  }

  private static Stood stood(ProbeResult probe, Evidence evidence) {
    Standing standing = Standing.of(probe, evidence);
    return new Stood(probe, standing.outcome(), standing.reason());
  }

  /** What no run of this tool proves comes after what this run in particular does not. */
  private static List<String> unproven(Evidence evidence) {
    List<String> sentences = new ArrayList<>(evidence.unproven());
    if (evidence.impactAt() == null) {
      sentences.add("The run ended before impact: whether the stack can grow back was not tried.");
      return List.copyOf(sentences);
    }
    sentences.add(
        "The time that people need to notice and to decide is not in the RTA: it counts from "
            + (evidence.command().equals("recover") ? "the command." : "the impact."));
    sentences.add(
        "The stack was rebuilt on the same engine, "
            + evidence.engine().name()
            + ": the loss of the host, its network or its registry was not rehearsed.");
    sentences.add(
        "The stack was rebuilt by "
            + evidence.rebuild()
            + ": another way of rebuilding takes its own time and has its own faults.");
    return List.copyOf(sentences);
  }
}
