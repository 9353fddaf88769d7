package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Plan;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the shop's network and volume, and what is not. */
class OtherHandsTest {

  private final PlannedShop shop = new PlannedShop();
  private final Recorder recorder = new Recorder(new RunClock(Instant.EPOCH, 0, Time.SYSTEM));
  private final List<String> told = new ArrayList<>();
  private OtherHands hands;
  private long seconds;

  @BeforeEach
  void a_shop() {
    hands = hands(shop.drill());
  }

  private OtherHands hands(Plan plan) {
    return new OtherHands(plan, "r1", PlannedShop.stack(), shop.inventory(), recorder);
  }

  private void happens(String type, String action, String id, String... attributes) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], attributes[i + 1]);
    }
    seconds++;
    hands
        .told(new EngineEvent(0, seconds * 1_000_000_000L, type, action, id, named))
        .forEach(
            sentence ->
                told.add(
                    sentence
                        .replace("somebody else changed the stack meanwhile: ", "")
                        .replace(" by another hand", "")));
  }

  private void network(String action, String id, String container) {
    happens("network", action, id, "name", "shop_back", "container", container);
  }

  private void container(String action, String id) {
    happens(
        "container", action, id, "name", "shop-web-1", Labels.PROJECT, "shop", Labels.RUN, "r1");
  }

  private void later() {
    seconds += 10;
    happens("image", "pull", "x");
  }

  @Test
  void what_the_run_does_is_not_told() {
    recorder.touched("remove network", "net-1");
    network("destroy", "net-1", "");
    recorder.touched("remove volume", "shop_orders");
    happens("volume", "destroy", "shop_orders");
    recorder.touched("create network", "shop_back");
    network("create", "net-2", "");
    recorder.touched("create volume", "shop_orders");
    happens("volume", "create", "shop_orders");
    happens("volume", "create", "shop_orders");
    container("create", "web");
    network("connect", "net-2", "web");
    container("start", "web");
    recorder.touched("create container", "one-off");
    network("connect", "net-2", "one-off");
    later();

    assertEquals(List.of(), told);
  }

  @Test
  void what_the_run_did_not_do_is_told_by_name() {
    network("destroy", "net-1", "");
    network("create", "net-9", "");
    happens("volume", "destroy", "shop_orders");
    happens("volume", "create", "shop_orders");
    network("connect", "net-9", "0123456789abcdef");

    assertEquals(
        List.of(
            "network shop_back was removed",
            "network shop_back was created",
            "volume shop_orders was removed",
            "volume shop_orders was created",
            "container 0123456789ab was connected to network shop_back"),
        told);
  }

  @Test
  void a_volume_that_goes_once_more_than_the_run_removed_it_is_told() {
    recorder.touched("remove volume", "shop_orders");
    happens("volume", "destroy", "shop_orders");
    recorder.touched("create volume", "shop_orders");
    happens("volume", "create", "shop_orders");
    happens("volume", "destroy", "shop_orders");

    assertEquals(List.of("volume shop_orders was removed"), told);
  }

  @Test
  void what_is_not_the_stacks_is_nobodys_business() {
    happens("volume", "destroy", "theirs");
    happens("network", "create", "n", "name", "theirs");
    happens("network", "connect", "n", "name", "theirs", "container", "x");

    assertEquals(List.of(), told);
  }

  @Test
  void a_container_that_ends_leaves_its_network_and_that_is_nothing_to_tell() {
    network("disconnect", "net-1", "id-web-1");
    container("die", "id-web-1");
    container("die", "id-db-1");
    network("disconnect", "net-1", "id-db-1");
    later();

    assertEquals(List.of(), told);
  }

  @Test
  void a_container_that_is_taken_off_its_network_while_it_runs_is_told() {
    network("disconnect", "net-1", "id-web-1");
    network("disconnect", "net-1", "id-web-1");
    later();

    assertEquals(List.of("container shop-web-1 was disconnected from network shop_back"), told);
  }
}
