package dev.coppice.simulation;

import dev.coppice.data.Backups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Plays many schedules, two at a time, in a folder that is in memory where the machine has one. */
public final class Schedules {

  private static final int LANES = 2;
  private static final int PART = 500;
  private static final Duration BACKUP_AGE = Duration.ofHours(1);

  /** What a tally says of each. */
  static final String PLAYED = "played";

  private Schedules() {}

  /** Plays the seeds from one to another; gives what was violated, by seed. */
  static SortedMap<Long, List<String>> play(long from, long to, Tally tally) {
    SortedMap<Long, List<String>> red = new ConcurrentSkipListMap<>();
    AtomicLong next = new AtomicLong(from);
    Path folder = folder();
    Path backup = backup(folder);
    IntStream.range(0, LANES)
        .parallel()
        .forEach(
            lane -> {
              for (long seed = next.getAndIncrement();
                  seed <= to && red.size() < 5;
                  seed = next.getAndIncrement()) {
                List<String> violations =
                    Simulation.play(
                        Schedule.asked(seed), folder.resolve("s" + seed), backup, tally);
                tally.add(List.of(PLAYED));
                if (!violations.isEmpty()) {
                  red.put(seed, violations);
                }
              }
            });
    clear(folder);
    return red;
  }

  /** Plays one and tells all that happened. */
  static List<String> replay(Schedule schedule) {
    Path folder = folder();
    List<String> told =
        Simulation.traced(schedule, folder.resolve("s" + schedule.seed()), backup(folder));
    clear(folder);
    return told;
  }

  private static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "coppice")
          : Files.createTempDirectory("coppice");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path backup(Path folder) {
    try {
      Path file = folder.resolve("orders.dump");
      Files.writeString(file, Data.upTo(Shop.IN_BACKUP).text());
      Files.setLastModifiedTime(file, FileTime.from(Clock.BEGINNING.minus(BACKUP_AGE)));
      Backups.describe("orders", file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) {
    Simulation.remove(folder);
  }

  /** {@code java dev.coppice.simulation.Schedules FROM [TO]}: one seed is told in full. */
  public static void main(String[] args) {
    long from = Long.parseLong(args[0]);
    if (args.length == 1) {
      replay(Schedule.asked(from)).forEach(System.out::println);
      return;
    }
    long to = Long.parseLong(args[1]);
    Tally tally = new Tally();
    for (long begin = from; begin <= to; begin += PART) {
      long start = System.nanoTime();
      long cpu = cpuNanos();
      long end = Math.min(to, begin + PART - 1);
      play(begin, end, tally)
          .forEach((seed, violations) -> System.out.println(seed + " " + violations));
      System.out.printf(
          "to %d: %.1f s, %.1f ms of CPU each%n",
          end, (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e6 / (end - begin + 1));
    }
    System.out.print(tally.text());
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
