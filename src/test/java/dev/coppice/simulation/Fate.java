package dev.coppice.simulation;

import dev.coppice.engine.EngineException;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What befalls a modelled world, chosen by its seed: deaths, crashes, lost calls, strangers. */
final class Fate {

  /** What may happen beside deaths: crashes, losses, strangers. */
  private static final String KINDS =
      System.getProperty("coppice.fate", "crashes,losses,strangers");

  /** A whole run with its recovery has about so many boundaries, that of a small shop fewer. */
  private static final int WHOLE_RUN = 760;

  private static final int SMALL_RUN = 360;

  /** An undo has about so many boundaries. */
  private static final int UNDO = 240;

  private static final long MS = 1_000_000L;

  private final World world;
  private final Random random;
  private final Strangers strangers;
  private final SortedSet<Integer> deaths = new TreeSet<>();
  private final SortedSet<Integer> crashes = new TreeSet<>();
  private final SortedSet<Integer> visits = new TreeSet<>();

  /** One call in so many gets lost; 0 for none. */
  private final int lostOneIn;

  /** The same of calls that change the engine alone, by a chance of its own. */
  private final int lostChangeIn;

  private final Random chance;

  /** Whether the engine is killed while it removes a volume. */
  private boolean isAimed;

  private boolean over = true;

  /** When others begin a second drill, by the boundary; none where nobody does. */
  private final SortedSet<Integer> rivals = new TreeSet<>();

  private boolean resting;

  Fate(World world) {
    this.world = world;
    random = new Random(world.schedule.seed() ^ 0x5DEECE66DL);
    strangers = new Strangers(world, random);
    int whole = world.schedule.isSmall() ? SMALL_RUN : WHOLE_RUN;
    int kind = random.nextInt(10);
    int died = kind < 2 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3;
    for (int i = 0, at = 0; i < died; i++) {
      at += 1 + random.nextInt(i == 0 ? whole : whole / 2);
      deaths.add(at);
    }
    if (random.nextInt(4) == 0 && KINDS.contains("crashes")) {
      crashes.add(random.nextInt(whole));
      if (random.nextInt(4) == 0) {
        crashes.add(random.nextInt(2 * whole));
      }
    }
    lostOneIn = random.nextInt(4) == 0 && KINDS.contains("losses") ? 10 + random.nextInt(90) : 0;
    chance = new Random(world.schedule.seed() * 0x2545F4914F6CDD1DL);
    lostChangeIn = chance.nextInt(6) == 0 && KINDS.contains("losses") ? 4 + chance.nextInt(30) : 0;
    Random aim = new Random(world.schedule.seed() * 0xD1342543DE82EF95L);
    isAimed = aim.nextInt(20) == 0 && KINDS.contains("crashes");
    if (random.nextInt(3) == 0 && KINDS.contains("strangers")) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        visits.add(random.nextInt(whole));
      }
    }
    if (Rival.comes(world.schedule)) {
      Random when = new Random(world.schedule.seed());
      rivals.add(when.nextInt(whole));
      rivals.add(when.nextInt(whole));
    }
  }

  /** The stack stands: from now on anything may happen. */
  void begins() {
    over = false;
  }

  /**
   * Something else is begun: what may befall it is chosen anew.
   *
   * @param draws tells what
   * @param hadEnded whether all was over before; else what was still to come comes too
   */
  void undoBegins(Random draws, boolean hadEnded) {
    if (hadEnded) {
      deaths.clear();
      crashes.clear();
      visits.clear();
      strangers.theStackStands();
      over = false;
    }
    int from = world.boundaries() + 1;
    for (int died = draws.nextInt(3), at = from; died > 0; died--) {
      at += draws.nextInt(UNDO);
      deaths.add(at);
    }
    if (draws.nextInt(5) == 0 && KINDS.contains("crashes")) {
      crashes.add(from + draws.nextInt(UNDO));
    }
    if (draws.nextInt(4) == 0 && KINDS.contains("strangers")) {
      visits.add(from + draws.nextInt(UNDO));
    }
    isAimed |= draws.nextInt(20) == 0 && KINDS.contains("crashes");
  }

  /** From now on nothing happens any more but what the tool does; who was in its way has gone. */
  void isOver() {
    if (!over) {
      world.note("from now on the world is quiet");
      over = true;
      strangers.leave();
    }
  }

  boolean isAtWork() {
    return !over && !resting;
  }

  /** Has something done that nothing befalls. */
  void rests(Runnable work) {
    boolean before = resting;
    resting = true;
    try {
      work.run();
    } finally {
      resting = before;
    }
  }

  void befall(ModelTime process, int boundary, String what) {
    if (!isAtWork()) {
      return;
    }
    if (isDue(rivals, boundary)) {
      world.rivalComes();
    }
    // Right between a look and the call that rests on it nobody can be noticed: not there.
    boolean looking = what.startsWith("inspect") || what.startsWith("list");
    if (looking && isDue(visits, boundary)) {
      world.happened("a stranger acted");
      strangers.act();
    }
    if (isAimed && what.startsWith("remove volume")) {
      isAimed = false;
      crashes.add(boundary);
    }
    if (isDue(crashes, boundary)) {
      world.crash((20 + random.nextInt(600)) * MS);
    }
    if (!deaths.isEmpty() && deaths.first() <= boundary) {
      deaths.remove(deaths.first());
      world.happened("a process died");
      world.note("THE PROCESS DIES at: " + what);
      process.die();
      throw new Died();
    }
  }

  /** Whether anything of it is due by then; all that is comes together. */
  private static boolean isDue(SortedSet<Integer> all, int boundary) {
    boolean due = !all.isEmpty() && all.first() <= boundary;
    if (due) {
      all.headSet(boundary + 1).clear();
    }
    return due;
  }

  /** Carries a call out as fate wants it: once, never, twice, or without anybody hearing of it. */
  <T> T answered(String doing, boolean changing, Supplier<T> body) {
    if (isAtWork() && lostOneIn > 0 && random.nextInt(lostOneIn) == 0) {
      return lost(doing, random.nextInt(changing ? 3 : 1), body);
    }
    if (isAtWork() && changing && lostChangeIn > 0 && chance.nextInt(lostChangeIn) == 0) {
      return lost(doing, chance.nextInt(3), body);
    }
    return body.get();
  }

  private <T> T lost(String doing, int kind, Supplier<T> body) {
    if (kind == 0) {
      world.happened("a request was lost");
      world.note("  its request is lost");
      throw new EngineException(doing, "connection reset", 0, null);
    }
    T answer = body.get();
    if (kind == 1) {
      world.happened("an answer was lost");
      world.note("  its answer is lost");
      throw new EngineException(doing, "no answer in time", 0, null);
    }
    world.happened("a call was made twice");
    world.note("  it is made twice");
    return doing.startsWith("import") ? answer : body.get();
  }
}
