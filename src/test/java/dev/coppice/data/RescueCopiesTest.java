package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueCopiesTest {

  @TempDir private Path store;
  private RescueCopies copies;

  @BeforeEach
  void two_runs_have_copies() throws Exception {
    copies = new RescueCopies(store.resolve("rescue"));
    copy("r1", "shop_orders");
    copy("r1", "shop_cache");
    copy("r2", "shop_orders");
  }

  @Test
  void tells_the_copies_of_each_run_and_what_they_take() {
    assertEquals(List.of("r1", "r2"), copies.runs());
    assertEquals(
        List.of("shop_cache", "shop_orders"),
        copies.of("r1").stream().map(copy -> copy.manifest().volume()).toList());
    assertEquals(List.of(), copies.of("r3"));
    assertEquals(copies.bytes("r1") + copies.bytes("r2"), copies.bytes());
  }

  @Test
  void a_copy_without_its_manifest_was_never_finished() throws Exception {
    Files.delete(RescueManifest.beside(copies.of("r2").get(0).file()));

    assertEquals(List.of(), copies.of("r2"));
    assertEquals(List.of("r1", "r2"), copies.runs());
  }

  @Test
  void gives_up_the_copies_of_one_run_and_does_it_twice_alike() {
    copies.release("r1");
    copies.release("r1");

    assertEquals(List.of("r2"), copies.runs());
    assertFalse(Files.exists(copies.folder("r1")));
    assertEquals(1, copies.of("r2").size());
  }

  private void copy(String run, String volume) throws Exception {
    FakeEngine engine = new FakeEngine();
    engine.volumes.add(volume);
    engine.archive = Tars.volume();
    new Rescue(engine, engine, Map.of("dev.coppice.run", run), run, copies.store())
        .copy(
            new Step(
                "copy " + volume, Phase.RESCUE, Verb.COPY, volume, "why", List.of(), Map.of()));
  }
}
