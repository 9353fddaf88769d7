package dev.coppice.faults;

import dev.coppice.evidence.Bundle;
import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An engine of its own with strangers on it, a stall to cut down, and a proxy between the tool and
 * the engine: one trial after the other is played here.
 */
final class Lane implements AutoCloseable {

  private static final long LONGEST_SECONDS = 180;

  private final TestEngine engine;
  private final EngineProxy proxy;
  private final SmallDisk disk;
  private final Path folder;
  private final Stall stall;
  private final WarmTool warm;
  private final String target;
  private final Collection<String> unintended = new ConcurrentLinkedQueue<>();
  private List<Call> calls = List.of();
  private boolean backedUp;
  private int trials;

  /**
   * A trial and what came of it.
   *
   * @param struck the points that were struck, one a blow at most
   * @param run what the drill passed
   * @param resumes what each resumption passed
   * @param broken invariants, none where all held
   */
  record Trial(
      List<Blow> blows,
      List<String> struck,
      List<String> run,
      List<List<String>> resumes,
      List<Tool.Ended> story,
      List<String> broken) {}

  Lane(Path folder) {
    this.folder = folder;
    engine = TestEngine.freshToBeKilled();
    proxy = new EngineProxy(engine.endpoint());
    proxy.decide(
        call -> {
          unintended.addAll(Invariants.intendedBefore(call, journals()));
          return EngineProxy.Fate.PASSES;
        });
    disk = new SmallDisk(folder.resolve("small"));
    warm = new WarmTool(folder, proxy.endpoint());
    stall = new Stall(engine, folder);
    target = stall.target();
    plantStrangers();
  }

  /** Things that look like the stall's and are not. */
  private void plantStrangers() {
    engine.docker("network", "create", "stall_default_2");
    engine.docker("volume", "create", "--label", "com.docker.compose.volume=sales", "stall-sales");
    engine.docker("tag", TestEngine.BUSYBOX, "stall/tool:1");
    engine.docker(
        "run",
        "-d",
        "--restart",
        "always",
        "--name",
        "stall-store-2-of-others",
        "--network",
        "stall_default_2",
        "-v",
        "stall-sales:/data",
        TestEngine.BUSYBOX,
        "sleep",
        "100000");
  }

  private List<Path> journals() {
    return Invariants.files(state().resolve("runs")).stream()
        .filter(file -> file.endsWith("journal.ndjson"))
        .toList();
  }

  private Path state() {
    return disk.folder().resolve("state/coppice");
  }

  private Standing standing() {
    return Standing.of(engine.endpoint(), Stall.PROJECT, stall::isImage);
  }

  /** Sees to it that the stall stands and has its lock and its backup. */
  private void ready() {
    disk.empty();
    Standing standing = standing();
    if (!Invariants.stackIsUp(standing, Stall.SERVICES, stall.serves()).isEmpty()) {
      stall.raise();
    }
    if (!backedUp) {
      for (String command : List.of("lock", "backup")) {
        Tool.Ended made =
            warm.ended(List.of(command, stall.scenario().toString()), LONGEST_SECONDS);
        if (made.exit() != 0) {
          throw new IllegalStateException(made + ": " + made.said());
        }
      }
      backedUp = true;
    }
    disk.empty();
    unintended.clear();
    proxy.forget();
  }

  /**
   * Plays a trial: a drill is struck by the first blow, its resumption by the next, and so on; at
   * the end an undisturbed resumption.
   *
   * @param killedInRun points that {@link Blow#ANY} passes by in the drill, and in resumptions;
   *     each that is killed here is added
   */
  Trial play(List<Blow> blows, Visited killedInRun, Visited killedInResume) {
    trials++;
    ready();
    Standing before = standing();
    Set<String> acknowledged = new LinkedHashSet<>(stall.sales());
    List<Tool.Ended> story = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    try (Selling selling = new Selling(stall, "t" + trials)) {
      for (Blow blow : blows) {
        boolean first = story.isEmpty();
        Visited killed = first ? killedInRun : killedInResume;
        Tool.Ended ended =
            struck(first ? run() : List.of("resume"), blow, killed.families(), broken);
        story.add(ended);
        if (blow.kind() == Blow.Kind.KILL && !ended.struck().isEmpty()) {
          killed.add(ended.struck());
        }
        if (ended.isOver()) {
          break;
        }
      }
      if (blows.isEmpty()) {
        story.add(start(run(), Map.of()).ended(LONGEST_SECONDS));
      }
      finish(story);
      acknowledged.addAll(selling.acknowledged());
    }
    boolean engineDied = blows.stream().anyMatch(blow -> blow.kind().takesEngine());
    judge(before, acknowledged, story, engineDied, broken);
    List<String> struck =
        story.stream().map(Tool.Ended::struck).filter(point -> !point.isEmpty()).toList();
    Trial trial =
        new Trial(
            blows,
            struck,
            story.get(0).passed(),
            story.stream().skip(1).map(Tool.Ended::passed).toList(),
            story,
            broken);
    if (!broken.isEmpty() || System.getenv("FAULTS_KEEP") != null) {
      keep(trial);
      stall.raise();
    }
    return trial;
  }

  private List<String> run() {
    return List.of(
        "run",
        stall.scenario().toString(),
        "--confirm",
        target,
        "--reports",
        disk.folder().resolve("reports").toString());
  }

  private Tool start(List<String> arguments, Map<String, String> points) {
    return Tool.start(folder, proxy.endpoint(), points, arguments.toArray(String[]::new));
  }

  private Tool.Ended struck(
      List<String> arguments, Blow blow, Set<String> spared, List<String> broken) {
    Map<String, String> points = new HashMap<>(Map.of("COPPICE_FAIL_POINT", blow.armed()));
    if (blow.point().equals(Blow.ANY)) {
      points.put("COPPICE_FAIL_POINTS_SPARED", written("spared", spared).toString());
    }
    Tool tool = start(arguments, points);
    switch (blow.kind()) {
      case HANG -> {
        if (tool.isHeldWithin(LONGEST_SECONDS)) {
          Tool.Ended second = warm.ended(run(), LONGEST_SECONDS);
          if (second.exit() != 3) {
            broken.add("a second drill was not refused: " + second + ": " + second.said());
          }
          tool.kill();
        }
      }
      case FULL -> {
        if (tool.isHeldWithin(LONGEST_SECONDS)) {
          disk.fill();
          tool.letGo();
        }
      }
      case ENGINE -> {
        if (tool.isHeldWithin(LONGEST_SECONDS)) {
          engine.kill();
          tool.letGo();
          Stall.pause();
          engine.raise();
        }
      }
      case BOTH -> {
        if (tool.isHeldWithin(LONGEST_SECONDS)) {
          tool.kill();
          engine.kill();
          engine.raise();
        }
      }
      default -> {}
    }
    Tool.Ended ended = tool.ended(LONGEST_SECONDS);
    disk.free();
    if (ended.exit() < 0) {
      broken.add("it did not end within " + LONGEST_SECONDS + " s: " + ended + ended.said());
    }
    if (ended.wasKilled() && ended.struck().contains(".after-write")) {
      tear();
    }
    return ended;
  }

  /** What was not synced before a machine died may be there in part. */
  private void tear() {
    for (Path journal : journals()) {
      List<String> lines = Invariants.wholeLines(journal);
      if (lines.isEmpty()) {
        continue;
      }
      String last = lines.get(lines.size() - 1);
      try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
        file.setLength(file.length() - last.length() / 2);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path written(String name, Set<String> lines) {
    try {
      return Files.write(folder.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resumes until nothing is left to resume, as a patient user would. */
  private void finish(List<Tool.Ended> story) {
    if (story.size() > 1 && story.get(story.size() - 1).isOver()) {
      return;
    }
    for (int i = 0; i < 2; i++) {
      Tool.Ended resumed = warm.ended(List.of("resume"), LONGEST_SECONDS);
      story.add(resumed);
      if (resumed.isOver()) {
        return;
      }
    }
  }

  private void judge(
      Standing before,
      Set<String> acknowledged,
      List<Tool.Ended> story,
      boolean engineDied,
      List<String> broken) {
    broken.addAll(unintended);
    broken.addAll(Invariants.oneChangesAtATime(proxy.calls()));
    // The engine starts what is not ours by itself, in its own time.
    boolean serves = stall.servesWithin(Duration.ofSeconds(engineDied ? 10 : 2));
    Standing after = standing();
    Tool.Ended last = story.get(story.size() - 1);
    List<String> down = Invariants.stackIsUp(after, Stall.SERVICES, serves);
    if (!down.isEmpty() || !last.isOver()) {
      broken.addAll(down);
      broken.addAll(Invariants.tellsWhatNext(last));
    }
    calls = List.copyOf(proxy.calls());
    proxy.forget();
    Tool.Ended second = warm.ended(List.of("resume"), LONGEST_SECONDS);
    story.add(second);
    Standing again = standing();
    broken.addAll(Invariants.changedNothing(second, proxy.calls(), after, again));
    broken.addAll(
        Invariants.foreignIsAsBefore(before.foreign(!engineDied), again.foreign(!engineDied)));
    if (story.stream().anyMatch(ended -> ended.exit() == 3) && !hasImpact()) {
      broken.addAll(Invariants.stackIsAsBefore(before.own(), again.own()));
    }
    broken.addAll(
        Invariants.nothingIsLost(
            acknowledged,
            serves ? stall.sales() : stall.stored(),
            stall.backup(),
            state().resolve("rescue")));
    for (Path journal : journals()) {
      broken.addAll(Invariants.journalHolds(journal));
    }
    for (Path file : Invariants.files(disk.folder().resolve("reports"))) {
      if (file.endsWith("evidence.json")) {
        Bundle bundle = Bundle.open(file.getParent());
        broken.addAll(Invariants.verifiedIsTrue(bundle.evidence(), bundle.facts()));
      }
    }
  }

  private boolean hasImpact() {
    return journals().stream()
        .flatMap(journal -> Invariants.wholeLines(journal).stream())
        .anyMatch(line -> line.contains("\"kind\":\"IMPACT\""));
  }

  /** What a violation leaves, to be looked at. */
  private void keep(Trial trial) {
    Path kept = folder.resolve("violations").resolve("trial-" + trials);
    disk.copyTo(kept);
    StringBuilder text = new StringBuilder(String.join("\n", trial.broken())).append("\n\n");
    for (Tool.Ended ended : trial.story()) {
      text.append(ended).append('\n').append(ended.out()).append(ended.err()).append('\n');
    }
    calls.forEach(call -> text.append(call).append('\n'));
    proxy.calls().forEach(call -> text.append("afterwards ").append(call).append('\n'));
    try {
      Files.createDirectories(kept);
      Files.writeString(kept.resolve("story.txt"), text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    warm.close();
    proxy.close();
    disk.close();
    engine.close();
  }

  /** Sells all the time, as users do; what was acknowledged must not be lost. */
  private static final class Selling implements AutoCloseable {

    /** A sale costs the machine as much as a call of the tool's. */
    private static final Duration BETWEEN_SALES = Duration.ofMillis(150);

    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    Selling(Stall stall, String prefix) {
      thread = new Thread(() -> sell(stall, prefix), "selling");
      thread.start();
    }

    private void sell(Stall stall, String prefix) {
      for (int n = 1; !closed; n++) {
        String what = prefix + "-" + n;
        if (stall.sell(what)) {
          synchronized (acknowledged) {
            acknowledged.add(what);
          }
        }
        Stall.pause(BETWEEN_SALES);
      }
    }

    List<String> acknowledged() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (acknowledged) {
        return List.copyOf(acknowledged);
      }
    }

    @Override
    public void close() {
      acknowledged();
    }
  }
}
