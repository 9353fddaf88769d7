package dev.coppice.cli;

import java.io.FileDescriptor;
import java.time.Duration;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {

  /** How long a reader may take at the end of a run; whoever pages through a plan takes hours. */
  private static final Duration AFTER_A_RUN = Duration.ofSeconds(5);

  private static final Duration OTHERWISE = Duration.ofDays(1);

  private Main() {}

  public static void main(String[] args) {
    // Read once, when the first HTTP client of this process is made, whoever makes it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection,host");
    Outlet out = Outlet.of(FileDescriptor.out);
    Outlet err = Outlet.of(FileDescriptor.err);
    System.setOut(out.printed());
    System.setErr(err.printed());
    Signals signals = new Signals(out::neverWaits, err::neverWaits);
    int exit = execute(signals, args);
    System.out.flush();
    System.err.flush();
    Duration patience = signals.areHeard() ? AFTER_A_RUN : OTHERWISE;
    err.drain(patience);
    out.drain(patience);
    signals.over(exit);
    System.exit(exit);
  }

  static int execute(Signals signals, String... args) {
    return commandLine(signals, args).execute(args);
  }

  /** Understands these arguments, and all others where none are given. */
  static CommandLine commandLine(Signals signals, String... args) {
    CommandLine line = new CommandLine(new CoppiceCommand(signals));
    CoppiceCommand.commandsFor(args).forEach(line::addSubcommand);
    Failures failures = new Failures();
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
