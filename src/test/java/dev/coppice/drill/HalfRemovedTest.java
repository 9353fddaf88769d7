package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalfRemovedTest {

  private static final String ORDERS = "shop_orders";
  private static final Touched REMOVAL = new Touched("remove volume", ORDERS);

  private final PlannedShop shop = new PlannedShop();
  private final Plan plan;

  HalfRemovedTest() {
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of(), List.of()));
    plan = shop.drill();
  }

  private List<String> found(Touched... touched) {
    return new HalfRemoved(plan, "nonce", List.of(touched)::contains).in(shop.inventory());
  }

  @Test
  void stands_although_its_removal_was_begun() {
    assertEquals(List.of(ORDERS), found(REMOVAL));
  }

  @Test
  void is_none_whose_removal_was_not_begun() {
    assertEquals(List.of(), found(new Touched("remove container", ORDERS)));
    assertEquals(List.of(), found(new Touched("remove volume", "shop_cache_of_others")));
  }

  @Test
  void is_each_that_an_undo_was_to_replace_begun_or_not() {
    Plan undo = UndoPlanTest.undo(shop, false, UndoPlanTest.copy("orders", ORDERS));

    assertEquals(
        List.of(ORDERS), new HalfRemoved(undo, "nonce", touched -> false).in(shop.inventory()));
  }

  @Test
  void is_none_that_the_run_has_made_since() {
    replaced(Map.of(Labels.NONCE, "nonce"));

    assertEquals(List.of(), found(REMOVAL));
  }

  @Test
  void is_none_that_somebody_else_put_there_since() {
    replaced(Map.of("of", "others"));

    assertEquals(List.of(), found(REMOVAL));
  }

  private void replaced(Map<String, String> more) {
    Volume old =
        shop.volumes.stream().filter(v -> v.name().equals(ORDERS)).findFirst().orElseThrow();
    Map<String, String> labels = new HashMap<>(old.labels());
    labels.putAll(more);
    shop.volumes.remove(old);
    shop.volumes.add(PlannedShop.volume(ORDERS, labels));
  }
}
