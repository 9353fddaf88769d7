package dev.coppice.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The problems found in one file so far. */
final class Problems {

  private final Path file;
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();

  Problems(Path file) {
    this.file = file;
  }

  /** Without what was found, for the same file and with the same secrets. */
  Problems fresh() {
    Problems fresh = new Problems(file);
    fresh.secrets.putAll(secrets);
    return fresh;
  }

  void add(Place place, String what) {
    add(place, what, null);
  }

  void add(Place place, String what, @Nullable String suggestion) {
    found.add(new Problem(file, place.line(), place.column(), what, suggestion));
  }

  /** A name that is not among those that exist, with the nearest of them. */
  void unknown(Place place, String what, String name, Collection<String> existing) {
    add(place, what, Nearest.to(name, existing).orElse(null));
  }

  /** Adds a problem after which nothing more of the file can be understood. */
  ScenarioException fatal(Place place, String what) {
    add(place, what);
    return new ScenarioException(sorted());
  }

  /** Keeps a value out of all messages, also out of those that a constructor elsewhere wrote. */
  void hide(String secret, String reference) {
    secrets.putIfAbsent(secret, reference);
  }

  Set<String> secrets() {
    return Set.copyOf(secrets.keySet());
  }

  /** What was found, by place; an alias shows the same problem once. */
  List<Problem> sorted() {
    return found.stream().map(this::redacted).distinct().sorted().toList();
  }

  private Problem redacted(Problem problem) {
    String suggestion = problem.suggestion();
    return new Problem(
        problem.file(),
        problem.line(),
        problem.column(),
        redacted(problem.what()),
        suggestion == null ? null : redacted(suggestion));
  }

  private String redacted(String text) {
    // The longest first: a secret may hold another one.
    List<String> byLength =
        secrets.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .collect(Collectors.toList());
    String redacted = text;
    for (String secret : byLength) {
      redacted = redacted.replace(secret, secrets.getOrDefault(secret, ""));
    }
    return redacted;
  }
}
