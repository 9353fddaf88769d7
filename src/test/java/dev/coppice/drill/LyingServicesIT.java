package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drills after which every service stands, and is not as it was. Where a test has no twin beside
 * it, its honest twin is the first: the same stack and scenario without the one lie.
 */
class LyingServicesIT {

  private static final String RESTORING = "\"cat > /data/orders.txt\"";
  private static final String PROBES = "  probes:\n";
  private static final String STABLE = "stable-for: 1s";

  /** A probe that is as slow as a file in the restored volume makes it. */
  private static final String INDEX =
      """
          - name: the index answers
            exec: {service: data, command: [sh, -c, "test ! -e /data/slow || sleep 2"]}
            every: 300ms
            timeout: 6s
      """;

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-lying-services", 8182);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  @Test
  void the_honest_twin_is_verified() {
    Evidence evidence =
        start(
                "honest",
                "steady-state:\n",
                "strict: true\nsteady-state:\n",
                STABLE,
                "stable-for: 3s\n  max-slowdown: 4",
                PROBES,
                PROBES + INDEX + "      latency: {p95: 1800ms}\n")
            .ended()
            .verified();

    Evidence.Latency latency = evidence.probes().get(0).latency();
    assertTrue(latency.after().p95Ms() <= 1_800, latency::toString);
    assertTrue(latency.after().answers() >= 20, latency::toString);
  }

  @Test
  void a_service_that_answers_too_late_for_its_users_is_found_out() {
    Evidence evidence =
        start(
                "too-late",
                RESTORING,
                "\"cat > /data/orders.txt; touch /data/slow\"",
                PROBES,
                PROBES + INDEX + "      latency: {p95: 1800ms}\n")
            .ended()
            .judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 8, Outcome.FALSE, "its `latency` allows 1800 ms at p95");
  }

  @Test
  void a_service_that_got_slower_than_it_was_is_found_out() {
    Evidence evidence =
        start(
                "slower",
                RESTORING,
                "\"cat > /data/orders.txt; touch /data/slow\"",
                STABLE,
                "stable-for: 1s\n  max-slowdown: 3",
                PROBES,
                PROBES + INDEX)
            .ended()
            .judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 8, Outcome.FALSE, "Probe \"the index answers\" became slower");
  }

  @Test
  void a_container_that_was_restarted_between_two_looks_is_found_out() {
    Coppice.Going going = start("restarted", STABLE, "stable-for: 4s");
    going.says("  verify:");
    shop.engine.docker("restart", shop.container("api", 2));

    Evidence evidence = going.ended().judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 7, Outcome.FALSE, "after impact and was started again");
  }

  @Test
  void a_container_that_something_else_put_in_its_place_is_not_the_rebuilt_one() {
    Coppice.Going going = start("remade", STABLE, "stable-for: 4s");
    going.says("  verify:");
    shop.compose("up", "-d", "--no-deps", "--force-recreate", "web");

    Evidence evidence = going.ended().judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 4, Outcome.FALSE, "something else than the rebuild made it");
    Liar.caught(evidence, 7, Outcome.FALSE, "something else put another in its place");
  }

  @Test
  void a_setting_that_was_changed_behind_the_definition_does_not_come_back() {
    shop.engine.docker("update", "--restart", "always", shop.container("web", 1));
    Evidence evidence = start("by-hand").ended().judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 6, Outcome.FALSE, "HostConfig.RestartPolicy.Name was `always`");
  }

  @Test
  void a_secret_that_was_exchanged_meanwhile_is_found_out() throws IOException {
    Coppice.Going going = start("secret", STABLE, "stable-for: 2s");
    going.says("  verify:");
    Files.writeString(shop.folder.resolve("key.txt"), "open sesame, and all else\n");

    Evidence evidence = going.ended().judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 6, Outcome.FALSE, "secret key came back different");
  }

  @Test
  void a_service_that_nothing_asks_is_unproven_and_its_honest_twin_is_asked() {
    beside(
        "idle",
        "command: [sleep, \"1000\"]",
        () -> {
          Evidence evidence =
              start("unasked", with("idle", "strict: true\nrecovery:\n"))
                  .ended()
                  .judged(1, Verdict.INCONCLUSIVE);
          Liar.caught(evidence, 8, Outcome.UNKNOWN, "depends on service idle");

          String probe =
              "    - {name: idle idles, exec: {service: idle, command: [pidof, sleep]}}\n";
          start("asked", with("idle", "strict: true\nrecovery:\n", PROBES, PROBES + probe))
              .ended()
              .verified();
        });
  }

  @Test
  void health_that_flaps_is_found_out() {
    beside(
        "flap",
        """
        command: [sh, -c, "date +%s > /tmp/born; sleep 1000"]
            healthcheck:
              test: "test ! -e /tmp/born || test $$((($$(date +%s) - $$(cat /tmp/born)) / 5 % 2)) = 0"
              interval: 1s
              timeout: 5s
              retries: 1
        """,
        () -> {
          Evidence evidence =
              start("flaps", with("flap", "recovery:\n", STABLE, "stable-for: 13s"))
                  .ended()
                  .judged(1, Verdict.NOT_VERIFIED);
          Liar.caught(evidence, 7, Outcome.FALSE, "flap");
          assertTrue(
              evidence.services().stream()
                  .filter(service -> service.name().equals("flap"))
                  .flatMap(service -> service.lives().stream())
                  .anyMatch(life -> !life.relapsesMs().isEmpty()),
              () -> evidence.services().toString());
        });
  }

  @Test
  void a_job_that_fails_quietly_is_found_out() {
    beside(
        "job",
        """
        command: [sh, -c, "echo run >> /scratch/runs; test $$(grep -c run /scratch/runs) -gt 1"]
            volumes: ["scratch:/scratch"]
        """,
        () -> {
          shop.engine.docker("start", "-a", shop.container("job", 1));
          Evidence evidence =
              start("quiet", with("job", "recovery:\n  empty: [scratch]\n"))
                  .ended()
                  .judged(1, Verdict.NOT_VERIFIED);
          Liar.caught(evidence, 7, Outcome.FALSE, "job");
        });
  }

  /** The shop with one more service beside it, while something is done. */
  private void beside(String service, String definition, Runnable drills) {
    Path file = shop.folder.resolve(service + ".yaml");
    try {
      Files.writeString(
          file,
          """
          services:
            %s:
              image: ${REGISTRY}/${PROJECT}/data:1
              networks: [back]
              stop_signal: SIGKILL
              %s
          volumes:
            scratch:
          """
              .formatted(service, definition));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    shop.compose("-f", file.toString(), "up", "-d");
    try {
      drills.run();
    } finally {
      shop.down();
      if (definition.contains("scratch")) {
        shop.engine.docker("volume", "rm", shop.project + "_scratch");
      }
    }
  }

  private static String[] with(String service, String recovery, String... edits) {
    String[] all = new String[edits.length + 4];
    all[0] = "compose: compose.yaml";
    all[1] = "compose: [compose.yaml, " + service + ".yaml]";
    all[2] = "recovery:\n";
    all[3] = recovery;
    System.arraycopy(edits, 0, all, 4, edits.length);
    return all;
  }

  private Coppice.Going start(String name, String... edits) {
    return coppice.start("run", shop.scenario(name, edits), "--confirm", shop.target());
  }
}
