package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.data.RescueManifest;
import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.PlanText;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an undo would do, planned from what stands and from the copies that lie there. */
class UndoPlanTest {

  @Test
  void a_finished_run_is_undone_by_making_anew_only_what_has_the_volume() {
    Plan plan = undo(new PlannedShop(), true, copy("orders", "shop_orders"));

    assertEquals(List.of(), plan.obstacles());
    assertEquals("hold shop-db-1, copy orders", steps(plan, Phase.RESCUE));
    assertEquals(
        "kill shop-db-1, remove shop-db-1, remove volume shop_orders", steps(plan, Phase.DESTROY));
    assertEquals(
        "create volume orders, put back orders, create db-1, start db-1, await db-1 healthy",
        steps(plan, Phase.REBUILD));
  }

  @Test
  void nothing_mounts_a_volume_before_its_data_is_back() {
    Plan plan = undo(new PlannedShop(), true, copy("orders", "shop_orders"));

    assertEquals(List.of("create volume orders"), waits(plan, "put back orders"));
    assertEquals(List.of("put back orders"), waits(plan, "create db-1"));
  }

  @Test
  void compose_raises_nothing_before_the_data_is_back() {
    PlannedShop shop = new PlannedShop();
    Plan plan =
        new Planner(dev.coppice.provision.Provisions.KINDS.get("compose"))
            .undo(shop.situation(), undone(true, copy("orders", "shop_orders")));

    String up =
        plan.steps(Phase.REBUILD)
            .filter(step -> step.id().startsWith("compose up"))
            .findFirst()
            .orElseThrow()
            .id();
    assertTrue(waits(plan, up).contains("put back orders"), () -> waits(plan, up).toString());
  }

  @Test
  void no_backup_is_restored_over_what_is_put_back() {
    Plan plan = undo(new PlannedShop(), true, copy("orders", "shop_orders"));

    assertTrue(plan.steps(Phase.REBUILD).noneMatch(step -> step.id().startsWith("restore")));
    assertEquals(
        List.of(
            new Plan.WayBack("shop_orders", "orders", Plan.WayBack.Way.PUT_BACK, null, true, "r1")),
        plan.wayBack());
  }

  @Test
  void an_unfinished_run_is_undone_by_making_all_that_is_missing() {
    PlannedShop shop = PlannedShop.onAnEmptyEngine();

    Plan plan = undo(shop, false, copy("orders", "shop_orders"));

    assertEquals("", steps(plan, Phase.DESTROY) + steps(plan, Phase.RESCUE));
    assertTrue(steps(plan, Phase.REBUILD).contains("create volume orders, put back orders, pull"));
    assertTrue(plan.inapplicable().containsKey(3));
  }

  @Test
  void a_volume_that_the_interrupted_run_had_made_anew_is_copied_before_it_is_replaced() {
    PlannedShop shop = PlannedShop.onAnEmptyEngine();
    shop.volumes.add(PlannedShop.volume("shop_orders", Map.of(Labels.VOLUME, "orders")));

    Plan plan = undo(shop, false, copy("orders", "shop_orders"));

    assertEquals("copy orders", steps(plan, Phase.RESCUE));
    assertEquals("remove volume shop_orders", steps(plan, Phase.DESTROY));
  }

  @Test
  void a_volume_that_was_not_lost_stays_as_it_is_and_a_backup_brings_what_has_no_copy() {
    Plan untouched = undo(new PlannedShop(), false);
    assertEquals("", steps(untouched, Phase.DESTROY) + steps(untouched, Phase.REBUILD));

    Plan restored = undo(PlannedShop.onAnEmptyEngine(), false);
    assertTrue(steps(restored, Phase.REBUILD).contains("restore orders"));
  }

  @Test
  void a_stranger_on_the_volume_is_in_the_way() {
    PlannedShop shop = new PlannedShop();
    shop.containers.add(
        PlannedShop.container(
            "stranger",
            1,
            "running",
            PlannedShop.MADE,
            Map.of(Labels.PROJECT, "other"),
            PlannedShop.mounted("shop_orders", "/data", false)));

    Plan plan = undo(shop, true, copy("orders", "shop_orders"));

    assertTrue(
        obstacles(plan).stream().anyMatch(o -> o.contains("which is not the stack's")),
        () -> obstacles(plan).toString());
  }

  @Test
  void copies_of_another_engine_or_of_a_volume_that_is_no_more_are_refused() {
    assertEquals(
        List.of("the rescue copy of volume orders is of stack shop on engine other (/elsewhere)"),
        obstacles(
            undo(
                new PlannedShop(),
                true,
                manifest("orders", "shop_orders", "other", "/elsewhere"))));
    assertEquals(
        List.of(
            "the definition has no volume gone of its own any more, and run r1 has a copy of it"),
        obstacles(undo(new PlannedShop(), true, copy("gone", "shop_gone"))));
    assertEquals(
        List.of("none of the named volumes that run r1 has copies of was lost in it"),
        obstacles(undo(new PlannedShop(), true, copy("web:/tmp", "f00d"))));
  }

  @Test
  void what_is_resumed_goes_on_putting_back_what_its_plan_put_back() {
    PlannedShop shop = new PlannedShop();
    Plan original = undo(shop, true, copy("orders", "shop_orders"));
    shop.containers.removeIf(container -> container.name().equals("shop-db-1"));
    shop.volumes.removeIf(volume -> volume.name().equals("shop_orders"));

    Plan goesOn = PlannedShop.planner().resumption(shop.situation(), original, Set.of());

    assertEquals("r1", goesOn.undoes());
    assertTrue(steps(goesOn, Phase.REBUILD).startsWith("create volume orders, put back orders"));
  }

  @Test
  void a_volume_without_a_copy_is_lost_for_good_and_the_plan_says_so() {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of(), List.of()));
    shop.rescueNone = Set.of("orders", "web:/tmp");

    String text = PlanText.of(shop.drill());

    assertTrue(
        text.contains("NO RESCUE COPY: what was written after the backup is lost for good"), text);
    assertTrue(text.contains("NO RESCUE COPY: all that is in it is lost for good"), text);
  }

  @Test
  void says_in_the_plan_whose_data_comes_and_what_becomes_of_that_which_is_there() {
    String text = PlanText.of(undo(new PlannedShop(), true, copy("orders", "shop_orders")));

    assertTrue(text.startsWith("Plan of undo r1 for shop@host"), text);
    assertTrue(
        text.contains(
            "orders  put back from the rescue copy of run r1  what is in it now is copied first"),
        text);
  }

  static Plan undo(PlannedShop shop, boolean finished, RescueManifest... lost) {
    return PlannedShop.planner().undo(shop.situation(), undone(finished, lost));
  }

  private static Undone undone(boolean finished, RescueManifest... lost) {
    return new Undone("r1", finished, List.of(lost));
  }

  static RescueManifest copy(String name, String volume) {
    return manifest(name, volume, "host", "/var/lib/docker");
  }

  private static RescueManifest manifest(
      String name, String volume, String engine, String rootDir) {
    return new RescueManifest(
        RescueManifest.FORMAT,
        volume,
        name,
        "shop",
        engine,
        rootDir,
        "0".repeat(64),
        1024,
        1024,
        1,
        Instant.EPOCH,
        "r1");
  }

  private static String steps(Plan plan, Phase phase) {
    return plan.steps(phase).map(step -> step.id()).collect(Collectors.joining(", "));
  }

  private static List<String> waits(Plan plan, String id) {
    return Stream.of(plan.steps())
        .flatMap(List::stream)
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow()
        .waitsFor();
  }

  private static List<String> obstacles(Plan plan) {
    return plan.obstacles().stream().map(Obstacle::what).toList();
  }
}
