package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** Drills that look well and are not: none of them may be verified. */
class LiarsIT {

  private static final String PROBES = "  probes:\n";
  private static final String RESTORING = "\"cat > /data/orders.txt\"";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-liars", 8104);
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
  void a_probe_that_never_fails_proves_nothing() {
    String registry = shop.engine.startRegistry();
    Evidence evidence =
        start(
                "never-fails",
                PROBES,
                PROBES
                    + "    - {name: the wrong door, http: {url: \"http://"
                    + registry
                    + "/v2/\"}}\n")
            .ended()
            .judged(1, Verdict.INCONCLUSIVE);

    Liar.caught(evidence, 2, Outcome.UNKNOWN, "\"the wrong door\"");
  }

  @Test
  void an_open_port_that_is_not_the_stacks_proves_nothing() {
    String registry = shop.engine.startRegistry();
    String[] place = registry.split(":");
    Evidence evidence =
        start(
                "blind-tcp",
                PROBES,
                PROBES
                    + "    - {name: a port, tcp: {host: %s, port: %s}}\n"
                        .formatted(place[0], place[1]))
            .ended()
            .judged(1, Verdict.INCONCLUSIVE);

    Liar.caught(evidence, 2, Outcome.UNKNOWN, "\"a port\"");
  }

  @Test
  void a_restore_that_restores_nothing_is_found_out() {
    Evidence evidence =
        start("restores-nothing", RESTORING, "\"cat > /dev/null\"", "timeout: 60s", "timeout: 15s")
            .ended()
            .judged(4, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 9, Outcome.FALSE, "\"all orders are there\"");
  }

  @Test
  void a_restore_that_brings_only_some_back_is_found_out() {
    Evidence evidence =
        start(
                "restores-half",
                RESTORING,
                "\"head -n 1 > /data/orders.txt\"",
                "timeout: 60s",
                "timeout: 15s")
            .ended()
            .judged(4, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 9, Outcome.FALSE, "\"all orders are there\"");
  }

  @Test
  void a_lost_volume_that_nothing_reads_is_unknown() {
    Evidence evidence =
        start("nothing-reads", "      reads: [orders]\n", "")
            .ended()
            .judged(1, Verdict.INCONCLUSIVE);

    Liar.caught(evidence, 9, Outcome.UNKNOWN, "volume orders");
  }

  @Test
  void a_replica_that_goes_while_it_is_verified_is_missed() {
    Coppice.Going going = start("replica-missing", "stable-for: 1s", "stable-for: 3s");
    going.says("  verify:");
    shop.engine.docker("rm", "-f", shop.container("api", 2));

    Evidence evidence = going.ended().judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 7, Outcome.FALSE, "Service api should have 2 replicas and has 1");
  }

  @Test
  void a_container_that_crashes_again_and_again_is_found_out() throws IOException {
    Files.writeString(
        shop.folder.resolve("worker.yaml"),
        """
        services:
          worker:
            image: ${REGISTRY}/${PROJECT}/data:1
            command: [sh, -c, "test -e /scratch/seed && sleep 1000"]
            volumes: ["scratch:/scratch"]
            networks: [back]
            stop_signal: SIGKILL
            restart: always
        volumes:
          scratch:
        """);
    String worker = shop.folder.resolve("worker.yaml").toString();
    shop.compose("-f", worker, "up", "-d");
    shop.engine.docker("exec", shop.container("data", 1), "true");
    shop.engine.docker(
        "run",
        "--rm",
        "-v",
        "drill-liars_scratch:/s",
        "coppice/test-busybox:1",
        "touch",
        "/s/seed");
    try {
      Evidence evidence =
          start(
                  "crash-loop",
                  "compose: compose.yaml",
                  "compose: [compose.yaml, worker.yaml]",
                  "recovery:\n",
                  "recovery:\n  empty: [scratch]\n",
                  "stable-for: 1s",
                  "stable-for: 3s")
              .ended()
              .judged(1, Verdict.NOT_VERIFIED);

      Liar.caught(evidence, 7, Outcome.FALSE, "worker");
    } finally {
      shop.down();
      shop.engine.docker("volume", "rm", "drill-liars_scratch");
    }
  }

  @Test
  void a_volume_that_a_stranger_made_in_between_is_not_taken_for_the_new_one() {
    Coppice.Going going = start("stranger-volume");
    going.says("remove volume " + shop.volume() + "  ");
    shop.engine.docker("volume", "create", shop.volume());

    Coppice.Ended ended = going.ended();

    assertNotEquals(0, ended.exit(), ended::toString);
    Evidence evidence = ended.evidence();
    assertEquals(Verdict.NOT_VERIFIED, evidence.verdict(), ended::toString);
    assertTrue(evidence.reasons().stream().anyMatch(r -> r.contains("orders")), ended::toString);
    assertEquals(
        "map[]",
        shop.engine.docker("volume", "inspect", "-f", "{{.Labels}}", shop.volume()),
        "it is still the stranger's");
    assertFalse(shop.served().contains("walden"), "nothing was restored over what is not ours");
  }

  @Test
  void a_steady_state_that_does_not_hold_before_refuses_and_touches_nothing() {
    String before = shop.everything();
    start("unsteady", "contains: walden", "contains: ulysses")
        .ended()
        .said(3, "the steady state does not hold before the drill", "\"an order is served\"");

    assertEquals(before, shop.everything());
  }

  private Coppice.Going start(String name, String... edits) {
    return coppice.start("run", shop.scenario(name, edits), "--confirm", shop.target());
  }
}
