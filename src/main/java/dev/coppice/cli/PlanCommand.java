package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.PlanFile;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.plan.PlanText;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a drill would do, and every obstacle. It touches nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Print what a run would destroy and rebuild, and every obstacle; touches nothing.")
final class PlanCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "The plan as JSON on standard output.")
  boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the plan to a file, for `coppice run --plan FILE`.")
  @Nullable Path out;

  @Option(
      names = "--reports",
      paramLabel = "FOLDER",
      description = "Where runs leave their bundles, for `at-most-every`.",
      defaultValue = "reports")
  Path reports = Path.of("reports");

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() {
    try (Workbench bench = Workbench.open(file)) {
      bench.tellsNoSecrets(spec);
      Prepared prepared = bench.preparation().drill();
      Plan plan = prepared.plan();
      PrintWriter text = spec.commandLine().getOut();
      Redaction redaction = bench.redaction();
      text.print(json ? Json.pretty(plan, redaction) : redaction.clean(PlanText.of(plan)));
      text.flush();
      List<Obstacle> obstacles = new ArrayList<>(prepared.obstacles());
      obstacles.addAll(Timing.obstacles(bench.scenario(), reports, Time.SYSTEM.wall()));
      if (!obstacles.isEmpty()) {
        throw new RefusedException(obstacles);
      }
      if (out != null) {
        PlanFile.write(out, plan, redaction);
      }
      return ExitCode.OK;
    }
  }
}
