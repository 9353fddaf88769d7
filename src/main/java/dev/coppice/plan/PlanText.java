package dev.coppice.plan;

import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.ImageSource;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Identity;
import java.util.List;

/** A plan as people read it. */
public final class PlanText {

  private PlanText() {}

  /** The whole plan, a line for each thing that will be lost, made or waited for. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("Plan of %s for %s%n".formatted(plan.command(), plan.target()));
    text.append(
        "engine %s at %s, root folder %s%n"
            .formatted(plan.engine().version(), plan.engine().endpoint(), plan.engine().rootDir()));
    section(text, "Lost", plan.losses().stream().map(PlanText::loss).toList());
    section(text, "Way back of each volume", plan.wayBack().stream().map(PlanText::way).toList());
    section(text, "Images", plan.images().stream().map(PlanText::image).toList());
    section(text, "Services", plan.services().stream().map(PlanText::service).toList());
    for (Phase phase : Phase.values()) {
      section(text, "Steps of " + phase.word(), plan.steps(phase).map(PlanText::step).toList());
    }
    section(
        text,
        "Conditions that do not apply",
        plan.inapplicable().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList());
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private static String loss(Loss loss) {
    String identity =
        loss.kind() == Loss.Kind.VOLUME ? "" : " " + Identity.abbreviated(loss.identity());
    return "%s %s%s: %s, %s".formatted(loss.kind(), loss.name(), identity, loss.fate(), loss.why());
  }

  private static String way(WayBack way) {
    String back =
        switch (way.way()) {
          case RESTORED -> "restored from backup " + way.backup();
          case MAY_BE_EMPTY -> "may come back empty";
          case KEPT -> "its data is kept";
        };
    String rescue =
        way.way() == WayBack.Way.KEPT
            ? ""
            : way.rescued() ? "; a rescue copy is made first" : "; no rescue copy is made";
    return way.name() + ": " + back + rescue;
  }

  private static String image(ImageSource image) {
    return "%s -> %s, %s"
        .formatted(
            image.reference(),
            image.digest() == null ? "not pinned" : image.digest(),
            image.pulled() ? "pulled from its registry" : "there already");
  }

  private static String service(ExpectedService service) {
    return "%s: %d %s%s%s"
        .formatted(
            service.name(),
            service.replicas(),
            service.replicas() == 1 ? "replica" : "replicas",
            service.oneShot() ? ", ends with exit code 0" : "",
            service.waitsFor().isEmpty() ? "" : ", after " + String.join(", ", service.waitsFor()));
  }

  private static String step(Step step) {
    String after = step.waitsFor().isEmpty() ? "" : ", after " + String.join(", ", step.waitsFor());
    return step.id() + ": " + step.cause() + after;
  }
}
