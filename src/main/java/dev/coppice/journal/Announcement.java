package dev.coppice.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says that a process is about to run a scenario, from its first moment, before anything is read,
 * to its last, when its report is written. Killed outside its journal's time, it leaves this.
 *
 * @param scenario the file, absolute
 * @param holder the process; of no run
 */
public record Announcement(Path file, Path scenario, Holder holder) implements AutoCloseable {

  private static final String SCENARIO = "scenario";

  /** Announces a run of this process. */
  public static Announcement of(State state, Path scenario, Instant now) {
    Holder me = Holder.here("", now);
    Path file = state.announced().resolve(me.pid() + "-" + now.toEpochMilli());
    Announcement announcement = new Announcement(file, scenario.toAbsolutePath(), me);
    Map<String, String> facts =
        new LinkedHashMap<>(Map.of(SCENARIO, announcement.scenario().toString()));
    facts.putAll(me.facts());
    try {
      Files.createDirectories(state.announced());
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make the folder " + state.announced(), e);
    }
    Note.write(file, facts);
    return announcement;
  }

  /** What processes left that have ended since, oldest first. */
  public static List<Announcement> left(State state) {
    if (!Files.isDirectory(state.announced())) {
      return List.of();
    }
    List<Announcement> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(state.announced())) {
      for (Path file : files.sorted().toList()) {
        read(file).filter(a -> a.holder().life() == Holder.Life.ENDED).ifPresent(left::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list " + state.announced(), e);
    }
    left.sort((a, b) -> a.since().compareTo(b.since()));
    return left;
  }

  private static Optional<Announcement> read(Path file) {
    Map<String, String> facts = Note.read(file);
    return Holder.of(facts)
        .filter(holder -> facts.containsKey(SCENARIO))
        .map(holder -> new Announcement(file, Path.of(facts.get(SCENARIO)), holder));
  }

  /** When the process announced its run. */
  public Instant since() {
    return holder.since();
  }

  /** Whether the same process carried that run. */
  public boolean isOf(Holder other) {
    return other.pid() == holder.pid()
        && other.place().equals(holder.place())
        && !other.since().isBefore(holder.since());
  }

  /** Takes back what dead processes left of the same scenario. */
  public void supersedes(State state) {
    left(state).stream()
        .filter(left -> left.scenario().equals(scenario))
        .forEach(Announcement::close);
  }

  /** Takes it back: the process has come to its end. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to remove " + file, e);
    }
  }
}
