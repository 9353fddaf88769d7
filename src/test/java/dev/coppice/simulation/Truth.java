package dev.coppice.simulation;

import dev.coppice.evidence.Verdict;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold in a modelled world whatever happened: the model's truth against our word. */
final class Truth {

  private static final Set<String> DESTRUCTIVE =
      Set.of(
          "kill",
          "stop",
          "remove container",
          "remove network",
          "remove volume",
          "remove image",
          "put files into");

  private final World world;
  private final Stack drilled;
  private final Annals annals;
  private final Set<String> stack = new HashSet<>();
  private int looked;

  Truth(World world, Stack drilled) {
    this.world = world;
    this.drilled = drilled;
    annals = new Annals(world);
  }

  /** What stood before anything happened. */
  void remember() {
    world.engine.containers.values().forEach(c -> stack.add(c.id));
    world.engine.networks.values().stream()
        .filter(n -> n.owner() == Party.OPERATOR)
        .forEach(n -> stack.add(n.id()));
    looked = world.engine.deeds.size();
  }

  /** After each process: what it did was allowed and announced. */
  List<String> ofProcess(Tool tool, int exit) {
    List<String> violations = new ArrayList<>(annals.readOn());
    for (Deed deed : world.engine.deeds.subList(looked, world.engine.deeds.size())) {
      boolean ours = deed.by() == Party.TOOL;
      if (ours && deed.owner() == Party.STRANGER && !deed.call().equals("tag")) {
        violations.add("touched a stranger's: " + deed);
      }
      // One that did not begin leaves no journal, and has removed nothing but its own lock.
      boolean ownLock = annals.isEmpty() && deed.owner() == Party.TOOL;
      if (ours && DESTRUCTIVE.contains(deed.call()) && !ownLock && !annals.announce(deed)) {
        violations.add("no durable intent before: " + deed);
      }
    }
    looked = world.engine.deeds.size();
    if (exit == 3 || exit == 0 || exit == 1) {
      violations.addAll(nothingIsHeld());
    }
    if (exit == 0 || exit == 1 || exit == 3) {
      violations.addAll(theStackStands());
    }
    if (tool.ending() != null && tool.ending().evidence().verdict() == Verdict.VERIFIED) {
      violations.addAll(wasReallyLostAndCameBack());
    }
    return violations;
  }

  List<String> ofEnd(int exit) {
    List<String> violations = new ArrayList<>(nothingIsHeld());
    violations.addAll(everyOrderIsSomewhere());
    violations.addAll(theStackStands());
    return violations;
  }

  List<String> ofUnfinished() {
    List<String> violations = new ArrayList<>(everyOrderIsSomewhere());
    violations.add("it was never finished, though nothing was in its way");
    return violations;
  }

  private List<String> nothingIsHeld() {
    return world.engine.containers.values().stream()
        .filter(c -> c.state.equals("paused") || c.name.equals("coppice-lock-" + Shop.PROJECT))
        .map(c -> "still held: " + c.name)
        .toList();
  }

  private List<String> theStackStands() {
    List<String> violations = new ArrayList<>();
    if (diedTogetherBeforeAnythingBegan() || diedTogetherAfterAllHadEnded()) {
      return violations;
    }
    drilled
        .services()
        .values()
        .forEach(
            service -> {
              for (int number = 1; number <= service.replicas(); number++) {
                String name = Shop.PROJECT + "-" + service.name() + "-" + number;
                boolean job = service.name().equals("migrate");
                boolean stands =
                    world.engine.container(name).stream()
                        .anyMatch(c -> c.isRunning() && c.owner != Party.STRANGER);
                if (!stands && !job) {
                  violations.add(name + " does not stand");
                }
              }
            });
    return violations;
  }

  /**
   * The engine was killed, and so was the tool before its first line: nobody knows what ran. Of
   * that an announcement tells, which is the command line's and not of this model.
   */
  private boolean diedTogetherBeforeAnythingBegan() {
    return world.crashes() > 0
        && annals.isEmpty()
        && world.engine.deeds.stream().noneMatch(deed -> deed.by() == Party.TOOL);
  }

  /** The same after a run's last line, while its report is written. */
  private boolean diedTogetherAfterAllHadEnded() {
    Instant crash = world.lastCrash();
    return crash != null && annals.hasEndedBy(crash);
  }

  private List<String> wasReallyLostAndCameBack() {
    List<String> violations = new ArrayList<>();
    world.engine.containers.values().stream()
        .filter(c -> stack.contains(c.id))
        .forEach(c -> violations.add("VERIFIED, and it was never lost: " + c.name));
    world.engine.networks.values().stream()
        .filter(n -> stack.contains(n.id()))
        .forEach(n -> violations.add("VERIFIED, and it was never lost: " + n.name()));
    boolean restored =
        world.engine.volumes.get(ShopPrograms.ORDERS) != null
            && world.engine.volumes.get(ShopPrograms.ORDERS).data.holds(ShopPrograms.RESTORED);
    if (!restored) {
      violations.add("VERIFIED, and the orders are not there");
    }
    return violations;
  }

  private List<String> everyOrderIsSomewhere() {
    Data found = ShopPrograms.RESTORED;
    for (ModelVolume volume : world.engine.volumes.values()) {
      found = found.and(volume.data);
    }
    for (Path copy : copies()) {
      try (InputStream in = Files.newInputStream(copy)) {
        found = found.and(Tar.read(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Data lost = world.programs.acknowledged().without(found);
    return lost.isEmpty() ? List.of() : List.of("acknowledged and lost for good: " + lost);
  }

  private List<Path> copies() {
    Path folder = Tool.state(world).rescueCopies();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".tar")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
