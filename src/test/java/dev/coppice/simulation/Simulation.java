package dev.coppice.simulation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One schedule: a run, what befalls it, and resumes until it is over. */
final class Simulation {

  private static final int MOST_RESUMES = 12;

  private final World world;
  private final Shop shop;
  private final Path backup;
  private final Truth truth;
  private final StringBuilder outcome = new StringBuilder();
  private final List<String> violations = new ArrayList<>();

  private Simulation(long seed, Path folder, Path backup, boolean traced) {
    this.backup = backup;
    world = new World(seed, folder, traced);
    shop =
        new Shop(
            List.of("no", "no", "always", "unless-stopped").get(world.random.nextInt(4)),
            world.random.nextInt(4) == 0,
            // Not drawn: the seeds of before tell the same as ever.
            seed % 3 == 0 ? Duration.ofMillis(100 + seed * 37 % 2_500) : null);
    truth = new Truth(world, shop);
  }

  /**
   * Plays the schedule of a seed.
   *
   * @param folder for its files; it is removed afterwards
   * @param outcome told how each process ended, as in {@code run died, resume 0}
   * @return what was violated, empty where nothing was
   */
  static List<String> play(long seed, Path folder, Path backup, Consumer<String> outcome) {
    Simulation simulation = new Simulation(seed, folder, backup, false);
    List<String> violations = simulation.played();
    outcome.accept(simulation.outcome.toString());
    return violations;
  }

  /** The same with the trace of all that happened at its end. */
  static List<String> traced(long seed, Path folder, Path backup) {
    Simulation simulation = new Simulation(seed, folder, backup, true);
    List<String> violations = simulation.played();
    List<String> told = new ArrayList<>(simulation.world.trace);
    violations.forEach(violation -> told.add("! " + violation));
    return told;
  }

  private List<String> played() {
    try {
      Files.createDirectories(world.folder);
      Raising.raise(world, shop.stack());
      world.programs.fill();
      world.programs.open();
      world.clock.goOnTo(world.clock.nanos() + 100_000_000L);
      world.fate().begins();
      truth.remember();
      carryOut();
    } catch (IOException | RuntimeException | AssertionError failure) {
      violations.add("the simulation itself broke: " + failure);
      world.note(stack(failure));
    } finally {
      remove(world.folder);
    }
    return violations.stream().distinct().toList();
  }

  private static String stack(Throwable failure) {
    java.io.StringWriter trace = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(trace));
    return trace.toString();
  }

  private void carryOut() {
    int exit = process("run", Tool::run);
    for (int resumes = 0; isUnfinished(exit); resumes++) {
      if (resumes >= MOST_RESUMES / 2) {
        world.fate().isOver();
      }
      if (resumes == MOST_RESUMES) {
        violations.addAll(truth.ofUnfinished());
        return;
      }
      // Whoever resumes reads first what is told: an engine that is down gets its time.
      world.clock.goOnTo(world.clock.nanos() + 1_000_000_000L);
      exit = process("resume", Tool::resume);
    }
    world.fate().isOver();
    violations.addAll(truth.ofEnd(exit));
    int deeds = world.engine.deeds.size();
    int again = process("resume again", Tool::resume);
    if (again != 0 || world.engine.deeds.size() != deeds) {
      violations.add("a second resume ended " + again + " and did something");
    }
  }

  /** Dead, or ended with the word that it is unfinished. */
  private static boolean isUnfinished(int exit) {
    return exit < 0 || exit == 4;
  }

  private int process(String command, java.util.function.ToIntFunction<Tool> work) {
    world.note("---- coppice " + command);
    Tool tool = new Tool(world, shop, backup);
    int exit;
    try {
      exit = work.applyAsInt(tool);
    } catch (Died died) {
      exit = -1;
    }
    world.note("---- exit " + exit);
    outcome.append(outcome.length() == 0 ? "" : ", ").append(command);
    outcome.append(exit < 0 ? " died" : " " + exit);
    if (tool.ending() != null) {
      outcome.append(' ').append(tool.ending().evidence().verdict());
    }
    violations.addAll(truth.ofProcess(tool, exit));
    return exit;
  }

  static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, java.io.IOException e)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
