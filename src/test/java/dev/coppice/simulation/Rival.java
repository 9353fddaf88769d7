package dev.coppice.simulation;

import dev.coppice.drill.ExitCode;
import dev.coppice.journal.State;
import dev.coppice.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Somebody who starts a drill of the same stack while the first is under way, or lies dead. */
final class Rival {

  /** In one schedule of so many there is one. Not drawn: the seeds of before tell the same. */
  private static final int ONE_IN = 10;

  private final World world;
  private final Shop shop;
  private final Stack stack;
  private final Path backup;
  private final Random random;
  private final List<String> violations = new ArrayList<>();

  Rival(World world, Shop shop, Stack stack, Path backup) {
    this.world = world;
    this.shop = shop;
    this.stack = stack;
    this.backup = backup;
    random = new Random(world.schedule.seed() * 0x9E3779B97F4A7C15L + 23);
  }

  static boolean comes(Schedule schedule) {
    return schedule.seed() % ONE_IN == 7;
  }

  List<String> violations() {
    return violations;
  }

  /** Before the first has its lock, and after it gave it up, the stack is free. */
  void startsWhereTheStackIsHeld() {
    if (world.engine.container("coppice-lock-" + Shop.PROJECT).isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    world.fate().rests(this::start);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() {
    boolean sameUser = random.nextBoolean();
    world.note("---- " + (sameUser ? "the same user" : "another user") + " begins a second drill");
    State state =
        sameUser ? Tool.state(world) : new State(world.folder.resolve("state-of-another"));
    int deeds = world.engine.deeds.size();
    int exit = new Tool(world, shop, stack, backup, state, random).run();
    world.note("---- exit " + exit + " of the second drill");
    if (exit != ExitCode.REFUSED) {
      violations.add("a second drill ended " + exit);
    }
    world.engine.deeds.subList(deeds, world.engine.deeds.size()).stream()
        .filter(deed -> deed.by() == Party.TOOL)
        .forEach(deed -> violations.add("a second drill did: " + deed));
    world.happened("a second drill was refused");
  }
}
