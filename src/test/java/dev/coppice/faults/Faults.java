package dev.coppice.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kills a drill at each of its fail points until none is left, and its resumption at each of its
 * own; then a sample of every other blow. Two lanes, each with an engine of its own.
 */
final class Faults {

  /** How often the resumptions of a killed drill are killed before the last one is left alone. */
  private static final int CHAIN = 4;

  /** How many trials may lead to a point of a resumption and miss it before it is given up. */
  private static final int TRIES = 4;

  /**
   * What is asked for.
   *
   * @param only trials that are to be played alone, empty for all that there are
   * @param sample how many trials besides the kills at each point
   * @param kills how many kills at points of the drill, and of resumptions, at most
   * @param kinds of the sampled blows
   * @param minutes past which no further sampled trial begins
   */
  record Options(
      List<List<Blow>> only,
      int sample,
      List<Blow.Kind> kinds,
      int kills,
      long seed,
      int lanes,
      int minutes) {}

  /** The kills after which a resumption passed a point, and how many trials tried them again. */
  private record Resumed(List<Blow> kills, int tries) {}

  private final Options options;
  private final PrintStream out;
  private final long beganNanos = System.nanoTime();
  private final Tally tally = new Tally();
  private final Set<String> run = new LinkedHashSet<>();
  private final Set<String> resume = new LinkedHashSet<>();

  /** Points to which no kill alone leads, but another blow: a signal, an engine that is gone. */
  private final Set<String> beyond = new LinkedHashSet<>();

  private final Visited killedInRun = new Visited();
  private final Visited killedInResume = new Visited();
  private final Deque<List<Blow>> starts = new ArrayDeque<>();
  private final Semaphore looking = new Semaphore(1);
  private final Sampling again;
  private final Map<String, Resumed> waysToResume = new LinkedHashMap<>();
  private int kills;
  private int rounds;
  private boolean isSampled;

  Faults(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    again = new Sampling(options.seed());
  }

  /** Plays all of it; gives the number of violations and of points that no kill has met. */
  int play() throws InterruptedException, ExecutionException {
    Path folder = workingFolder();
    say("seed " + options.seed() + "; what violations leave lies in " + folder);
    ExecutorService threads = Executors.newFixedThreadPool(options.lanes());
    Deque<List<Blow>> sampled = new ArrayDeque<>();
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < options.lanes(); i++) {
        Path own = made(folder.resolve("lane-" + (i + 1)));
        ends.add(
            threads.submit(
                () -> {
                  try (Lane lane = new Lane(own)) {
                    travel(lane, sampled);
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
    out.print("\n" + summary() + tally.table());
    out.flush();
    boolean isWhole = options.only().isEmpty() && options.kills() == Integer.MAX_VALUE;
    int unvisited = killedInRun.neverMet(run).size() + killedInResume.neverMet(resume).size();
    return tally.violations() + (isWhole ? unvisited : 0);
  }

  private void travel(Lane lane, Deque<List<Blow>> sampled) {
    if (!options.only().isEmpty()) {
      options.only().forEach(blows -> play(lane, "only", blows));
      return;
    }
    listPoints(lane);
    for (List<Blow> kill = nextKill(); kill != null; kill = nextKill()) {
      kill(lane, kill);
    }
    while (true) {
      List<Blow> blows = next(sampled);
      if (blows == null) {
        return;
      }
      Blow last = blows.get(blows.size() - 1);
      String kind = last.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      play(lane, "sampled " + kind + (blows.size() > 1 ? " in a resumption" : ""), blows);
    }
  }

  /** An undisturbed drill tells the points that there are. */
  private void listPoints(Lane lane) {
    Lane.Trial trial = play(lane, "undisturbed", List.of());
    if (trial.story().get(0).exit() != 0) {
      throw new IllegalStateException(
          "an undisturbed drill is not verified: " + trial.story().get(0).said());
    }
  }

  /** Each point of the drill, then the way to each point of a resumption that is left. */
  private synchronized @Nullable List<Blow> nextKill() {
    if (kills >= options.kills()) {
      return null;
    }
    kills++;
    if (starts.isEmpty()) {
      // One that was missed gets another try: steps run beside each other.
      again.points(killedInRun.left(run), rounds++ < 3 ? run.size() : 0).stream()
          .map(point -> List.of(new Blow(Blow.Kind.KILL, point)))
          .forEach(starts::add);
    }
    while (!starts.isEmpty()) {
      List<Blow> kill = starts.removeFirst();
      String point = kill.get(0).point();
      if (killedInRun.left(List.of(point)).contains(point)) {
        return kill;
      }
    }
    return wayToResume();
  }

  /** The lanes take different ones, since whichever was tried least comes first. */
  private @Nullable List<Blow> wayToResume() {
    String point =
        killedInResume.left(resume).stream()
            .filter(waysToResume::containsKey)
            .min(Comparator.comparingInt(left -> waysToResume.get(left).tries()))
            .orElse(null);
    if (point == null || waysToResume.get(point).tries() >= TRIES) {
      return null;
    }
    Resumed way = waysToResume.get(point);
    waysToResume.put(point, new Resumed(way.kills(), way.tries() + 1));
    List<Blow> kills = new ArrayList<>(way.kills());
    kills.add(new Blow(Blow.Kind.KILL, point));
    return kills;
  }

  /**
   * Kills as told, and then whatever resumptions pass for the first time: in one lane at a time,
   * for two that look for the same would find it twice.
   */
  private void kill(Lane lane, List<Blow> kills) {
    List<Blow> blows = new ArrayList<>(kills);
    boolean hasMore = killedInResume.isEmpty() || !killedInResume.left(resume).isEmpty();
    boolean looksFurther = hasMore && looking.tryAcquire();
    if (looksFurther) {
      blows.addAll(Collections.nCopies(CHAIN, new Blow(Blow.Kind.KILL, Blow.ANY)));
    }
    Lane.Trial trial = played(lane, "kill", blows);
    if (looksFurther) {
      looking.release();
    }
    String point = kills.get(0).point();
    synchronized (this) {
      boolean isStruck = trial.struck().contains(point);
      List<String> inResume = trial.struck().subList(isStruck ? 1 : 0, trial.struck().size());
      tally.add("kill in the drill", isStruck ? List.of(point) : List.of(), trial);
      if (!inResume.isEmpty()) {
        tally.add("  and in its resumption", inResume, trial);
      }
    }
  }

  /** Remembers how to come again where resumptions passed. */
  private void learn(Lane.Trial trial) {
    for (int i = 0; i < trial.resumes().size(); i++) {
      List<Blow> before =
          trial.story().subList(0, i + 1).stream()
              .map(ended -> new Blow(Blow.Kind.KILL, ended.struck()))
              .toList();
      for (String point : trial.resumes().get(i)) {
        if (before.stream().noneMatch(blow -> blow.point().isEmpty())) {
          waysToResume.putIfAbsent(point, new Resumed(before, 0));
        }
      }
    }
  }

  private List<Blow> next(Deque<List<Blow>> sampled) {
    synchronized (sampled) {
      if (sampled.isEmpty() && !isSampled) {
        isSampled = true;
        synchronized (this) {
          Set<String> inResume = resume.isEmpty() ? run : resume;
          sampled.addAll(
              new Sampling(options.seed())
                  .trials(options.kinds(), run, inResume, options.sample()));
        }
      }
      boolean late = System.nanoTime() - beganNanos > TimeUnit.MINUTES.toNanos(options.minutes());
      if (late && !sampled.isEmpty()) {
        say("time is up: " + sampled.size() + " sampled trials are left out");
        sampled.clear();
      }
      return sampled.poll();
    }
  }

  private Lane.Trial play(Lane lane, String kind, List<Blow> blows) {
    Lane.Trial trial = played(lane, kind, blows);
    tally.add(kind, trial.struck(), trial);
    return trial;
  }

  private Lane.Trial played(Lane lane, String kind, List<Blow> blows) {
    long began = System.nanoTime();
    Lane.Trial trial = lane.play(blows, killedInRun, killedInResume);
    synchronized (this) {
      if (trial.blows().stream().allMatch(blow -> blow.kind() == Blow.Kind.KILL)) {
        run.addAll(trial.run());
        trial.resumes().forEach(resume::addAll);
        learn(trial);
      } else {
        beyond.addAll(trial.run());
        trial.resumes().forEach(beyond::addAll);
      }
    }
    say(
        "%s %s: %s (%d ms)%s"
            .formatted(
                kind,
                trial.struck(),
                trial.story().stream()
                    .map(ended -> String.valueOf(ended.exit()))
                    .collect(Collectors.joining(" ")),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                trial.broken().isEmpty() ? "" : "  VIOLATION " + trial.broken()));
    return trial;
  }

  private synchronized String summary() {
    if (!options.only().isEmpty() || options.kills() == 0) {
      return "";
    }
    return told("the drill", run, killedInRun)
        + told("resumptions", resume, killedInResume)
        + "points that only another blow leads to, and at which none is killed: "
        + onlyBeyond()
        + "\n\n";
  }

  private Set<String> onlyBeyond() {
    Set<String> only = new TreeSet<>();
    Visited.toldApart(beyond).forEach(point -> only.add(Visited.name(point)));
    run.forEach(point -> only.remove(Visited.name(point)));
    resume.forEach(point -> only.remove(Visited.name(point)));
    return only;
  }

  private static String told(String where, Set<String> points, Visited visited) {
    return """
    points in %s: %d, at %d of them a kill is news; left unvisited: %s
      passed now and then only, and missed each time: %s
    """
        .formatted(
            where,
            points.size(),
            Visited.toldApart(points).size(),
            visited.neverMet(points),
            visited.left(points).stream()
                .filter(point -> !visited.neverMet(points).contains(point))
                .toList());
  }

  private void say(String words) {
    out.printf("[%4d s] %s%n", (System.nanoTime() - beganNanos) / 1_000_000_000L, words);
    out.flush();
  }

  private static Path workingFolder() {
    try {
      return Files.createTempDirectory("coppice-faults-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code --only BLOW[,BLOW][;BLOW[,BLOW]] --sample N --seed S --lanes N --minutes N --kinds
   * KIND[,KIND] --kills N}.
   */
  static Options options(List<String> arguments) {
    List<List<Blow>> only = List.of();
    int sample = 60;
    int kills = Integer.MAX_VALUE;
    List<Blow.Kind> kinds = List.of(Blow.Kind.values());
    long seed = System.currentTimeMillis() % 1_000_000;
    int lanes = 2;
    int minutes = 23;
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--only" ->
            only =
                Arrays.stream(arguments.get(++i).split(";"))
                    .map(trial -> Arrays.stream(trial.split(",")).map(Blow::parse).toList())
                    .toList();
        case "--sample" -> sample = Integer.parseInt(arguments.get(++i));
        case "--seed" -> seed = Long.parseLong(arguments.get(++i));
        case "--lanes" -> lanes = Integer.parseInt(arguments.get(++i));
        case "--minutes" -> minutes = Integer.parseInt(arguments.get(++i));
        case "--kills" -> kills = Integer.parseInt(arguments.get(++i));
        case "--kinds" ->
            kinds =
                Arrays.stream(arguments.get(++i).split(","))
                    .map(kind -> Blow.parse(kind + "@").kind())
                    .toList();
        default -> throw new IllegalArgumentException("script/faults does not know " + name);
      }
    }
    return new Options(only, sample, kinds, kills, seed, only.isEmpty() ? lanes : 1, minutes);
  }

  public static void main(String[] arguments) throws Exception {
    System.exit(new Faults(options(List.of(arguments)), System.out).play() == 0 ? 0 : 1);
  }
}
