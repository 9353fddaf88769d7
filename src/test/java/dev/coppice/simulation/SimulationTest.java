package dev.coppice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drills that die anywhere, in thousands of modelled worlds. One that fails is told in full by
 * {@code -Dcoppice.seed=N}, with {@code -Dcoppice.whole=true} where it is of the whole shop; {@code
 * -Dcoppice.schedules=N} plays more or fewer; {@code script/test} plays as many as the pom says.
 */
class SimulationTest {

  private static final int SCHEDULES = Integer.getInteger("coppice.schedules", 2000);

  /** What has to happen in so many of a thousand schedules, or the test shows nothing. */
  private static final List<String> HAPPENS =
      List.of(
          "exit 0",
          "exit 1",
          "exit 3",
          "exit 4",
          "VERIFIED",
          "NOT_VERIFIED",
          "INCONCLUSIVE",
          "a process died",
          "the engine was killed",
          "a request was lost",
          "an answer was lost",
          "a call was made twice",
          "a stranger acted",
          "a second drill was refused",
          "a volume was copied before it was made anew",
          "a removal was half done",
          "an undo of an interrupted run died",
          "an undo of an interrupted run ended 4",
          "an undo of an ended run died",
          "an undo of an ended run ended 0",
          "the data of a run was put back");

  private static final int LEAST_IN_A_THOUSAND = 5;

  @Test
  void loses_nothing_and_touches_nothing_foreign_whatever_happens() {
    Long seed = Long.getLong("coppice.seed");
    if (seed != null) {
      replay(Schedule.asked(seed));
      return;
    }
    Tally tally = new Tally();
    long start = System.nanoTime();
    SortedMap<Long, List<String>> violations = Schedules.play(1, SCHEDULES, tally);

    assertEquals(List.of(), violations.entrySet().stream().map(String::valueOf).toList());
    System.out.printf(
        "%d schedules in %d s; in how many of them each thing happened:%n%s",
        SCHEDULES, Duration.ofNanos(System.nanoTime() - start).toSeconds(), tally.text());
    assertEquals(SCHEDULES, tally.of(Schedules.PLAYED));
    for (String kind : HAPPENS) {
      long times = tally.of(kind);
      assertTrue(times >= (long) SCHEDULES * LEAST_IN_A_THOUSAND / 1000, kind + ": " + times);
    }
  }

  private static void replay(Schedule schedule) {
    List<String> told = Schedules.replay(schedule);
    told.forEach(System.out::println);
    assertEquals(List.of(), violations(told));
  }

  private static List<String> violations(List<String> told) {
    return told.stream().filter(line -> line.startsWith("! ")).toList();
  }

  /** Each of them is red again without what was mended for it. */
  static Stream<Schedule> red_once() {
    return Stream.of(
            // Users wrote into a restored volume, which was made anew without a copy.
            Schedule.ofWholeShop(475),
            // The engine came back between the last look at a writer and its kill, and let it
            // write.
            Schedule.of(2082),
            Schedule.of(4093),
            Schedule.of(5343),
            // Engine and tool were killed before the first line: asked for more than anybody can
            // know.
            Schedule.of(9974),
            // No word that a run which never began could not be cleared away, with its engine gone.
            Schedule.of(9064),
            // A prune took what was made, a stranger its name: and the stranger's was started.
            Schedule.of(13547),
            // A survivor's volume was removed in the end, and who had gone on with it hid the
            // restore.
            Schedule.of(15229))
        .map(Schedule::onlyResumed);
  }

  /** The same of schedules in which something is undone. */
  static Stream<Schedule> red_once_undone() {
    return Stream.of(
        // Somebody's container with the stack's labels was taken for the stack's.
        Schedule.of(215),
        // The run went forward while its undo had begun, which then could never be cleared away.
        Schedule.of(1378),
        // The engine went away at the very end: VERIFIED, and ended with 4.
        Schedule.of(2981),
        // The twin of a create took its name, and was left over.
        Schedule.of(9701),
        // What the run had restored by half was kept, and no resumption of the undo could mend it.
        Schedule.of(2207),
        Schedule.of(2460));
  }

  @ParameterizedTest
  @MethodSource({"red_once", "red_once_undone"})
  void stays_green_where_it_was_red_once(Schedule schedule) {
    assertEquals(List.of(), violations(Schedules.replay(schedule)));
  }

  @Test
  void plays_a_seed_twice_alike() {
    assertEquals(
        withoutNames(Schedules.replay(Schedule.of(20))),
        withoutNames(Schedules.replay(Schedule.of(20))));
  }

  /** A run's name and the folder of the files are new each time. */
  private static List<String> withoutNames(List<String> told) {
    return told.stream()
        .map(
            line ->
                line.replaceAll("-[0-9a-f]{4}\\b", "-NAME")
                    .replaceAll("/\\S*/coppice\\d+", "FOLDER"))
        .toList();
  }
}
