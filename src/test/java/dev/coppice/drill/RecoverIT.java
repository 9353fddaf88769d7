package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-recover", 8103);
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
  void brings_stack_and_data_back_to_an_emptied_engine() {
    shop.lost();
    Evidence evidence = coppice.run("recover", shop.scenario("recover")).verified();

    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    for (int line = 1; line <= 3; line++) {
      assertEquals(Outcome.NOT_APPLICABLE, Coppice.Ended.outcome(evidence, line));
    }
    assertTrue(evidence.backups().get(0).ageMs() > 0);
  }

  @Test
  void refuses_to_restore_over_data_that_is_there_and_keeps_it_when_told_to() {
    String newer = Shop.ORDERS.replace("emma", "persuasion");
    shop.put(newer);
    shop.engine.docker("rm", "-f", "drill-recover-web-1", "drill-recover-data-1");
    String before = shop.everything();

    coppice.run("recover", shop.scenario("recover")).said(3, "volume", "orders", "--keep orders");
    assertEquals(before, shop.everything());

    coppice.run("recover", shop.scenario("recover"), "--keep", "orders").verified();
    assertEquals(newer, shop.served());
    shop.put(Shop.ORDERS);
  }

  @Test
  void refuses_a_port_that_a_stranger_holds() {
    shop.lost();
    shop.engine.docker(
        "run",
        "-d",
        "--name",
        "recover-stranger",
        "-p",
        "8103:80",
        "coppice/test-busybox:1",
        "sleep",
        "1000");
    try {
      String before = shop.everything();

      coppice
          .run("recover", shop.scenario("recover"))
          .said(3, "port 8103, which service web publishes, is held by container recover-stranger");
      assertEquals(before, shop.everything());
      assertEquals(List.of(), shop.identities());
    } finally {
      shop.engine.docker("rm", "-f", "recover-stranger");
    }
  }

  @Test
  void needs_no_consent_but_a_wrong_one_refuses() {
    shop.lost();
    coppice
        .run("recover", shop.scenario("recover"), "--confirm", "other@elsewhere")
        .said(3, "\"other@elsewhere\" is not " + shop.target());
    assertEquals(List.of(), shop.identities());
  }

  @Test
  void lets_go_on_what_was_paused() {
    shop.engine.docker("pause", shop.container("web", 1));

    Coppice.Ended ended = coppice.run("recover", shop.scenario("paused"), "--keep", "orders");

    assertTrue(ended.exit() <= 1, ended::toString);
    assertEquals(List.of(), shop.paused());
    assertEquals(Shop.ORDERS, shop.served());
  }
}
