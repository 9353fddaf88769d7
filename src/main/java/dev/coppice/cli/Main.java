package dev.coppice.cli;

import picocli.CommandLine;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // Read once, when the first HTTP client of this process is made, whoever makes it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection,host");
    Signals signals = new Signals();
    int exit = execute(signals, args);
    signals.over(exit);
    System.exit(exit);
  }

  static int execute(Signals signals, String... args) {
    return commandLine(signals).execute(args);
  }

  static CommandLine commandLine(Signals signals) {
    CommandLine line = new CommandLine(new CoppiceCommand(signals));
    Failures failures = new Failures();
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
