package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.HaltFile;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.RefusedException;
import dev.coppice.journal.Holder;
import dev.coppice.journal.State;
import dev.coppice.plan.Obstacle;
import dev.coppice.time.Time;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a run that goes on in another shell to stop. */
@Command(
    name = "halt",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a running drill to stop.",
      "Before impact it ends with everything as it was; after it no further disaster step begins,"
          + " and the stack is brought back."
    })
final class HaltCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "The run's id; not needed where only one goes on.")
  @Nullable String id;

  @Override
  public Integer call() {
    State state = Workbench.state();
    String wanted = id;
    List<PastRun> going = wanted == null ? going(state) : List.of(named(state, wanted));
    if (going.isEmpty()) {
      return said("Nothing to halt: no run goes on here.");
    }
    if (going.size() > 1) {
      throw new RefusedException(
          going.stream()
              .map(
                  run ->
                      new Obstacle(
                          "run %s of stack %s goes on".formatted(run.id(), run.fact("project")),
                          "coppice halt " + run.id()))
              .toList());
    }
    PastRun run = going.get(0);
    if (run.isOver()) {
      return said("Nothing to halt: run %s is over.".formatted(run.id()));
    }
    if (isDead(run)) {
      return said(
          "Nothing to halt: run %s goes on no more. Finish it: coppice resume %s"
              .formatted(run.id(), run.id()));
    }
    HaltFile.of(state, run.id()).ask(by());
    return said(
        run.impact().isEmpty()
            ? "Run %s is asked to stop: before its impact everything will be as it was."
                .formatted(run.id())
            : "Run %s is past its impact: nothing more is destroyed, and the stack is brought back."
                .formatted(run.id()));
  }

  private static List<PastRun> going(State state) {
    return PastRun.unfinished(state).stream().filter(run -> !isDead(run)).toList();
  }

  private static boolean isDead(PastRun run) {
    return run.holder().map(Holder::life).filter(life -> life == Holder.Life.ENDED).isPresent();
  }

  private PastRun named(State state, String wanted) {
    return PastRun.read(state, wanted)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "no run " + wanted + " is known on this machine"));
  }

  private static String by() {
    Holder me = Holder.here("none", Time.SYSTEM.wall());
    return "`coppice halt` of %s@%s".formatted(me.user(), me.host());
  }

  private int said(String words) {
    spec.commandLine().getOut().println(words);
    return ExitCode.OK;
  }
}
