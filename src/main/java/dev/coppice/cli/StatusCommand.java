package dev.coppice.cli;

import dev.coppice.data.RescueCopies;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.PastRun;
import dev.coppice.evidence.Json;
import dev.coppice.journal.State;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what runs or is unfinished, what is kept, and what to do about each. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "What is running or unfinished on this machine, and what to do next.",
      "Tells which engine each run is on, what rescue copies are kept, and the next command for"
          + " each. It asks no engine."
    })
final class StatusCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "The same as JSON on standard output.")
  boolean json;

  @Override
  public Integer call() {
    State state = Workbench.state();
    Standing standing = Standing.of(state);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(standing));
    } else {
      tell(standing, out);
    }
    out.flush();
    if (standing.runs().stream().anyMatch(run -> run.pastImpact() && !run.running())) {
      return ExitCode.UNFINISHED;
    }
    return PastRun.damaged(state).isEmpty() ? ExitCode.OK : ExitCode.WRONG_INPUT;
  }

  private static void tell(Standing standing, PrintWriter out) {
    if (standing.runs().isEmpty()) {
      out.println("Nothing runs, and no run on this machine is unfinished.");
    }
    for (Standing.Unfinished run : standing.runs()) {
      out.printf(
          "run %s (%s) of stack %s on engine %s (%s): %s%n  since %s, last in phase %s, %s%n  next:"
              + " %s%n",
          run.run(),
          run.command(),
          run.stack(),
          run.engine(),
          run.endpoint(),
          run.running() ? "running, held by " + run.holder() : "unfinished",
          run.since(),
          run.phase(),
          run.pastImpact() ? "past its impact: users may be without the stack" : "before impact",
          run.next());
    }
    for (Standing.Kept kept : standing.copies()) {
      out.printf(
          "rescue copies of run %s: %s in %s (%s)%n  next: %s%n",
          kept.run(),
          RescueCopies.size(kept.bytes()),
          kept.folder(),
          kept.volumes().isEmpty() ? "none finished" : String.join(", ", kept.volumes()),
          kept.next());
      if (kept.awaitsPutBack()) {
        out.printf(
            "  its scenario wants this data put back after the verdict, and that was not done:"
                + " coppice undo %s%n",
            kept.run());
      }
    }
    if (!standing.copies().isEmpty()) {
      out.printf("all rescue copies hold %s%n", RescueCopies.size(standing.copiesBytes()));
    }
    standing.damaged().forEach(damaged -> out.println("damaged: " + damaged));
  }
}
