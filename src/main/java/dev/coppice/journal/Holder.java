package dev.coppice.journal;

import dev.coppice.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process that carries a run, and how it can be told whether it still lives.
 *
 * @param place the start of the machine and the space of process numbers in it: only within one
 *     place does a number mean anything
 * @param since when it took the run
 */
public record Holder(String run, String user, String host, String place, long pid, Instant since) {

  private static final String PREFIX = "dev.coppice.holder.";

  /** The start of a process is known to the hundredth of a second, the clock may be set between. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Whether a process lives. */
  public enum Life {
    LIVES("that process lives"),
    ENDED("that process has ended"),
    /** It was on another machine, or in another space of process numbers. */
    UNKNOWN(
        "it cannot be told from here whether that process lives: it is on another machine or in"
            + " another container");

    private final String words;

    Life(String words) {
      this.words = words;
    }

    public String inWords() {
      return words;
    }
  }

  /** None of these changes while a process lives. */
  private static final String HOST = hostName();

  private static final String PLACE = placeHere();

  /** This process, taking a run now. */
  public static Holder here(String run, Instant now) {
    return new Holder(run, System.getProperty("user.name", "unknown"), HOST, PLACE, own(), now);
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static String placeHere() {
    try {
      return Time.SYSTEM.boot() + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return Time.SYSTEM.boot() + "/" + HOST;
    }
  }

  public Life life() {
    if (!place.equals(PLACE)) {
      return Life.UNKNOWN;
    }
    return ProcessHandle.of(pid).filter(this::isIt).isPresent() ? Life.LIVES : Life.ENDED;
  }

  /** The number may belong to another process by now, which began later. */
  private boolean isIt(ProcessHandle process) {
    return process.isAlive()
        && process
            .info()
            .startInstant()
            .map(start -> !start.isAfter(since.plus(SLACK)))
            .orElse(true);
  }

  public String inWords() {
    return "run %s of %s@%s, process %d, since %s".formatted(run, user, host, pid, since);
  }

  /** As labels of an object on an engine, or as facts in a journal. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PREFIX + "run", run);
    facts.put(PREFIX + "user", user);
    facts.put(PREFIX + "host", host);
    facts.put(PREFIX + "place", place);
    facts.put(PREFIX + "pid", String.valueOf(pid));
    facts.put(PREFIX + "since", since.toString());
    return facts;
  }

  /** Empty where the facts are not whole. */
  public static Optional<Holder> of(Map<String, String> facts) {
    try {
      String run = facts.get(PREFIX + "run");
      String place = facts.get(PREFIX + "place");
      String pid = facts.get(PREFIX + "pid");
      String since = facts.get(PREFIX + "since");
      if (run == null || place == null || pid == null || since == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Holder(
              run,
              facts.getOrDefault(PREFIX + "user", "unknown"),
              facts.getOrDefault(PREFIX + "host", "unknown"),
              place,
              Long.parseLong(pid),
              Instant.parse(since)));
    } catch (NumberFormatException | DateTimeParseException notOurs) {
      return Optional.empty();
    }
  }
}
