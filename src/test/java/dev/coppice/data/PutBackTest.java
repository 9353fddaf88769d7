package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutBackTest {

  private static final Map<String, String> MARKS =
      Map.of("dev.coppice.run", "r2", "dev.coppice.nonce", "n2");

  @TempDir private Path store;
  private final FakeEngine engine = new FakeEngine();
  private PutBack putBack;
  private RescueCopies copies;

  @BeforeEach
  void has_a_copy_and_a_fresh_volume() throws Exception {
    engine.volumes.add("shop_orders");
    engine.archive = Tars.volume();
    Rescue rescue = new Rescue(engine, engine, Map.of("dev.coppice.run", "r1"), "r1", store);
    rescue.copy(
        step(Verb.COPY, "shop_orders", Map.of(Rescue.NAME, "orders", Rescue.PROJECT, "shop")));
    engine.calls.clear();
    engine.archive = new byte[0];
    engine.volumeLabels.putAll(MARKS);
    copies = new RescueCopies(store);
    putBack = new PutBack(engine, engine, MARKS, "r2", copies);
  }

  @Test
  void a_copy_goes_through_a_container_that_is_never_started_and_is_read_back() throws Exception {
    putBack.perform(orders());
    putBack.clear(engine.step("clear"));

    assertArrayEquals(Tars.volume(), engine.archive);
    assertEquals(
        List.of(
            "put back orders: importEmptyImage coppice/empty:r2",
            "put back orders: createContainer coppice-put-back-r2-shop_orders",
            "put back orders: putArchive id-of-coppice-put-back-r2-shop_orders",
            "put back orders: removeContainer id-of-coppice-put-back-r2-shop_orders",
            "clear: removeImage coppice/empty:r2"),
        engine.calls);
  }

  @Test
  void a_volume_that_this_run_did_not_make_is_not_overwritten() {
    engine.volumeLabels.put("dev.coppice.nonce", "another");

    refused("this run did not make it");
    assertEquals(List.of(), engine.calls);
  }

  @Test
  void a_volume_that_is_gone_is_not_made_by_mounting_it() {
    engine.volumes.clear();

    refused("it is gone");
    assertEquals(List.of(), engine.calls);
  }

  @Test
  void a_copy_that_was_changed_is_not_used() throws Exception {
    Path file = copies.of("r1").get(0).file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[600] ^= 1;
    Files.write(file, bytes);

    refused("the copy is not what was written");
    assertEquals(List.of(), engine.calls);
  }

  @Test
  void what_is_read_back_and_differs_fails_the_step() {
    engine.spoilt = true;

    refused("read back, the volume is not what the copy holds: volume/base holds something else");
    assertTrue(engine.calls.get(engine.calls.size() - 1).contains("removeContainer"));
  }

  @Test
  void a_run_without_that_copy_is_named() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                putBack.perform(
                    step(Verb.PUT_BACK, "cache", Map.of("volume", "shop_cache", "from", "r1"))));
    assertTrue(failure.getMessage().startsWith("run r1 has no rescue copy of volume cache"));
  }

  private void refused(String why) {
    IOException failure = assertThrows(IOException.class, () -> putBack.perform(orders()));
    assertTrue(failure.getMessage().contains(why), failure::getMessage);
  }

  private static Step orders() {
    return step(Verb.PUT_BACK, "orders", Map.of("volume", "shop_orders", "from", "r1"));
  }

  private static Step step(Verb verb, String object, Map<String, String> settings) {
    return new Step(
        verb.word() + " " + object, Phase.REBUILD, verb, object, "why", List.of(), settings);
  }
}
