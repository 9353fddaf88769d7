package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.coppice.evidence.Verdict;
import dev.coppice.lab.TestEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two engines that call themselves the same, with the same stack on both. */
class TwoEnginesIT {

  @TempDir private Path own;

  @Test
  void a_plan_and_a_run_of_the_one_never_touch_the_other() {
    try (Shop shop = new Shop("drill-twin", 8172);
        TestEngine twin = shop.engine.twin()) {
      Coppice coppice = new Coppice(shop.engine.endpoint(), own);
      shop.isReady(coppice);
      assertEquals(named(shop.engine), named(twin));
      assertNotEquals(shop.engine.endpoint(), twin.endpoint());
      twin.share(shop.folder.resolve("key.txt"));
      twin.docker(
          "compose",
          "-p",
          shop.project,
          "-f",
          shop.folder.resolve("compose.yaml").toString(),
          "up",
          "-d",
          "--quiet-pull");
      String scenario = shop.scenario("twin");
      String plan = own.resolve("plan.json").toString();
      coppice.run("plan", scenario, "--out", plan).said(0);
      String before = Shop.everything(twin);

      // The name that is typed is the other's too: only where it is tells them apart.
      Coppice there = new Coppice(twin.endpoint(), own);
      there
          .run("run", scenario, "--plan", plan, "--confirm", shop.target())
          .said(3, "the engine is ", twin.endpoint(), "confirmed was ", shop.engine.endpoint());
      assertEquals(before, Shop.everything(twin));

      Coppice.Going going =
          coppice.start("run", scenario, "--plan", plan, "--confirm", shop.target());
      going.says("remove " + shop.container("web", 1) + "  ");
      going.kill();
      going.ended();
      // A run goes on where it was begun, whatever engine is at hand now.
      there.run("resume").judged(1, Verdict.NOT_VERIFIED);

      assertEquals(before, Shop.everything(twin));
      assertEquals(Shop.ORDERS, shop.served());
    }
  }

  private static String named(TestEngine engine) {
    return engine.docker("info", "--format", "{{.Name}} {{.ID}} {{.DockerRootDir}}");
  }
}
