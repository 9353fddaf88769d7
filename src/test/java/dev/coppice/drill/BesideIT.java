package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.lab.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Compose beside a drill: it is noticed and told, and the stack comes back. */
class BesideIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop() {
    shop = new Shop("drill-beside", 8163);
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
  void an_up_by_another_hand_during_the_outage_is_told_and_never_verified() {
    Coppice.Ended ended;
    // An outage is over when each probe has failed in it: one that is kept waiting gives time.
    try (FrontDoor door = new FrontDoor(shop.host, Duration.ofSeconds(7))) {
      Coppice.Going going = start("up", shop.host, door.address(), "timeout: 5s", "timeout: 9s");
      going.says("  outage:");
      shop.engine.tryDocker(
          "compose", "-p", shop.project, "-f", shop.folder + "/compose.yaml", "up", "-d");
      ended = going.ended();
    }
    told(ended, "was created by another hand");
    // What he made is his: he takes it away again before the run can go on.
    shop.engine.tryDocker(
        "compose", "-p", shop.project, "-f", shop.folder + "/compose.yaml", "down", "-v");
    comesBack(ended);
  }

  @Test
  void a_down_by_another_hand_during_the_rebuild_is_told_and_never_verified() {
    Coppice.Going going = start("down");
    going.says("await data-1 healthy  ");
    shop.engine.tryDocker(
        "compose", "-p", shop.project, "-f", shop.folder + "/compose.yaml", "down");

    Coppice.Ended ended = going.ended();
    told(ended, "was removed by another hand");
    comesBack(ended);
  }

  @Test
  void a_stranger_on_a_network_of_the_stack_is_told_by_name() {
    String network = shop.project + "_back";
    Coppice.Going going = start("stranger");
    going.says("await data-1 healthy  ");
    String stranger =
        shop.engine.docker("run", "-d", "--network", network, TestEngine.BUSYBOX, "sleep", "1000");
    Coppice.Ended ended = going.ended();
    shop.engine.docker("rm", "-f", stranger);

    ended.said(
        ended.exit(),
        "container %s was connected to network %s by another hand"
            .formatted(stranger.substring(0, 12), network));
    assertEquals(
        1,
        ended.evidence().deviations().stream()
            .filter(deviation -> deviation.startsWith(RunRecord.OTHER_HAND))
            .count(),
        "and nothing that the run did itself: " + ended);
    assertEquals(Shop.ORDERS, shop.served());
  }

  private void told(Coppice.Ended ended, String what) {
    assertTrue(ended.exit() == 1 || ended.exit() == 4, ended::toString);
    ended.said(ended.exit(), "somebody else changed the stack meanwhile", what);
    Evidence evidence = ended.evidence();
    assertNotEquals(Verdict.VERIFIED, evidence.verdict());
    assertTrue(evidence.deviations().stream().anyMatch(d -> d.contains(what)), ended::toString);
  }

  private void comesBack(Coppice.Ended ended) {
    List<Coppice.Ended> story = new ArrayList<>(List.of(ended));
    while (story.size() < 4 && !shop.served().equals(Shop.ORDERS)) {
      story.add(coppice.run("resume"));
    }
    assertEquals(Shop.ORDERS, shop.served(), story::toString);
  }

  private Coppice.Going start(String name, String... edits) {
    return coppice.start("run", shop.scenario(name, edits), "--confirm", shop.target());
  }
}
