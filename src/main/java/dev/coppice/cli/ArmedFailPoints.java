package dev.coppice.cli;

import dev.coppice.journal.FailPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fail points as a test arms them: {@code NAME[:N][=ACTION]} in {@value #POINTS}, several joined by
 * commas, strikes at the N-th passing of a point. The name {@value #ANY} stands for the first
 * passing that the file named by {@value #SPARED} does not hold, a name or a pattern with stars a
 * line. Each passing is noted in the file that {@value #SEEN} names, so that a test learns which
 * points there are.
 */
final class ArmedFailPoints implements FailPoints {

  static final String POINTS = "COPPICE_FAIL_POINT";
  static final String SEEN = "COPPICE_FAIL_POINTS_SEEN";
  static final String SPARED = "COPPICE_FAIL_POINTS_SPARED";
  static final String ANY = "any";

  private static final Pattern ARMED = Pattern.compile("([a-z.-]+)(?::(\\d+))?(?:=([a-z-]+))?");
  private static final int KILLED = 137;

  /** What happens at a point. */
  enum Action {
    /** The process ends at once, as by {@code kill -9}. */
    KILL,
    /** What is done at the point fails. */
    IO_ERROR,
    /** The thread stays there until a file beside the notes, named {@code .go}, lets it go on. */
    HOLD,
    TERM,
    INT,
    HUP;

    static Action of(@Nullable String word) {
      return word == null ? KILL : valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private record Passing(String point, int number) {
    @Override
    public String toString() {
      return point + ":" + number;
    }
  }

  private final Map<Passing, Action> armed;
  private final @Nullable Path seen;
  private final Set<String> spared;
  private final List<Pattern> families;
  private final Map<String, Integer> passed = new HashMap<>();

  private ArmedFailPoints(Map<Passing, Action> armed, @Nullable Path seen, Set<String> spared) {
    this.armed = armed;
    this.seen = seen;
    this.spared = spared;
    families =
        spared.stream()
            .filter(name -> name.contains("*"))
            .map(name -> Pattern.compile(name.replace(".", "\\.").replace("*", ".*")))
            .toList();
  }

  /**
   * The points that the environment arms.
   *
   * @throws IllegalArgumentException where it cannot be understood
   */
  static FailPoints of(Map<String, String> environment) {
    Map<Passing, Action> armed = new LinkedHashMap<>();
    for (String text : environment.getOrDefault(POINTS, "").split(",", -1)) {
      if (!text.isBlank()) {
        Matcher parts = ARMED.matcher(text.strip());
        if (!parts.matches()) {
          throw new IllegalArgumentException(POINTS + " is not understood: " + text);
        }
        int number = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
        armed.put(new Passing(parts.group(1), number), Action.of(parts.group(3)));
      }
    }
    String seen = environment.get(SEEN);
    return new ArmedFailPoints(
        armed, seen == null ? null : Path.of(seen), spared(environment.get(SPARED)));
  }

  private static Set<String> spared(@Nullable String file) {
    try {
      return file == null ? Set.of() : Set.copyOf(Files.readAllLines(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + SPARED, e);
    }
  }

  @Override
  public void reached(String point) throws IOException {
    Passing passing;
    Action action;
    synchronized (this) {
      passing = new Passing(point, passed.merge(point, 1, Integer::sum));
      action = armed.getOrDefault(passing, unlessSpared(passing));
      note(passing + (action == null ? "" : " " + action));
      if (action == Action.KILL) {
        // While nobody else passes a point: what was noted is what was passed.
        Runtime.getRuntime().halt(KILLED);
      }
    }
    if (action != null) {
      strike(passing, action);
    }
  }

  private @Nullable Action unlessSpared(Passing passing) {
    boolean isSpared =
        spared.contains(passing.toString())
            || families.stream().anyMatch(family -> family.matcher(passing.toString()).matches());
    return isSpared ? null : armed.get(new Passing(ANY, 1));
  }

  private void strike(Passing passing, Action action) throws IOException {
    switch (action) {
      case IO_ERROR -> throw new IOException("a test lets this fail: " + passing);
      case HOLD -> awaitGo();
      case TERM, INT, HUP -> signal(action.name());
      case KILL -> throw new IllegalStateException("it is dead by now");
    }
  }

  private void note(String words) throws IOException {
    if (seen != null) {
      Files.write(seen, List.of(words), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private void awaitGo() {
    boolean interrupted = false;
    while (seen == null || !Files.exists(seen.resolveSibling(seen.getFileName() + ".go"))) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        // What hangs in the kernel cannot be interrupted either.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void signal(String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
