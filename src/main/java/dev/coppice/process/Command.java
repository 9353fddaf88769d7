package dev.coppice.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An external command, run without a shell.
 *
 * @param folder where it runs, null for the current one
 * @param environment added to (and outranking) that of this process
 * @param input the file that is its standard input, null for none
 * @param output the file that gets its standard output, null to keep it in memory
 * @param timeout for the whole run; past it the command is killed with its children
 */
public record Command(
    List<String> argv,
    @Nullable Path folder,
    Map<String, String> environment,
    @Nullable Path input,
    @Nullable Path output,
    Duration timeout) {

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  public static Command of(Duration timeout, String... argv) {
    return new Command(List.of(argv), null, Map.of(), null, null, timeout);
  }

  public Command with(Map<String, String> environment) {
    return new Command(argv, folder, environment, input, output, timeout);
  }

  public Command in(Path folder) {
    return new Command(argv, folder, environment, input, output, timeout);
  }

  public Command reading(Path input) {
    return new Command(argv, folder, environment, input, output, timeout);
  }

  public Command writing(Path output) {
    return new Command(argv, folder, environment, input, output, timeout);
  }
}
