package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StraysTest {

  private static final Map<String, String> COMPOSE =
      Map.of(Labels.PROJECT, "shop", Labels.VOLUME, "orders");

  private final PlannedShop shop = new PlannedShop();
  private final Plan plan;

  StraysTest() {
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of("orders"), List.of()));
    plan = PlannedShop.planner().drill(shop.situation());
    assertEquals(1, plan.losses(dev.coppice.plan.Loss.Kind.VOLUME).count());
  }

  private List<String> left(Map<String, String> labels, Set<String> removed) {
    Volume volume =
        new Volume(
            "shop_orders",
            "local",
            "/v/shop_orders",
            PlannedShop.MADE,
            new TreeMap<>(labels),
            new TreeMap<>());
    Inventory standing =
        new Inventory(PlannedShop.MADE, List.of(), List.of(), List.of(volume), List.of());
    return new Strays(plan, "n1", removed::contains)
        .without(standing).volumes().stream().map(Volume::name).toList();
  }

  private static Map<String, String> with(Map<String, String> labels, String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return more;
  }

  private Map<String, String> planned() {
    return new TreeMap<>(shop.volumes.get(0).labels());
  }

  @Test
  void a_volume_that_was_never_removed_is_the_stacks_own() {
    assertEquals(List.of("shop_orders"), left(planned(), Set.of()));
  }

  @Test
  void one_that_stands_after_its_removal_is_somebody_elses_even_with_the_same_labels() {
    assertEquals(List.of(), left(planned(), Set.of("shop_orders")));
    assertEquals(List.of(), left(COMPOSE, Set.of("shop_orders")));
  }

  @Test
  void one_with_other_labels_was_put_in_its_place() {
    assertEquals(List.of(), left(Map.of(), Set.of()));
    assertEquals(List.of(), left(with(planned(), Labels.NONCE, "another"), Set.of()));
  }

  @Test
  void one_that_carries_the_runs_nonce_was_made_by_it() {
    assertEquals(
        List.of("shop_orders"), left(with(planned(), Labels.NONCE, "n1"), Set.of("shop_orders")));
  }
}
