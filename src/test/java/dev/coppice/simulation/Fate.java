package dev.coppice.simulation;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What befalls a modelled world, all of it chosen by the seed before it begins. */
final class Fate {

  /** A whole run with its recovery has about so many boundaries. */
  private static final int WHOLE_RUN = 760;

  private final World world;
  private final Random random;
  private final SortedSet<Integer> deaths = new TreeSet<>();
  private boolean over = true;

  Fate(World world) {
    this.world = world;
    random = new Random(world.seed ^ 0x5DEECE66DL);
    int died = random.nextInt(10);
    int count = died < 1 ? 0 : died < 7 ? 1 : died < 9 ? 2 : 3;
    for (int i = 0, at = 0; i < count; i++) {
      at += 1 + random.nextInt(i == 0 ? WHOLE_RUN : WHOLE_RUN / 2);
      deaths.add(at);
    }
  }

  /** The stack stands: from now on anything may happen. */
  void begins() {
    over = false;
  }

  /** From now on nothing happens any more but what the tool does. */
  void isOver() {
    over = true;
  }

  boolean isAtWork() {
    return !over;
  }

  void befall(ModelTime process, int boundary, String what) {
    if (over) {
      return;
    }
    if (!deaths.isEmpty() && deaths.first() <= boundary) {
      deaths.remove(deaths.first());
      world.note("THE PROCESS DIES at: " + what);
      process.die();
      throw new Died();
    }
  }

  <T> T answered(String doing, boolean changing, Supplier<T> body) {
    return body.get();
  }
}
