package dev.coppice.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Kills a drill at each of its fail points until none is left, and its resumption at each of its
 * own; then a sample of every other blow. Two lanes, each with an engine of its own.
 */
final class Faults {

  /** Questions are answered or not between two lines of the journal: killing there is no news. */
  private static final String QUESTIONS = "read";

  /** How often a chain of resumptions is killed before the last one is left alone. */
  private static final int CHAIN = 4;

  /** How many resumptions in a row may pass no unvisited point while some were once seen. */
  private static final int MISSES = 12;

  /**
   * What is asked for.
   *
   * @param only blows of a single trial, empty for all that there are
   * @param sample how many trials besides the kills at each point
   * @param kills how many kills at points of the drill, and of resumptions, at most
   * @param kinds of the sampled blows
   * @param minutes past which no further sampled trial begins
   */
  record Options(
      List<Blow> only,
      int sample,
      List<Blow.Kind> kinds,
      int kills,
      long seed,
      int lanes,
      int minutes) {}

  private final Options options;
  private final PrintStream out;
  private final long beganNanos = System.nanoTime();
  private final Tally tally = new Tally();
  private final Set<String> run = new LinkedHashSet<>();
  private final Set<String> resume = new LinkedHashSet<>();
  private final Set<String> killedInRun = new HashSet<>(Set.of(QUESTIONS));
  private final Set<String> killedInResume = new HashSet<>(Set.of(QUESTIONS));
  private boolean runIsDone;

  Faults(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Plays all of it; gives the number of violations. */
  int play() throws InterruptedException, ExecutionException {
    Path folder = workingFolder();
    say("seed " + options.seed() + "; what violations leave lies in " + folder);
    ExecutorService threads = Executors.newFixedThreadPool(options.lanes());
    Deque<List<Blow>> sampled = new ArrayDeque<>();
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < options.lanes(); i++) {
        int number = i;
        ends.add(
            threads.submit(
                () -> {
                  try (Lane lane = new Lane(made(folder.resolve("lane-" + (number + 1))))) {
                    travel(lane, number, sampled);
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
    return tally.violations();
  }

  private void travel(Lane lane, int number, Deque<List<Blow>> sampled) {
    if (!options.only().isEmpty()) {
      play(lane, "only", options.only());
      return;
    }
    listPoints(lane);
    if (options.kills() > 0) {
      if (number == 0) {
        killInRun(lane);
      }
      if (number == options.lanes() - 1) {
        killInResume(lane);
      }
    }
    while (true) {
      List<Blow> blows = next(sampled);
      if (blows == null) {
        return;
      }
      Blow last = blows.get(blows.size() - 1);
      String kind = last.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      play(lane, kind + (blows.size() > 1 ? " in resume, sampled" : " in run, sampled"), blows);
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

  private void killInRun(Lane lane) {
    for (int i = 0; i < options.kills(); i++) {
      Lane.Trial trial = play(lane, "kill in run", List.of(new Blow(Blow.Kind.KILL, Blow.ANY)));
      synchronized (this) {
        killedInRun.addAll(trial.struck());
        if (trial.struck().isEmpty()) {
          runIsDone = true;
          notifyAll();
          return;
        }
      }
    }
  }

  private void killInResume(Lane lane) {
    Sampling sampling = new Sampling(options.seed());
    Deque<String> starts = new ArrayDeque<>(sampling.points(kept(run), Integer.MAX_VALUE));
    int idle = 0;
    for (int n = 0; n < options.kills(); n++) {
      String start = starts.removeFirst();
      starts.addLast(start);
      List<Blow> blows = new ArrayList<>(List.of(new Blow(Blow.Kind.KILL, start)));
      for (int i = 0; i < CHAIN; i++) {
        blows.add(new Blow(Blow.Kind.KILL, Blow.ANY));
      }
      Lane.Trial trial = play(lane, "kill in resume", blows);
      synchronized (this) {
        List<String> struck =
            trial.struck().subList(Math.min(1, trial.struck().size()), trial.struck().size());
        killedInResume.addAll(struck);
        idle = struck.isEmpty() ? idle + 1 : 0;
        boolean known = runIsDone || options.lanes() == 1;
        if (known && idle > 2 && (left(resume, killedInResume).isEmpty() || idle > MISSES)) {
          return;
        }
      }
    }
  }

  private synchronized Set<String> kept(Set<String> points) {
    return points.stream()
        .filter(point -> !point.startsWith(QUESTIONS + "."))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private synchronized Set<String> left(Set<String> points, Set<String> visited) {
    Set<String> left = kept(points);
    left.removeAll(visited);
    return left;
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

  private boolean isSampled;

  private Lane.Trial play(Lane lane, String kind, List<Blow> blows) {
    Set<String> inRun;
    Set<String> inResume;
    synchronized (this) {
      inRun = Set.copyOf(killedInRun);
      inResume = Set.copyOf(killedInResume);
    }
    long began = System.nanoTime();
    Lane.Trial trial = lane.play(blows, inRun, inResume);
    synchronized (this) {
      run.addAll(trial.run());
      trial.resumes().forEach(resume::addAll);
    }
    tally.add(kind, trial);
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
    return "points in the drill: %d, left unvisited: %s%npoints in resumptions: %d, left unvisited: %s%n%n"
        .formatted(
            kept(run).size(),
            left(run, killedInRun),
            kept(resume).size(),
            left(resume, killedInResume));
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
   * {@code --only BLOW[,BLOW] --sample N --seed S --lanes N --minutes N --kinds KIND[,KIND] --kills
   * N}.
   */
  static Options options(List<String> arguments) {
    List<Blow> only = List.of();
    int sample = 90;
    int kills = Integer.MAX_VALUE;
    List<Blow.Kind> kinds = List.of(Blow.Kind.values());
    long seed = System.currentTimeMillis() % 1_000_000;
    int lanes = 2;
    int minutes = 23;
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--only" ->
            only = Arrays.stream(arguments.get(++i).split(",")).map(Blow::parse).toList();
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
