package dev.coppice.cli;

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
}
