package dev.coppice.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of the commands that leave a bundle. */
final class RunOptions {

  @Option(
      names = "--reports",
      paramLabel = "FOLDER",
      description = "Where runs leave their bundles; ${DEFAULT-VALUE} otherwise.",
      defaultValue = "reports")
  Path reports = Path.of("reports");

  @Option(
      names = "--json",
      description = "The evidence on standard output, the report line on standard error.")
  boolean json;

  @Option(
      names = "--confirm",
      paramLabel = "STACK@ENGINE",
      description =
          "Consent where there is no terminal: the project and the engine's own name. On a game day"
              + " once for each of its targets.")
  List<String> confirm = List.of();

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "Write the result there for node_exporter's text files, such as x.prom.")
  @Nullable Path metrics;

  @Option(
      names = "--guardian",
      description =
          "A second process finishes the run where this one is killed; where it cannot be armed,"
              + " the run is refused. `guardian: true` in your configuration does so for every"
              + " run.")
  boolean guardian;

  @Mixin SignOptions signing = new SignOptions();

  @Option(
      names = "--no-guardian",
      hidden = true,
      description = "For the guardian itself: what ends it each time must not go on for ever.")
  boolean unguarded;

  private @Nullable String consent;

  /** All that was given. */
  List<String> given() {
    return confirm;
  }

  /** A target to which consent was given for all drills of a game day. */
  void consentTo(String target) {
    consent = target;
  }

  /** The consent to a run, null where none was given. */
  @Nullable String consent(CommandSpec spec) {
    if (consent == null && confirm.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--confirm is given %d times, and one run has one target".formatted(confirm.size()));
    }
    return consent != null ? consent : confirm.isEmpty() ? null : confirm.get(0);
  }
}
