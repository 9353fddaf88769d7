package dev.coppice.simulation;

import dev.coppice.drill.ExitCode;
import dev.coppice.stack.Stack;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One schedule: a run, what befalls it, and resumes until it is over. */
final class Simulation {

  private static final int MOST_RESUMES = 12;

  /** So many in a row that end unfinished, and somebody looks what is in their way. */
  private static final int IN_VAIN = 3;

  private final World world;
  private final Shop shop;
  private final Stack stack;
  private final Path backup;
  private final Truth truth;
  private final Rival rival;
  private final Operator operator;
  private int lastExit;
  private final List<String> violations = new ArrayList<>();

  private Simulation(Schedule schedule, Path folder, Path backup, boolean traced) {
    this.backup = backup;
    world = new World(schedule, folder, traced);
    shop =
        new Shop(
            List.of("no", "no", "always", "unless-stopped").get(world.random.nextInt(4)),
            world.random.nextInt(4) == 0,
            schedule.isSmall(),
            // Not drawn: the seeds of before tell the same as ever.
            schedule.seed() % 3 == 0
                ? Duration.ofMillis(100 + schedule.seed() * 37 % 2_500)
                : null);
    stack = shop.stack();
    truth = new Truth(world, stack);
    operator = new Operator(world);
    rival = new Rival(world, shop, stack, backup);
    world.rival(rival::startsWhereTheStackIsHeld);
  }

  /**
   * Plays a schedule.
   *
   * @param folder for its files; it is removed afterwards
   * @param tally counts what happened, and how the processes ended one after the other
   * @return what was violated, empty where nothing was
   */
  static List<String> play(Schedule schedule, Path folder, Path backup, Tally tally) {
    Simulation simulation = new Simulation(schedule, folder, backup, false);
    List<String> violations = simulation.played();
    tally.add(simulation.world.happened());
    return violations;
  }

  /** The same with the trace of all that happened at its end. */
  static List<String> traced(Schedule schedule, Path folder, Path backup) {
    Simulation simulation = new Simulation(schedule, folder, backup, true);
    List<String> violations = simulation.played();
    List<String> told = new ArrayList<>(simulation.world.trace);
    violations.forEach(violation -> told.add("! " + violation));
    return told;
  }

  private List<String> played() {
    try {
      // As on a machine on which drills ran before.
      world.folder.resolve("state/runs").toFile().mkdirs();
      world.folder.resolve("state/locks").toFile().mkdir();
      world.folder.resolve("state/rescue").toFile().mkdir();
      world.folder.resolve("reports/shop-drill").toFile().mkdirs();
      Raising.raise(world, stack);
      world.programs.fill();
      world.programs.open();
      world.clock.goOnTo(world.clock.nanos() + 100_000_000L);
      world.fate().begins();
      truth.remember();
      carryOut();
    } catch (RuntimeException | AssertionError failure) {
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
    boolean over = untilItIsOver(process("run", Tool::run));
    if (over && operator.undoesWhatHasEnded(lastExit) && !world.programs.isDown()) {
      over = untilItIsOver(undo(true));
    }
    violations.addAll(rival.violations());
    if (!over) {
      violations.addAll(truth.ofUnfinished());
      return;
    }
    world.fate().isOver();
    violations.addAll(truth.ofEnd());
    int deeds = world.engine.deeds.size();
    int again = process("resume again", Tool::resume);
    if (again != 0 || world.engine.deeds.size() != deeds) {
      violations.add("a second resume ended " + again + " and did something");
    }
  }

  /** Goes on until nothing is left to do; false where that is too much. */
  private boolean untilItIsOver(int ended) {
    int exit = ended;
    int inVain = 0;
    for (int tries = 0; isUnfinished(exit); tries++) {
      boolean isLong = tries >= MOST_RESUMES / 2;
      if (isLong || inVain == IN_VAIN) {
        world.fate().isOver();
      }
      if (tries == MOST_RESUMES) {
        return false;
      }
      // Whoever goes on reads first what is told: an engine that is down gets its time.
      world.clock.goOnTo(world.clock.nanos() + 1_000_000_000L);
      if (Rival.comes(world.schedule)) {
        world.rivalComes();
      }
      exit = !isLong && operator.goesBack() ? undo(false) : process("resume", Tool::resume);
      inVain = exit == ExitCode.UNFINISHED ? inVain + 1 : 0;
    }
    return true;
  }

  private int undo(boolean hadEnded) {
    if (hadEnded || !operator.hasUndone()) {
      world.fate().undoBegins(operator.random(), hadEnded);
    }
    String run = operator.undoneRun();
    int exit = process("undo", tool -> tool.undo(run));
    String what = hadEnded ? "an undo of an ended run " : "an undo of an interrupted run ";
    world.happened(what + (exit < 0 ? "died" : "ended " + exit));
    return exit;
  }

  /** Dead, or ended with the word that it is unfinished; or refused for what is unfinished. */
  private boolean isUnfinished(int exit) {
    return exit < 0
        || exit == ExitCode.UNFINISHED
        || (operator.hasUndone() && !operator.unfinished().isEmpty());
  }

  private int process(String command, java.util.function.ToIntFunction<Tool> work) {
    world.note("---- coppice " + command);
    boolean wasUnfinished = operator.hasUndone() && !operator.unfinished().isEmpty();
    Tool tool = new Tool(world, shop, stack, backup);
    int exit;
    try {
      exit = work.applyAsInt(tool);
    } catch (Died died) {
      exit = -1;
    }
    world.note("---- exit " + exit);
    world.happened(exit < 0 ? "a process died" : "exit " + exit);
    if (tool.ending() != null) {
      world.happened(String.valueOf(tool.ending().evidence().verdict()));
    }
    violations.addAll(truth.ofProcess(tool, exit, wasUnfinished));
    lastExit = exit;
    return exit;
  }

  static void remove(Path folder) {
    remove(folder.toFile());
  }

  private static void remove(File file) {
    File[] inside = file.listFiles();
    for (File one : inside == null ? new File[0] : inside) {
      if (!one.delete()) {
        remove(one);
      }
    }
    file.delete();
  }
}
