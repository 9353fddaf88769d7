package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalLossIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-total", 8101);
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
  void a_total_loss_rebuilt_natively_is_verified_and_stays_composes_own() {
    List<String> before = shop.identities();
    Evidence evidence = drilled("total");

    assertEquals(Shop.ORDERS, shop.served());
    List<String> after = shop.identities();
    assertEquals(before.size(), after.size());
    assertTrue(after.stream().noneMatch(before::contains), () -> "not new: " + after);
    assertEquals(1, evidence.rescueCopies().size());
    assertTrue(Objects.requireNonNull(evidence.heldMs()) > 0);
    assertTrue(Objects.requireNonNull(evidence.rta()).ms() > 0);
    assertTrue(evidence.objectives().stream().allMatch(Evidence.ObjectiveResult::met));

    shop.compose("up", "-d");
    assertEquals(after, shop.identities());
    assertEquals(4, Shop.lines(shop.compose("ps", "-q")).size());
    shop.compose("logs", "web");
    shop.compose("down", "-v");
    assertEquals(List.of(), shop.identities());
  }

  @Test
  void a_total_loss_rebuilt_by_compose_is_verified_too() {
    Evidence evidence = drilled("by-compose", "rebuild: native", "rebuild: compose");

    assertEquals("compose", evidence.rebuild());
    assertEquals(Shop.ORDERS, shop.served());
  }

  @Test
  void strangers_on_the_engine_are_untouched() {
    shop.engine.docker("network", "create", "total-stranger");
    shop.engine.docker(
        "run",
        "-d",
        "--name",
        "total-stranger",
        "--network",
        "total-stranger",
        "-v",
        "total-stranger:/d",
        "coppice/test-busybox:1",
        "sleep",
        "1000");
    try {
      Set<String> before = strange();
      drilled("beside-strangers");
      Set<String> after = strange();

      assertTrue(before.stream().anyMatch(line -> line.contains("total-stranger")));
      assertEquals(before, after);
    } finally {
      shop.engine.docker("rm", "-f", "total-stranger");
      shop.engine.docker("network", "rm", "total-stranger");
      shop.engine.docker("volume", "rm", "total-stranger");
    }
  }

  private static Set<String> strange() {
    return Set.copyOf(
        shop.everything().lines().filter(line -> !line.contains("drill-total")).toList());
  }

  @Test
  void an_image_that_moved_under_its_tag_does_not_come_in() {
    String pinned = shop.engine.docker("inspect", "-f", "{{.Id}}", shop.image("web"));
    String moved = shop.push("web", "the moved");
    shop.engine.docker("tag", pinned, shop.image("web"));
    try {
      Evidence evidence = drilled("moved");

      Evidence.ServiceResult web = service(evidence, "web");
      assertEquals(pinned, web.after().get(0).configDigest());
      assertEquals(pinned, shop.engine.docker("inspect", "-f", "{{.Image}}", "drill-total-web-1"));
      assertNotEquals(
          moved,
          shop.engine.docker("inspect", "-f", "{{index .RepoDigests 0}}", shop.image("web")));
    } finally {
      shop.engine.docker("push", shop.image("web"));
    }
  }

  private Evidence drilled(String name, String... edits) {
    String scenario = shop.scenario(name, edits);
    return coppice.run("run", scenario, "--confirm", shop.target()).verified();
  }

  private static Evidence.ServiceResult service(Evidence evidence, String name) {
    return evidence.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
