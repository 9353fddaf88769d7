package dev.coppice.cli;

import dev.coppice.journal.FailPoints;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class Common {

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the causes of what fails.")
  boolean verbose;

  @Option(
      names = "--no-color",
      description = "Plain text without colours; so does the variable NO_COLOR.")
  boolean noColor;

  @Option(
      names = "--fail-points",
      hidden = true,
      description = "For tests: fail where the environment says so.")
  boolean failPoints;

  /** Those that a test has armed; without the flag the environment is not looked at. */
  FailPoints failPoints() {
    return failPoints ? ArmedFailPoints.of(Workbench.environment()) : FailPoints.NONE;
  }
}
