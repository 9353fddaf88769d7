package dev.coppice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hears an engine beside whoever is measured, by {@code docker events}: all times are those that
 * the engine itself gives.
 */
final class Observer implements AutoCloseable {

  private static final String PROJECT = "com.docker.compose.project";
  private static final String OWN_EXEC = "exec_create: ";
  private static final Set<String> REMOVALS = Set.of("destroy", "delete", "untag");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Event(long nanos, String type, String action, String id, JsonNode attributes) {

    String attribute(String name) {
      return attributes.path(name).asText();
    }
  }

  private final String project;
  private final Process process;
  private final Thread reader;
  private final List<Event> events = new ArrayList<>();

  /** Hears from now on what happens to a Compose project. */
  Observer(String endpoint, String project) {
    this.project = project;
    try {
      process =
          new ProcessBuilder("docker", "-H", endpoint, "events", "--format", "{{json .}}")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader = new Thread(this::read, "observer");
    reader.setDaemon(true);
    reader.start();
    pause(500); // until it has subscribed
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        synchronized (events) {
          events.add(
              new Event(
                  event.path("timeNano").asLong(),
                  event.path("Type").asText(),
                  event.path("Action").asText(),
                  event.path("Actor").path("ID").asText(),
                  event.path("Actor").path("Attributes")));
        }
      }
    } catch (IOException closed) {
      // It was told to end.
    }
  }

  /** All that was heard by now. */
  private List<Event> heard() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  private boolean isOfStack(Event event) {
    return event.type().equals("container")
        ? event.attribute(PROJECT).equals(project)
        : event.type().equals("network")
            && event.attribute("name").startsWith(project + "_")
            && (event.action().equals("destroy") || event.action().equals("create"));
  }

  /**
   * Milliseconds from the last removal before anything was made to the first success of the last
   * container's own health command, whoever ran it.
   *
   * @param containers how many there must be
   */
  double readyMs(int containers) {
    List<Event> all = heard().stream().filter(this::isOfStack).toList();
    int made = first(all, "create");
    Map<String, Long> served = served(all.subList(made, all.size()));
    return (last(served, containers, "served") - gone(all.subList(0, made))) / 1e6;
  }

  /**
   * Milliseconds from the last removal before anything was made to the last start.
   *
   * @param containers how many there must be
   */
  double answeringMs(int containers) {
    List<Event> all = heard().stream().filter(this::isOfStack).toList();
    int made = first(all, "create");
    Map<String, Long> started = new HashMap<>();
    for (Event event : all.subList(made, all.size())) {
      if (event.type().equals("container") && event.action().equals("start")) {
        started.putIfAbsent(event.id(), event.nanos());
      }
    }
    return (last(started, containers, "started") - gone(all.subList(0, made))) / 1e6;
  }

  /**
   * Milliseconds from the last removal before the first pull to the last pull.
   *
   * @param from the address of the registry
   * @param pulls how many there must be
   */
  double pullsMs(String from, int pulls) {
    Map<String, Long> pulled = new HashMap<>();
    long gone = -1;
    for (Event event : heard()) {
      boolean isPull = event.action().equals("pull") && event.id().startsWith(from);
      if (isPull) {
        pulled.putIfAbsent(event.id(), event.nanos());
      } else if (pulled.isEmpty() && REMOVALS.contains(event.action())) {
        gone = event.nanos();
      }
    }
    if (gone < 0) {
      throw new IllegalStateException("nothing was removed before something was pulled");
    }
    return (last(pulled, pulls, "been pulled") - gone) / 1e6;
  }

  private static long gone(List<Event> before) {
    long gone = -1;
    for (Event event : before) {
      gone = event.action().equals("destroy") ? event.nanos() : gone;
    }
    if (gone < 0) {
      throw new IllegalStateException("nothing was removed before something was made");
    }
    return gone;
  }

  private static long last(Map<String, Long> times, int expected, String what) {
    if (times.size() != expected) {
      throw new IllegalStateException("%d of %d have %s".formatted(times.size(), expected, what));
    }
    return times.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static int first(List<Event> all, String action) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).action().equals(action)) {
        return i;
      }
    }
    throw new IllegalStateException("no " + action + " was heard");
  }

  /** When the health command of each container first succeeded. */
  private static Map<String, Long> served(List<Event> all) {
    Set<String> checks = new HashSet<>();
    Map<String, Long> served = new HashMap<>();
    for (Event event : all) {
      String exec = event.attribute("execID");
      if (event.action().startsWith(OWN_EXEC) && event.action().contains(Toy.ASKED)) {
        checks.add(exec);
      } else if (event.action().equals("exec_die")
          && checks.contains(exec)
          && event.attribute("exitCode").equals("0")) {
        served.putIfAbsent(event.id(), event.nanos());
      }
    }
    return served;
  }

  /** Milliseconds from the first kill to the last removal before anything is made. */
  double removalMs() {
    List<Event> all = heard().stream().filter(this::isOfStack).toList();
    long began = all.get(first(all, "kill")).nanos();
    long ended = began;
    for (Event event : all) {
      if (event.action().equals("create")) {
        break;
      }
      ended = event.action().equals("destroy") ? event.nanos() : ended;
    }
    return (ended - began) / 1e6;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      reader.join(2_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
