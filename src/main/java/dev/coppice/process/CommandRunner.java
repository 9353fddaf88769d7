package dev.coppice.process;

/** Runs external commands; a test hands in its own and sees exactly what would have been run. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Runs a command to its end.
   *
   * @throws java.io.UncheckedIOException where the program cannot be started at all
   */
  Result run(Command command);

  /**
   * Ends commands that outlived the process that started them and carry a variable with that value.
   *
   * @return how many there were
   */
  default int endLeftovers(String variable, String value) {
    return Leftovers.end(variable, value);
  }

  /**
   * How a command ended.
   *
   * @param exitCode -1 where it was killed at its timeout
   * @param stdout at most {@link #MAX_BYTES}, empty where it went to a file
   * @param stderr at most {@link #MAX_BYTES}, from the end
   */
  record Result(int exitCode, String stdout, String stderr, boolean timedOut) {

    public boolean succeeded() {
      return exitCode == 0 && !timedOut;
    }
  }

  /** How much of each stream is kept: 16 MiB, enough for the canonical form of large projects. */
  int MAX_BYTES = 16 << 20;
}
