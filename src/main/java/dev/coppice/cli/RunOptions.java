package dev.coppice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      description = "Consent where there is no terminal: the project and the engine's own name.")
  @Nullable String confirm;

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
}
