package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialLossIT {

  private static final String EVERYTHING =
      "  - lose: containers\n  - lose: networks\n  - lose: volumes\n  - lose: images\n";
  private static final String DATA_IS_READ = "      reads: [orders]\n";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock() {
    shop = new Shop("drill-partial", 8102);
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
  void lost_containers_come_back_with_their_volume_as_it_was() {
    List<String> before = shop.identities();
    shop.put(Shop.ORDERS.replace("emma", "persuasion"));
    try {
      drilled("containers", EVERYTHING, "  - lose: containers\n");

      List<String> after = shop.identities();
      assertEquals(before.size(), after.size());
      assertTrue(after.stream().noneMatch(before::contains), () -> "not new: " + after);
      assertEquals(Shop.ORDERS.replace("emma", "persuasion"), shop.served());
    } finally {
      shop.put(Shop.ORDERS);
    }
  }

  @Test
  void a_lost_network_is_made_anew() {
    String before = network();
    drilled("network", EVERYTHING, "  - lose: containers\n  - {lose: networks, only: [back]}\n");

    assertFalse(network().isEmpty());
    assertFalse(before.equals(network()));
  }

  private static String network() {
    return shop.engine.docker("network", "ls", "-q", "--filter", "name=drill-partial_back");
  }

  @ParameterizedTest
  @CsvSource({"kill, true", "stop, true", "remove, false"})
  void a_lost_service_comes_back_while_the_others_do_not_notice(String by, boolean isTheSame) {
    List<String> before = shop.identities();
    Evidence evidence =
        drilled(
            "web-" + by,
            EVERYTHING,
            "  - {lose: service, service: web, by: " + by + "}\n",
            DATA_IS_READ,
            "      survives: true\n");

    for (String container : shop.identities()) {
      boolean isWeb = container.startsWith("drill-partial-web");
      assertEquals(!isWeb || isTheSame, before.contains(container), container);
    }
    Evidence.ProbeResult survivor = evidence.probes().get(1);
    assertTrue(survivor.survives());
    assertEquals(0, survivor.outage().failed());
  }

  @Test
  void a_service_that_others_wait_for_comes_back_alone() {
    Evidence evidence =
        drilled(
            "data-removed",
            EVERYTHING,
            "  - {lose: service, service: data, by: remove}\n",
            DATA_IS_READ,
            "");

    assertEquals(
        List.of("data"),
        evidence.services().stream()
            .filter(Evidence.ServiceResult::lost)
            .map(Evidence.ServiceResult::name)
            .toList());
  }

  private Evidence drilled(String name, String... edits) {
    String scenario = shop.scenario(name, edits);
    return coppice.run("run", scenario, "--confirm", shop.target()).verified();
  }
}
