package dev.coppice.cli;

import dev.coppice.drill.PastRun;
import dev.coppice.journal.State;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the run that a command names. */
final class Pasts {

  private Pasts() {}

  /** The run of that id; one that this machine does not know is wrong input. */
  static PastRun known(String id, State state, CommandSpec spec) {
    return (PastRun.isId(id) ? PastRun.read(state, id) : Optional.<PastRun>empty())
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no run %s is known on this machine; its journals lie in %s"
                        .formatted(id, state.root().resolve("runs"))));
  }
}
