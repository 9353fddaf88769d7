package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandingTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_every_replica_stands(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(7, TRUE, "3 services", "all stand", f -> {}),
        row(7, FALSE, "has 1", "a replica is missing", f -> f.after.remove("shop-web-2")),
        row(
            7,
            FALSE,
            "when the run ended: the run broke off",
            "all stood, and then the run broke off",
            f -> f.down.add("the run broke off: no answer")),
        row(
            7,
            FALSE,
            "has 2",
            "there is one too many",
            f -> Edits.service(f, "web", 1, false, "x")),
        row(
            7,
            FALSE,
            "one too many",
            "a service stands that is not in the plan",
            f -> Edits.stands(f, ContainerOf.foreign("x").label(Labels.SERVICE, "x"))),
        row(
            7,
            FALSE,
            "one too many",
            "a one-off container is left",
            f ->
                Edits.stands(
                    f,
                    ContainerOf.foreign("x")
                        .label(Labels.SERVICE, "db")
                        .label(Labels.ONE_OFF, "True"))),
        row(
            7,
            TRUE,
            "",
            "another profile's service stood before",
            f -> {
              ContainerOf other = ContainerOf.foreign("x").label(Labels.SERVICE, "x");
              Edits.stands(f, other);
              f.before.containers.add(other.build());
            }),
        row(7, FALSE, "is created", "one does not run", f -> Edits.web(f, c -> c.state("created"))),
        row(
            7,
            FALSE,
            "is restarting",
            "one restarts",
            f -> Edits.web(f, c -> c.state("restarting"))),
        row(7, FALSE, "exit code 0", "one ended", f -> Edits.web(f, c -> c.state("exited"))),
        row(7, FALSE, "1 time", "one was restarted", f -> Edits.web(f, c -> c.restarts(1))),
        row(7, FALSE, "memory", "one had no memory", f -> Edits.web(f, ContainerOf::oomKilled)),
        row(
            7,
            FALSE,
            "unhealthy",
            "one is unhealthy",
            f -> Edits.db(f, c -> c.health("unhealthy"))),
        row(
            7,
            FALSE,
            "starting",
            "one is not healthy yet",
            f -> Edits.db(f, c -> c.health("starting"))),
        row(7, UNKNOWN, "no health check", "nobody checks", f -> Edits.db(f, c -> c.health(null))),
        row(
            7,
            TRUE,
            "",
            "its own health command succeeds before the engine has looked",
            f -> answers(f, "starting", FactsOf.STARTED, true)),
        row(
            7,
            TRUE,
            "",
            "its own health command succeeds and the engine never looks",
            f -> answers(f, null, FactsOf.STARTED, true)),
        row(
            7,
            FALSE,
            "its own health command failed at the end: no such table (exit 1).",
            "it served once and does not at the end",
            f -> answers(f, "starting", FactsOf.STARTED, false)),
        row(
            7,
            FALSE,
            "is starting",
            "it served once and was not asked at the end",
            f -> answers(f, "starting", FactsOf.STARTED, null)),
        row(
            7,
            FALSE,
            "is starting",
            "it answered in a life that is over",
            f -> answers(f, "starting", FactsOf.STARTED.minusSeconds(9), true)),
        row(
            7,
            FALSE,
            "unhealthy",
            "the engine contradicts its own health command",
            f -> answers(f, "unhealthy", FactsOf.STARTED, true)),
        row(7, FALSE, "ended with 1", "a job failed", f -> Edits.migrate(f, c -> c.exitCode(1))),
        row(
            7,
            FALSE,
            "is running",
            "a job goes on",
            f -> Edits.migrate(f, c -> c.state("running"))),
        row(
            7,
            FALSE,
            "ended with exit code 1 after impact, after it had come up",
            "one died after it came up",
            f -> f.event(14_000, "die", Ids.hex("web-1new"), Map.of("exitCode", "1"))),
        row(
            7,
            TRUE,
            "",
            "the lost one died",
            f -> f.event(6_100, "die", Ids.hex("web-1old"), Map.of("exitCode", "137"))),
        row(
            7,
            FALSE,
            "ended with exit code 1",
            "a survivor died",
            f -> {
              Edits.survivor(f, c -> c.restarts(2));
              f.event(7_000, "die", Ids.hex("web-1old"), Map.of("exitCode", "1"));
            }),
        row(
            7,
            TRUE,
            "",
            "a killed one died, and was started",
            f -> {
              Edits.startedAgain(f, true);
              f.event(6_100, "die", Ids.hex("db-1old"), Map.of("exitCode", "137"));
            }),
        row(
            7,
            FALSE,
            "ended with exit code 1",
            "a killed one died once more",
            f -> {
              Edits.startedAgain(f, true);
              f.event(14_000, "die", Ids.hex("db-1old"), Map.of("exitCode", "1"));
            }),
        row(7, UNKNOWN, "No start event", "nothing was heard", f -> f.events.clear()),
        row(7, UNKNOWN, "Nobody looked", "nobody looked", f -> f.after = null),
        row(
            7,
            UNKNOWN,
            "no service",
            "none is expected",
            f -> {
              f.services.clear();
              f.after.containers.clear();
            }),
        row(
            7,
            FALSE,
            "timed out",
            "a step failed",
            f -> f.ended("start web-2", State.FAILED, "timed out")),
        row(
            7,
            TRUE,
            "",
            "a step failed before the run was resumed",
            f -> {
              f.ended("start web-2", State.FAILED, "timed out");
              f.interrupted = true;
            }),
        row(
            7,
            UNKNOWN,
            "job or a server",
            "in recover one ended well",
            f -> {
              Edits.recover(f);
              Edits.web(f, c -> c.state("exited"));
            }),
        row(
            7,
            FALSE,
            "since impact",
            "a survivor restarted",
            f -> Edits.survivor(f, c -> c.restarts(3))),
        row(
            7,
            TRUE,
            "",
            "a survivor had restarted before",
            f -> Edits.survivor(f, c -> c.restarts(2))));
  }

  private static void answers(
      FactsOf facts, @Nullable String health, Instant life, @Nullable Boolean atEnd) {
    Edits.db(facts, c -> c.health(health));
    facts.answers.add(
        new RunRecord.HealthAnswer(
            "db",
            Ids.hex("db-1new"),
            life,
            10_300.0,
            atEnd,
            Boolean.FALSE.equals(atEnd) ? "no such table (exit 1)" : null));
  }
}
