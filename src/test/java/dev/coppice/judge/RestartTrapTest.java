package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.judge.Row.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Life;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stacks that stand when they are looked at, and did not stand in between. */
class RestartTrapTest {

  private static final String DB = Ids.hex("db-1new");
  private static final String WEB = Ids.hex("web-1new");
  private static final String JOB = Ids.hex("migrate-1new");
  private static final String WELL = "health_status: healthy";
  private static final String ILL = "health_status: unhealthy";

  /** An honest drill is back at 13,005 and ends at 18,000. */
  @ParameterizedTest
  @MethodSource("rows")
  void are_found_out(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(
            7,
            FALSE,
            "ended with exit code 3 after impact and was started again",
            "one was restarted between two looks at it",
            f -> {
              f.event(14_000, "die", WEB, Map.of("exitCode", "3"));
              f.event(14_050, "start", WEB, Map.of());
            }),
        row(
            7,
            FALSE,
            "restarted by the engine 2 times since it was rebuilt, first after it had ended with"
                + " exit code 1",
            "its policy restarted one",
            f -> {
              Edits.web(f, c -> c.restarts(2));
              f.event(12_900, "die", WEB, Map.of("exitCode", "1"));
              f.event(12_950, "start", WEB, Map.of());
            }),
        row(
            7,
            FALSE,
            "ended with exit code 137 after impact, after it had come up",
            "one died after it was looked at",
            f -> f.event(17_950, "die", WEB, Map.of("exitCode", "137"))),
        row(
            7,
            FALSE,
            "without a word of it",
            "one was started later than any start that was heard",
            f -> {
              startsAreHeardAt(f, FactsOf.STARTED.getEpochSecond());
              Edits.web(f, c -> c.startedAt(FactsOf.STARTED.plusSeconds(2)));
            }),
        row(
            7,
            TRUE,
            "",
            "the start was heard a moment after it was",
            f -> {
              startsAreHeardAt(f, FactsOf.STARTED.getEpochSecond());
              Edits.web(f, c -> c.startedAt(FactsOf.STARTED.minusMillis(20)));
            }),
        row(
            7,
            FALSE,
            "without a word of it",
            "a survivor was started again and nobody heard",
            f -> Edits.survivor(f, c -> c.restarts(2).startedAt(FactsOf.STARTED.plusSeconds(9)))),
        row(
            7,
            FALSE,
            "shop-web-9 of service web came up, ended with exit code 1 and is gone",
            "something else put another in its place",
            f -> replaced(f, 14_000)),
        row(
            7,
            TRUE,
            "",
            "we took one away ourselves",
            f -> {
              replaced(f, 14_000);
              f.touched.add(new Touched("remove container", Ids.hex("web-9")));
            }),
        row(
            7,
            TRUE,
            "",
            "Compose replaced one while it rebuilt",
            f -> {
              f.rebuild = "compose";
              f.phases.add(new RunRecord.PhaseTime("rebuild", FactsOf.REBUILD, 5_000));
              replaced(f, 12_500);
            }),
        row(
            7,
            FALSE,
            "put another in its place",
            "Compose had rebuilt, and something replaced one",
            f -> {
              f.rebuild = "compose";
              f.phases.add(new RunRecord.PhaseTime("rebuild", FactsOf.REBUILD, 5_000));
              replaced(f, 14_000);
            }),
        row(
            7,
            TRUE,
            "",
            "a one-off container came and went",
            f -> {
              replaced(f, 14_000);
              f.events.replaceAll(e -> with(e, "oneOff", "True"));
            }),
        row(
            7,
            TRUE,
            "",
            "another project's container came and went",
            f -> {
              replaced(f, 14_000);
              f.events.replaceAll(e -> with(e, "project", "neighbour"));
            }),
        row(
            7,
            FALSE,
            "the engine told 1 time that a process in it was killed for it",
            "a process of one was killed for want of memory, and it ran on",
            f -> f.event(14_000, "oom", WEB, Map.of())),
        row(
            7,
            FALSE,
            "ran out of memory and was killed for it",
            "a survivor was",
            f -> Edits.survivor(f, c -> c.restarts(2).oomKilled())),
        row(
            7,
            TRUE,
            "",
            "a survivor had been long before",
            f -> {
              Edits.survivor(f, c -> c.restarts(2).oomKilled());
              f.before.edit("shop-web-1", ContainerOf::oomKilled);
            }),
        row(
            7,
            FALSE,
            "ran out of memory",
            "a job did, and ended with 0",
            f -> f.event(11_300, "oom", JOB, Map.of())),
        row(
            7,
            TRUE,
            "",
            "a job failed at first and was run again by its policy",
            f -> {
              Edits.migrate(f, c -> c.restarts(1));
              f.event(12_050, "start", JOB, Map.of());
              f.event(12_060, "die", JOB, Map.of("exitCode", "1"));
            }),
        row(
            7,
            FALSE,
            "became unhealthy again 8.0 s after impact, when the stack had been back since 7.0 s",
            "health flapped while it had to be stable",
            f -> {
              f.event(14_000, ILL, DB, Map.of());
              f.event(15_000, WELL, DB, Map.of());
            }),
        row(
            7,
            TRUE,
            "",
            "health flapped before the stack was back",
            f -> {
              f.event(11_500, ILL, DB, Map.of());
              f.event(12_000, WELL, DB, Map.of());
            }),
        row(
            7,
            TRUE,
            "",
            "one was slow to become healthy",
            f -> {
              f.events.removeIf(e -> e.action().equals(WELL));
              f.event(14_000, ILL, DB, Map.of());
              f.event(15_000, WELL, DB, Map.of());
            }),
        row(
            7,
            FALSE,
            "its health flaps",
            "a survivor that was healthy became unhealthy",
            f -> {
              Edits.survivor(f, c -> c.restarts(2).health("healthy"));
              f.before.edit("shop-web-1", c -> c.health("healthy"));
              f.event(14_000, ILL, Ids.hex("web-1old"), Map.of());
              f.event(15_000, WELL, Ids.hex("web-1old"), Map.of());
            }));
  }

  @Test
  void are_told_life_by_life() {
    FactsOf facts = FactsOf.honest();
    f(facts);

    Evidence evidence = Judge.judge(facts.build());

    List<Life> lives = evidence.services().get(2).lives();
    assertEquals(
        List.of(
            new Life(WEB, 6_100.0, 9_000.0, "3", 1, List.of()),
            new Life(WEB, 9_100.0, null, null, 0, List.of(10_000.0)),
            new Life(Ids.hex("web-2new"), 6_100.0, null, null, 0, List.of())),
        lives);
    assertEquals(
        List.of(new Life(JOB, 5_100.0, 5_400.0, "0", 0, List.of())),
        evidence.services().get(1).lives());
    assertEquals("running", evidence.services().get(2).after().get(0).state());
  }

  private static void f(FactsOf facts) {
    facts.event(14_500, "oom", WEB, Map.of());
    facts.event(15_000, "die", WEB, Map.of("exitCode", "3"));
    facts.event(15_100, "start", WEB, Map.of());
    facts.event(15_500, WELL, WEB, Map.of());
    facts.event(16_000, ILL, WEB, Map.of());
    facts.event(16_500, ILL, WEB, Map.of());
  }

  private static void startsAreHeardAt(FactsOf facts, long seconds) {
    List<ObservedEvent> events = new ArrayList<>(facts.events);
    facts.events.clear();
    events.forEach(
        e ->
            facts.events.add(
                new ObservedEvent(
                    e.atMs(),
                    seconds * 1_000_000_000L,
                    e.type(),
                    e.action(),
                    e.id(),
                    e.ofStack(),
                    e.attributes())));
  }

  /** A container of service web comes up, ends at a time, and is nowhere at the end. */
  private static void replaced(FactsOf facts, double ended) {
    Map<String, String> attributes =
        Map.of("project", "shop", "service", "web", "name", "shop-web-9", "exitCode", "1");
    facts.event(ended - 200, "start", Ids.hex("web-9"), attributes);
    facts.event(ended, "die", Ids.hex("web-9"), attributes);
  }

  private static ObservedEvent with(ObservedEvent e, String key, String value) {
    Map<String, String> attributes = new TreeMap<>(e.attributes());
    if (e.id().equals(Ids.hex("web-9"))) {
      attributes.put(key, value);
    }
    return new ObservedEvent(
        e.atMs(), e.engineNanos(), e.type(), e.action(), e.id(), e.ofStack(), attributes);
  }
}
