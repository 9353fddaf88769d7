package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.lab.TestEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerdStoreIT {

  @TempDir private Path own;

  @Test
  void a_total_loss_is_verified_where_containerd_keeps_the_images() {
    try (TestEngine engine = TestEngine.freshWithContainerdStore();
        Shop shop = new Shop(engine, "drill-containerd", 8151)) {
      Coppice coppice = new Coppice(engine.endpoint(), own);
      shop.isReady(coppice);

      Evidence evidence =
          coppice.run("run", shop.scenario("containerd"), "--confirm", shop.target()).verified();

      assertEquals(Outcome.TRUE, Coppice.Ended.outcome(evidence, 5));
      assertEquals(Shop.ORDERS, shop.served());
    }
  }
}
