package dev.coppice.cli;

import picocli.CommandLine;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // Read once, when the first HTTP client of this process is made, whoever makes it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection,host");
    System.exit(execute(args));
  }

  static int execute(String... args) {
    CommandLine line = new CommandLine(new CoppiceCommand());
    Failures failures = new Failures();
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line.execute(args);
  }
}
