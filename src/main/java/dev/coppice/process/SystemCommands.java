package dev.coppice.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs external commands on this machine. */
public final class SystemCommands implements CommandRunner {

  private static final Path NOTHING = Path.of("/dev/null");

  private final Duration stragglers;

  public SystemCommands() {
    this(Duration.ofSeconds(2));
  }

  /**
   * @param stragglers how long the end of the output is waited for after the command's own end: a
   *     child left behind may hold the pipes open for ever
   */
  SystemCommands(Duration stragglers) {
    this.stragglers = stragglers;
  }

  @Override
  public Result run(Command command) {
    Process process = started(command);
    Drain stdout = command.output() == null ? Drain.first(process.getInputStream()) : null;
    Drain stderr = Drain.last(process.getErrorStream());
    boolean ended = false;
    String note = "";
    try {
      ended = process.waitFor(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      note = "interrupted";
    }
    if (!ended) {
      kill(process);
    }
    long patience = System.nanoTime() + stragglers.toNanos();
    Result result =
        new Result(
            ended ? process.exitValue() : -1,
            stdout == null ? "" : stdout.text(patience),
            stderr.text(patience) + note,
            !ended && note.isEmpty());
    if (!note.isEmpty()) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private static Process started(Command command) {
    ProcessBuilder builder = new ProcessBuilder(Detached.of(command.argv()));
    builder.environment().keySet().removeAll(Withheld.NAMES);
    builder.environment().putAll(command.environment());
    builder.directory(file(command.folder()));
    builder.redirectInput((command.input() == null ? NOTHING : command.input()).toFile());
    if (command.output() != null) {
      builder.redirectOutput(command.output().toFile());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tried to run %s but failed because: %s".formatted(command.argv().get(0), e.getMessage()),
          e);
    }
  }

  private static @Nullable File file(@Nullable Path path) {
    return path == null ? null : path.toFile();
  }

  /** Children first gathered, then killed: those of a dead process are nobody's and not found. */
  private static void kill(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
