package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.StepResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the services came back: pulls, created, started, ready, restores, on one axis. */
final class Timeline {

  /** Pulls beyond the longest ones share a row, so that a large stack stays readable. */
  private static final int PULLS_SHOWN = 6;

  private final Axis axis;

  private Timeline(Axis axis) {
    this.axis = axis;
  }

  static Chart of(Evidence evidence, Moments moments) {
    Axis axis = moments.axis();
    Timeline timeline = new Timeline(axis);
    List<Chart.Row> rows = new ArrayList<>(timeline.pulls(steps(evidence, "pull")));
    evidence.services().stream()
        .sorted(Comparator.comparingDouble(Timeline::order))
        .forEach(service -> rows.add(timeline.service(service)));
    steps(evidence, "restore").forEach(step -> rows.add(timeline.step(step, "restore")));
    return new Chart(
        "services-chart",
        "Timeline of the services",
        Amount.count(evidence.services().size(), "service")
            + " on the axis of time after impact; ◆ marks the critical path.",
        axis.ticks(),
        moments.marks(axis),
        List.of(
            new Chart.Legend("pull", "image pulled"),
            new Chart.Legend("create", "created, not yet started"),
            new Chart.Legend("grow", "started, not yet ready"),
            new Chart.Legend("stand", "ready"),
            new Chart.Legend("restore", "data restored")),
        rows);
  }

  private static List<StepResult> steps(Evidence evidence, String verb) {
    return evidence.steps().stream()
        .filter(step -> step.verb().toLowerCase(Locale.ROOT).equals(verb))
        .sorted(Comparator.comparingDouble(StepResult::startMs))
        .toList();
  }

  private List<Chart.Row> pulls(List<StepResult> pulls) {
    List<StepResult> shown =
        pulls.stream()
            .sorted(Comparator.comparingDouble(StepResult::ms).reversed())
            .limit(PULLS_SHOWN)
            .sorted(Comparator.comparingDouble(StepResult::startMs))
            .toList();
    List<StepResult> rest = pulls.stream().filter(pull -> !shown.contains(pull)).toList();
    List<Chart.Row> rows = new ArrayList<>();
    shown.forEach(pull -> rows.add(step(pull, "pull")));
    if (!rest.isEmpty()) {
      String name = rest.size() + " shorter pulls";
      double end = rest.stream().mapToDouble(s -> s.startMs() + s.ms()).max().orElse(0);
      boolean critical = rest.stream().anyMatch(StepResult::onCriticalPath);
      List<Chart.Bar> bars = rest.stream().map(s -> bar(s, "pull")).toList();
      String says = name + ": the last ended at " + Amount.after(end);
      rows.add(new Chart.Row(name, null, says, critical, bars, Amount.after(end)));
    }
    return rows;
  }

  private Chart.Row step(StepResult step, String kind) {
    double end = step.startMs() + step.ms();
    boolean failed = Failure.isFailed(step);
    String name = kind + " " + bare(step.object());
    String says =
        kind
            + " "
            + ShortId.of(step.object())
            + ": from "
            + Amount.after(step.startMs())
            + " to "
            + Amount.after(end)
            + ", took "
            + Amount.ms(step.ms())
            + (failed ? "; it failed" : "");
    return new Chart.Row(
        name,
        failed ? "failed" : null,
        says,
        step.onCriticalPath(),
        List.of(bar(step, failed ? "fail" : kind)),
        Amount.after(end));
  }

  /** A reference without registry, folders and digest: a chart has little room for names. */
  private static String bare(String reference) {
    String named = reference.replaceFirst("(?<=.)@.*", "");
    return named.substring(named.lastIndexOf('/') + 1);
  }

  private Chart.Row service(ServiceResult service) {
    List<Chart.Bar> bars = new ArrayList<>();
    double last = axis.toMs();
    if (!service.lost()) {
      bars.add(new Chart.Bar(0, 100, "stand"));
    }
    stretch(bars, service.createdMs(), service.startedMs(), last, "create");
    stretch(bars, service.startedMs(), service.readyMs(), last, "grow");
    if (service.lost() && service.readyMs() != null && !service.oneShot()) {
      stretch(bars, service.readyMs(), last, last, "stand");
    }
    return new Chart.Row(
        service.name(),
        note(service),
        says(service),
        service.onCriticalPath(),
        bars,
        service.readyMs() != null
            ? Amount.after(service.readyMs())
            : service.lost() ? "not ready" : "untouched");
  }

  private static @Nullable String note(ServiceResult service) {
    int replicas = Math.max(service.before().size(), service.after().size());
    if (service.oneShot()) {
      return "one-shot";
    }
    return replicas > 1 ? "\u00d7" + replicas : null;
  }

  private static String says(ServiceResult service) {
    if (!service.lost() && service.readyMs() == null) {
      return service.name() + ": was not lost";
    }
    return service.name()
        + ": created "
        + seen(service.createdMs())
        + ", started "
        + seen(service.startedMs())
        + ", ready "
        + seen(service.readyMs())
        + (service.onCriticalPath() ? "; on the critical path" : "");
  }

  private static String seen(@Nullable Double at) {
    return at == null ? "not seen" : Amount.after(at);
  }

  /** A stretch that began and whose end was not seen runs to the end of the axis. */
  private void stretch(
      List<Chart.Bar> bars, @Nullable Double from, @Nullable Double to, double last, String kind) {
    if (from != null) {
      double end = to == null ? last : to;
      String shown = to == null ? "unended" : kind;
      bars.add(new Chart.Bar(axis.x(from), axis.width(from, end), shown));
    }
  }

  private Chart.Bar bar(StepResult step, String kind) {
    double end = step.startMs() + step.ms();
    return new Chart.Bar(axis.x(step.startMs()), axis.width(step.startMs(), end), kind);
  }

  private static double order(ServiceResult service) {
    Double first = service.createdMs() != null ? service.createdMs() : service.startedMs();
    return first == null ? Double.MAX_VALUE : first;
  }
}
