package dev.coppice.simulation;

import dev.coppice.drill.Ending;
import dev.coppice.evidence.Verdict;
import dev.coppice.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
  private final Set<Path> seenCopies = new HashSet<>();
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

  /**
   * After each process: what it did was allowed and announced.
   *
   * @param wasUnfinished whether a run was before it, which may have left the stack down
   */
  List<String> ofProcess(Tool tool, int exit, boolean wasUnfinished) {
    int journals = annals.count();
    List<String> violations = new ArrayList<>(annals.readOn());
    boolean leftNone = annals.count() == journals && !tool.hasResumed();
    violations.addAll(copiesStay());
    for (Deed deed : world.engine.deeds.subList(looked, world.engine.deeds.size())) {
      boolean ours = deed.by() == Party.TOOL;
      if (ours && deed.owner() == Party.STRANGER && !deed.call().equals("tag")) {
        violations.add("touched a stranger's: " + deed);
      }
      // One that did not begin leaves no journal, and has removed nothing but its own lock.
      boolean ownLock = leftNone && deed.owner() == Party.TOOL && isOfLock(deed);
      if (ours && DESTRUCTIVE.contains(deed.call()) && !ownLock && !annals.announce(deed)) {
        violations.add("no durable intent before: " + deed);
      }
    }
    looked = world.engine.deeds.size();
    // Who was refused for an unfinished run is told so, and of that one that it is unfinished.
    if (exit == 0 || exit == 1 || (exit == 3 && !wasUnfinished)) {
      violations.addAll(nothingIsHeld());
      violations.addAll(theStackStands());
    }
    Ending ending = tool.ending();
    if (ending != null && ending.evidence().command().equals("undo")) {
      violations.addAll(ofUndo(ending));
    } else if (ending != null && ending.evidence().verdict() == Verdict.VERIFIED) {
      violations.addAll(wasReallyLostAndCameBack());
    }
    return violations;
  }

  private boolean isOfLock(Deed deed) {
    return deed.call().equals("remove image")
        ? deed.object().startsWith("coppice/empty")
        : world.engine.nameOf(deed.object()).startsWith("coppice-lock-");
  }

  private List<String> ofUndo(Ending ending) {
    List<String> violations = new ArrayList<>();
    Optional<String> undone = annals.putBackBy(ending.evidence().run());
    boolean verified = ending.evidence().verdict() == Verdict.VERIFIED;
    if (verified && undone.isEmpty()) {
      violations.add("VERIFIED, and nothing was put back");
    }
    undone.ifPresent(
        run -> {
          world.happened("the data of a run was put back");
          ModelVolume live = world.engine.volumes.get(ShopPrograms.ORDERS);
          Data copied = ofCopies(firstCopies(run));
          // One that somebody else took, and not the run, is not put back: its copy stays.
          if (annals.announcedRemovalOf(ShopPrograms.ORDERS)
              && (live == null || !live.data.holds(copied))) {
            violations.add(
                "put back, and not there: " + (live == null ? copied : copied.without(live.data)));
          }
        });
    return violations;
  }

  /** Those from before its impact, of the volume of the orders. */
  private List<Path> firstCopies(String run) {
    Path folder = Tool.state(world).rescueCopies().resolve(run);
    return Stream.of(ShopPrograms.ORDERS + ".tar", ShopPrograms.ORDERS + "~last.tar")
        .map(folder::resolve)
        .filter(Files::exists)
        .toList();
  }

  /** Nobody has released one. */
  private List<String> copiesStay() {
    List<Path> now = copies();
    List<String> violations =
        seenCopies.stream()
            .filter(copy -> !now.contains(copy))
            .map(copy -> "a rescue copy is gone: " + copy.getFileName())
            .toList();
    seenCopies.addAll(now);
    return violations;
  }

  List<String> ofEnd() {
    List<String> violations = new ArrayList<>(nothingIsHeld());
    violations.addAll(everyOrderIsSomewhere());
    violations.addAll(theStackStands());
    return violations;
  }

  List<String> ofUnfinished() {
    List<String> violations = new ArrayList<>(everyOrderIsSomewhere());
    if (aSurvivorHangsOnNothing()) {
      // Only a recovery makes it anew, and the failed step says so.
      world.happened("a stranger removed the network of what had survived");
    } else {
      violations.add("it was never finished, though nothing was in its way");
    }
    return violations;
  }

  /** A container that the run was to keep, and that no engine starts any more. */
  private boolean aSurvivorHangsOnNothing() {
    return world.engine.containers.values().stream()
        .anyMatch(
            container ->
                !container.state.equals("running")
                    && container.networks.values().stream()
                        .anyMatch(id -> !id.isEmpty() && !world.engine.networks.containsKey(id)));
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
    return crash != null && annals.allHadEndedBy(crash);
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
    found = found.and(ofCopies(copies()));
    Data lost = world.programs.acknowledged().without(found);
    return lost.isEmpty() ? List.of() : List.of("acknowledged and lost for good: " + lost);
  }

  private static Data ofCopies(List<Path> copies) {
    Data found = Data.NOTHING;
    for (Path copy : copies) {
      try (InputStream in = Files.newInputStream(copy)) {
        found = found.and(Tar.read(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private List<Path> copies() {
    List<Path> copies = new ArrayList<>();
    for (File run : files(Tool.state(world).rescueCopies().toFile())) {
      for (File file : files(run)) {
        if (file.getName().endsWith(".tar")) {
          copies.add(file.toPath());
        }
      }
    }
    return copies;
  }

  private static File[] files(File folder) {
    File[] files = folder.listFiles();
    return files == null ? new File[0] : files;
  }
}
