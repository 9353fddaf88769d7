package dev.coppice.simulation;

import dev.coppice.engine.EngineException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One modelled world: an engine, the programs on it, the processes of the tool, and their fate. */
final class World {

  final Schedule schedule;
  final Path folder;
  final Clock clock = new Clock();
  final Random random;
  final ShopPrograms programs;
  final ModelEngine engine;
  final List<String> trace = new ArrayList<>();
  final boolean traced;
  private final Fate fate;
  private final List<Runnable> atCrash = new ArrayList<>();
  private final Set<String> happened = new TreeSet<>();
  private Runnable rival = () -> {};
  private boolean engineIsUp = true;
  private int boundaries;
  private int crashes;
  private @Nullable Instant lastCrash;
  private long looked;

  World(Schedule schedule, Path folder, boolean traced) {
    this.schedule = schedule;
    this.folder = folder;
    this.traced = traced;
    random = new Random(schedule.seed() * 0x9E3779B97F4A7C15L + 17);
    programs = new ShopPrograms(clock);
    engine = new ModelEngine(clock, programs);
    programs.on(engine);
    fate = new Fate(this);
  }

  /** What somebody else does who uses the tool too, when fate sends him. */
  void rival(Runnable comes) {
    rival = comes;
  }

  void rivalComes() {
    rival.run();
  }

  /** A kind of thing has happened, as it is counted. */
  void happened(String kind) {
    happened.add(kind);
  }

  Set<String> happened() {
    return happened;
  }

  void note(String what) {
    if (traced) {
      trace.add("%9.3f %s".formatted(clock.nanos() / 1e9, what.replaceAll("0{9,}", "~")));
    }
  }

  /** Between any two things that a process does, others may act, and it may die. */
  void boundary(ModelTime process, String what) {
    process.requireLife();
    boundaries += fate.isAtWork() ? 1 : 0;
    if (traced) {
      note(boundaries + " " + what);
    }
    if (what.equals("list what stands") || what.endsWith("volume " + ShopPrograms.ORDERS)) {
      looked = clock.nanos();
    }
    fate.befall(process, boundaries, what);
    process.requireLife();
  }

  /** Whether nobody has the volume of the orders before his eyes right now. */
  boolean isUnseen() {
    return clock.nanos() - looked > 40_000_000L;
  }

  /** How often the engine was killed by now. */
  int crashes() {
    return crashes;
  }

  /** When the engine was killed last, null where it never was. */
  @Nullable Instant lastCrash() {
    return lastCrash;
  }

  int boundaries() {
    return boundaries;
  }

  Fate fate() {
    return fate;
  }

  /** What comes of a call of the tool. */
  <T> T answered(String doing, boolean changing, Supplier<T> body) {
    if (!engineIsUp) {
      throw new EngineException(doing, "connection refused", 0, null);
    }
    return fate.answered(doing, changing, () -> as(Party.TOOL, body));
  }

  <T> T as(Party party, Supplier<T> body) {
    Party before = engine.acting;
    engine.acting = party;
    try {
      return body.get();
    } catch (EngineException e) {
      note("  refused: " + e.why());
      throw e;
    } finally {
      engine.acting = before;
    }
  }

  void as(Party party, Runnable body) {
    as(
        party,
        () -> {
          body.run();
          return true;
        });
  }

  void atCrash(Runnable broken) {
    atCrash.add(broken);
  }

  void notAtCrash(Runnable broken) {
    atCrash.remove(broken);
  }

  boolean isEngineUp() {
    return engineIsUp;
  }

  /** The engine is killed, and started again after a while. */
  void crash(long downNanos) {
    if (!engineIsUp) {
      return;
    }
    note("the engine is killed");
    happened("the engine was killed");
    crashes++;
    lastCrash = clock.wall();
    engineIsUp = false;
    List<Runnable> broken = List.copyOf(atCrash);
    atCrash.clear();
    broken.forEach(Runnable::run);
    clock.in(
        downNanos,
        () -> {
          note("the engine starts again");
          engineIsUp = true;
          as(Party.ENGINE, this::restored);
        });
  }

  /** What still ran is ended, and started again where its restart policy says so. */
  private void restored() {
    for (ModelContainer container : List.copyOf(engine.containers.values())) {
      boolean ran = container.isUp();
      if (ran) {
        engine.end(container, 255);
      }
      boolean again =
          switch (container.restartPolicy()) {
            case "always" -> container.starts > 0;
            case "unless-stopped" -> container.starts > 0 && !container.stoppedByHand;
            default -> false;
          };
      if (again && (ran || container.stoppedByHand)) {
        engine.begin(container);
      }
    }
  }
}
