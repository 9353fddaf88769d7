package dev.coppice.faults;

import dev.coppice.cli.Again;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The tool in a process that stays, for commands that nothing strikes: most of what a command costs
 * is the start of its Java. The classes are those of the shipped jar.
 */
final class WarmTool implements AutoCloseable {

  private final Path folder;
  private final String endpoint;
  private final Path seen;
  private @Nullable Process process;
  private int commands;

  /**
   * Nothing is started yet.
   *
   * @param folder for its state, its configuration and what it says
   */
  WarmTool(Path folder, String endpoint) {
    this.folder = folder;
    this.endpoint = endpoint;
    seen = folder.resolve("said/warm.seen");
  }

  /** Carries out a command; past the time it is killed, and exit is -1. */
  Tool.Ended ended(List<String> arguments, long seconds) {
    Path out = folder.resolve("said/warm-" + ++commands + ".out");
    Path err = folder.resolve("said/warm-" + commands + ".err");
    List<String> words = new ArrayList<>(List.of(out.toString(), err.toString()));
    words.addAll(arguments);
    words.add("--fail-points");
    try {
      Files.createDirectories(seen.getParent());
      Files.deleteIfExists(seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int exit = answer(String.join("\t", words), seconds);
    Tool.Ended ended = Tool.Ended.of(arguments, exit, out, err, seen);
    if (!ended.isOver()) {
      // What a process still holds that would have ended now is let go only by its end.
      close();
    }
    return ended;
  }

  private int answer(String line, long seconds) {
    Process tool = started();
    PrintStream in = new PrintStream(tool.getOutputStream(), true, StandardCharsets.UTF_8);
    BufferedReader answers = tool.inputReader(StandardCharsets.UTF_8);
    in.println(line);
    try {
      String exit =
          CompletableFuture.supplyAsync(() -> read(answers)).get(seconds, TimeUnit.SECONDS);
      return exit.isEmpty() ? tool.waitFor() : Integer.parseInt(exit);
    } catch (TimeoutException e) {
      return -1;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("tried to carry out " + line.replace('\t', ' '), e);
    }
  }

  private static String read(BufferedReader answers) {
    try {
      String line = answers.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }

  private Process started() {
    if (process != null && process.isAlive()) {
      return process;
    }
    List<String> argv = Tool.java();
    argv.addAll(List.of("-cp", Tool.JAR + ":" + classesOf(Again.class), Again.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.redirectError(folder.resolve("said/warm.err").toFile());
    process = Tool.started(folder, endpoint, Map.of(), seen, builder);
    return process;
  }

  private static Path classesOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
      Peers.TOOLS.remove(process.pid());
      process = null;
    }
  }
}
