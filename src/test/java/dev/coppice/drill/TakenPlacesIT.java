package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals that need something else on the engine than a shop that is well. */
class TakenPlacesIT {

  @TempDir private Path own;

  @Test
  void refuses_a_name_that_looks_like_production_unless_it_is_allowed() throws IOException {
    try (Shop shop = new Shop("drill-live", 8107)) {
      Coppice coppice = new Coppice(shop.engine.endpoint(), own);
      shop.isReady(coppice);
      String before = shop.everything();

      coppice
          .run("run", shop.scenario("live"), "--confirm", shop.target())
          .said(3, shop.target() + " looks like production by its name");
      assertEquals(before, shop.everything());

      Path folder = Files.createDirectories(own.resolve("config").resolve("coppice"));
      Files.writeString(folder.resolve("config.yaml"), "allow: [\"" + shop.target() + "\"]\n");
      coppice.run("plan", shop.scenario("live")).said(0);
    }
  }

  @Test
  void refuses_a_port_that_a_stranger_took_while_the_service_was_down() {
    try (Shop shop = new Shop("drill-port", 8108)) {
      Coppice coppice = new Coppice(shop.engine.endpoint(), own);
      shop.isReady(coppice);
      shop.engine.docker("stop", shop.container("web", 1));
      shop.engine.docker(
          "run",
          "-d",
          "--name",
          "port-stranger",
          "-p",
          "8108:80",
          "coppice/test-busybox:1",
          "sleep",
          "1000");
      try {
        String before = shop.everything();

        coppice
            .run("run", shop.scenario("port"), "--confirm", shop.target())
            .said(3, "port 8108, which service web publishes, is held by container port-stranger");
        assertEquals(before, shop.everything());
      } finally {
        shop.engine.docker("rm", "-f", "port-stranger");
      }
    }
  }

  @Test
  void names_what_to_free_where_only_the_engine_can_tell_that_a_port_is_taken() {
    try (Shop shop = new Shop("drill-hidden-port", 8166)) {
      Coppice coppice = new Coppice(shop.engine.endpoint(), own);
      shop.isReady(coppice);
      shop.engine.docker("rm", "-f", shop.container("web", 1));
      // On the engine's own network it publishes nothing that anybody could see beforehand.
      shop.engine.docker(
          "run",
          "-d",
          "--name",
          "hidden-stranger",
          "--network",
          "host",
          "coppice/test-busybox:1",
          "httpd",
          "-f",
          "-p",
          "8166");
      try {
        coppice
            .run("recover", shop.scenario("hidden"), "--keep", "orders")
            .said(
                4,
                "port 8166 is held by a program on the engine's host; free the port, then: coppice"
                    + " resume ");
      } finally {
        shop.engine.docker("rm", "-f", "hidden-stranger");
      }
      // Stands, and as an interrupted run it meets no objective.
      coppice.run("resume").judged(1, Verdict.NOT_VERIFIED);
      assertEquals(Shop.ORDERS, shop.served());
    }
  }
}
