package dev.coppice.plan;

import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.ImageSource;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as people read it. */
public final class PlanText {

  /** Characters; one longer cell does not push all others to the right. */
  private static final int WIDEST = 48;

  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

  private PlanText() {}

  /** The whole plan: what will be lost, how it comes back, and each step with its cause. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Plan of %s for %s, rebuild: %s%n"
            .formatted(
                plan.command() + (plan.undoes() == null ? "" : " " + plan.undoes()),
                plan.target(),
                plan.rebuild()));
    text.append(
        "engine %s at %s, root folder %s%n"
            .formatted(plan.engine().version(), plan.engine().endpoint(), plan.engine().rootDir()));
    section(text, "Lost" + counted(plan), plan.losses().stream().map(PlanText::loss));
    section(text, "Way back of each volume", plan.wayBack().stream().map(way -> way(plan, way)));
    section(text, "What the rescue copies are for", copyUse(plan));
    section(text, "Left in place by the disaster", plan.leftInPlace().stream().map(List::of));
    section(text, "Images", plan.images().stream().map(PlanText::image));
    section(text, "Services", plan.services().stream().map(PlanText::service));
    section(text, "Gates", gates(plan));
    section(text, "Steady state", steadyState(plan));
    section(text, "Probes", plan.probes().stream().map(PlanText::probe));
    section(
        text,
        "Services that nothing asks",
        Reach.untouched(plan).stream().map(service -> untouched(plan, service)));
    section(
        text,
        "Backups, tried before anything is lost",
        plan.trials().stream().map(PlanText::trial));
    section(text, "Facts, the same before and after", plan.facts().stream().map(PlanText::fact));
    section(text, "Ledger", ledger(plan.ledger()));
    section(text, "Objectives", plan.objectives().stream().map(PlanText::objective));
    for (Phase phase : Phase.values()) {
      section(text, "Steps of " + phase.word(), plan.steps(phase).map(PlanText::step));
    }
    section(
        text,
        "Conditions that do not apply",
        plan.inapplicable().entrySet().stream()
            .map(entry -> List.of(entry.getKey() + "", entry.getValue())));
    return text.toString();
  }

  /** Lines of cells below a title; each column is as wide as its widest cell, within reason. */
  private static void section(StringBuilder text, String title, Stream<List<String>> lines) {
    List<List<String>> rows = lines.toList();
    if (rows.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append("  ").append(padded(row.get(column), width(rows, column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .filter(width -> width <= WIDEST)
        .max()
        .orElse(0);
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(width - cell.length(), 0));
  }

  private static String counted(Plan plan) {
    return Arrays.stream(Loss.Kind.values())
        .filter(kind -> plan.losses(kind).findAny().isPresent())
        .map(
            kind -> {
              long count = plan.losses(kind).count();
              return count + " " + kind + (count == 1 ? "" : "s");
            })
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private static List<String> loss(Loss loss) {
    String identity = loss.kind() == Loss.Kind.VOLUME ? "" : Identity.abbreviated(loss.identity());
    return List.of(
        loss.kind() + "", shortened(loss.name()), identity, loss.fate() + "", loss.why());
  }

  private static List<String> way(Plan plan, WayBack way) {
    String back =
        switch (way.way()) {
          case RESTORED -> "restored from backup " + way.backup();
          case MAY_BE_EMPTY -> "may come back empty";
          case KEPT -> "its data is kept";
          case PUT_BACK -> "put back from the rescue copy of run " + way.from();
        };
    return List.of(way.name(), back, rescue(plan, way));
  }

  private static Stream<List<String>> copyUse(Plan plan) {
    boolean drill = plan.command().equals("run");
    String none = "does not apply: a " + plan.command() + " has no rescue copies of its disaster";
    Stream.Builder<List<String>> lines = Stream.builder();
    Long maxDowntime = plan.copyUse().maxDowntimeMs();
    if (maxDowntime != null) {
      lines.add(
          List.of(
              "max-downtime",
              drill
                  ? "after %s without steady state: the stack is raised from the rescue copies"
                      .formatted(seconds(maxDowntime))
                  : none));
    }
    if (plan.copyUse().putBack()) {
      lines.add(
          List.of(
              "afterwards",
              !drill
                  ? none
                  : plan.putsBackAfterwards()
                      ? "after the verdict their data is put back: containers and volumes are made"
                          + " anew once more"
                      : "nothing is put back: no named volume is copied"));
    }
    return lines.build();
  }

  private static String rescue(Plan plan, WayBack way) {
    if (way.way() == WayBack.Way.KEPT) {
      return "";
    }
    if (way.rescued()) {
      return way.way() == WayBack.Way.PUT_BACK
          ? "what is in it now is copied first"
          : way.name().contains(":")
              ? "a rescue copy is made first, to look into: no undo puts it back"
              : "a rescue copy is made first";
    }
    boolean lost =
        plan.losses(Loss.Kind.VOLUME).anyMatch(loss -> loss.identity().equals(way.volume()));
    if (!lost) {
      return "no rescue copy is made: nothing of it is there";
    }
    return way.way() == WayBack.Way.RESTORED
        ? "NO RESCUE COPY: what was written after the backup is lost for good"
        : "NO RESCUE COPY: all that is in it is lost for good";
  }

  /** The one place where a digest stands in full. */
  private static List<String> image(ImageSource image) {
    return List.of(
        image.reference(),
        image.pulled() ? "pulled from its registry" : "there already",
        image.digest() == null ? "not pinned" : image.digest());
  }

  private static List<String> service(ExpectedService service) {
    String replicas = service.replicas() + (service.replicas() == 1 ? " replica" : " replicas");
    String ready =
        service.oneShot()
            ? "ends with exit code 0"
            : service.healthCheck() ? "becomes healthy" : "runs";
    return List.of(service.name(), replicas, ready, after(service.waitsFor()));
  }

  /** Whose word opens what waits for a service to be healthy. */
  private static Stream<List<String>> gates(Plan plan) {
    return plan.steps(Phase.REBUILD)
        .map(step -> step.settings().get(Step.GATE))
        .filter(Objects::nonNull)
        .distinct()
        .map(
            gate ->
                List.of(
                    gate,
                    gate.equals("eager")
                        ? "a service is healthy when its own health command, run by Coppice, or the"
                            + " engine says so first"
                        : "a service is healthy when the engine says so"));
  }

  private static List<String> probe(Plan.PlannedProbe probe) {
    return List.of(
        probe.name(),
        probe.asks(),
        probe.survives() ? "must never fail" : "must fail while the stack is gone",
        probe.latency().entrySet().stream()
            .map(target -> target.getKey() + " within " + target.getValue() + " ms")
            .collect(Collectors.joining(", ")));
  }

  private static List<String> untouched(Plan plan, ExpectedService service) {
    return List.of(
        service.name(),
        plan.demands().strict()
            ? "WARNING: `strict` makes the run INCONCLUSIVE, for no probe, fact or ledger depends"
                + " on it"
            : "listed as unproven, for no probe, fact or ledger depends on it");
  }

  private static Stream<List<String>> steadyState(Plan plan) {
    Stream.Builder<List<String>> lines = Stream.builder();
    lines.add(
        List.of(
            "stable-for",
            "every probe passes for " + seconds(plan.stableForMs()) + " without a break"));
    Double maxSlowdown = plan.demands().maxSlowdown();
    if (maxSlowdown != null) {
      lines.add(
          List.of(
              "max-slowdown",
              Plan.Demands.comparesWithBaseline(plan.command())
                  ? "half of a probe's answers take at most %s times as long as before"
                      .formatted(maxSlowdown)
                  : "does not apply: a " + plan.command() + " has no baseline to compare with"));
    }
    return lines.build();
  }

  private static List<String> trial(Plan.PlannedTrial trial) {
    return List.of(
        trial.backup(),
        trial.notTried() == null
            ? "restored into a container of its own and asked: " + String.join(", ", trial.facts())
            : "not tried: " + trial.notTried());
  }

  private static List<String> fact(Plan.PlannedFact fact) {
    return List.of(
        fact.name(),
        fact.asks(),
        fact.tolerance() == null ? "the same" : "within " + fact.tolerance());
  }

  private static Stream<List<String>> ledger(Plan.@Nullable PlannedLedger ledger) {
    return ledger == null
        ? Stream.of()
        : Stream.of(
            List.of("written", ledger.writes(), "every " + ledger.everyMs() + " ms until the hold"),
            List.of("read", ledger.reads(), "each write once, after recovery"));
  }

  private static List<String> objective(Plan.Objective objective) {
    return List.of(objective.name(), seconds(objective.targetMs()));
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }

  private static List<String> step(Step step) {
    return List.of(shortened(step.id()), step.cause(), after(step.waitsFor()));
  }

  private static String after(List<String> others) {
    return others.isEmpty() ? "" : "after " + shortened(String.join(", ", others));
  }

  /** Digests cut to twelve digits: enough to find the full one among the images. */
  private static String shortened(String text) {
    return DIGEST.matcher(text).replaceAll("$1");
  }
}
