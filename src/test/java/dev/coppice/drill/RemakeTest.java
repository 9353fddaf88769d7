package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemakeTest {

  private static final Instant IMPACT = PlannedShop.MADE.plusSeconds(60);
  private static final Instant LATER = IMPACT.plusSeconds(5);
  private final PlannedShop shop = PlannedShop.onAnEmptyEngine();

  private List<String> containers(String... unrestored) {
    return remake(unrestored).containers().stream().map(Container::name).toList();
  }

  private Remake remake(String... unrestored) {
    return Remake.of(
        PlannedShop.stack(),
        shop.inventory(),
        IMPACT,
        "nonce",
        Set.of(unrestored),
        List.of(),
        Set.of());
  }

  private static Container made(
      String service, String state, Instant at, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>(PlannedShop.container(service, 1, state).labels());
    labels.putAll(more);
    return PlannedShop.container(service, 1, state, at, labels);
  }

  @Test
  void leaves_what_came_up_alone() {
    shop.containers.add(made("db", "running", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("migrate", "exited", LATER, Map.of()));

    assertEquals(List.of(), containers());
  }

  @Test
  void makes_all_anew_that_a_sabotaged_run_made_and_nothing_else() {
    shop.containers.add(made("db", "running", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("migrate", "exited", LATER, Map.of()));
    shop.containers.add(made("web", "running", IMPACT.minusSeconds(60), Map.of()));
    shop.volumes.add(
        PlannedShop.volume("shop_orders", Map.of(Labels.VOLUME, "orders", Labels.NONCE, "nonce")));

    Remake remake =
        Remake.everything(PlannedShop.stack(), shop.inventory(), IMPACT, "nonce", List.of());

    assertEquals(
        List.of("shop-db-1", "shop-migrate-1"),
        remake.containers().stream().map(Container::name).toList());
    assertEquals(List.of("shop_orders"), remake.volumes());
  }

  @Test
  void makes_anew_what_it_made_and_what_did_not_come_up() {
    shop.containers.add(made("db", "created", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("api", "exited", LATER, Map.of()));
    shop.containers.add(
        made("web", "running", LATER, Map.of(Labels.NONCE, "nonce", Labels.CONFIG_HASH, "older")));

    assertEquals(List.of("shop-db-1", "shop-api-1", "shop-web-1"), containers());
  }

  @Test
  void makes_anew_what_has_started_without_the_data_that_it_waits_for() {
    shop.containers.add(made("db", "running", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("web", "running", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("api", "running", IMPACT.minusSeconds(60), Map.of()));

    Remake remake =
        Remake.of(
            PlannedShop.stack(),
            shop.inventory(),
            IMPACT,
            "nonce",
            Set.of(),
            List.of("shop_orders"),
            Set.of("web", "api"));

    assertEquals(List.of("shop-web-1"), remake.containers().stream().map(Container::name).toList());
    assertEquals(List.of("shop_orders"), remake.volumes());
  }

  /** Made well, with one setting by which it shares with another container. */
  private static Container sharing(String service, String setting, String value) {
    Container well = made(service, "running", LATER, Map.of(Labels.NONCE, "nonce"));
    return new Container(
        service.repeat(64).replaceAll("[^0-9a-f]", "0").substring(0, 64),
        well.name(),
        well.image(),
        well.imageId(),
        well.state(),
        well.health(),
        0,
        0,
        false,
        well.createdAt(),
        well.startedAt(),
        null,
        well.labels(),
        well.mounts(),
        well.networks(),
        List.of(),
        new TreeMap<>(Map.of(setting, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "HostConfig.NetworkMode, container:OWNER",
    "HostConfig.PidMode,     container:OWNER",
    "HostConfig.IpcMode,     container:OWNER",
    "HostConfig.VolumesFrom, '[\"OWNER:rw\"]'",
  })
  void makes_anew_what_shares_the_spaces_of_what_is_made_anew(String setting, String value) {
    Container db = sharing("db", "HostConfig.NetworkMode", "shop_back");
    Container api = sharing("api", setting, value.replace("OWNER", db.id()));
    Container web = sharing("web", setting, value.replace("OWNER", api.id()));
    shop.containers.addAll(List.of(web, api, db));

    assertEquals(List.of(), containers());

    shop.containers.set(2, ended(db));
    assertEquals(List.of("shop-web-1", "shop-api-1", "shop-db-1"), containers());

    // Removed already, by a process that was killed before it came to the others.
    shop.containers.remove(2);
    assertEquals(List.of("shop-web-1", "shop-api-1"), containers());
  }

  private static Container ended(Container container) {
    return new Container(
        container.id(),
        container.name(),
        container.image(),
        container.imageId(),
        "exited",
        null,
        1,
        0,
        false,
        container.createdAt(),
        container.startedAt(),
        null,
        container.labels(),
        container.mounts(),
        container.networks(),
        List.of(),
        container.settings());
  }

  @Test
  void leaves_a_stranger_alone_that_only_bears_the_labels() {
    shop.containers.add(made("web", "created", LATER, Map.of(Labels.CONFIG_HASH, "another")));

    assertEquals(List.of(), containers());
  }

  @Test
  void leaves_what_stood_before_the_impact_alone_whatever_its_state() {
    shop.containers.add(made("api", "exited", PlannedShop.MADE, Map.of()));

    assertEquals(List.of(), containers());
  }

  @Test
  void leaves_somebody_elses_one_off_container_alone() {
    shop.containers.add(
        made("api", "running", LATER, Map.of(Labels.ONE_OFF, "True", Labels.CONFIG_HASH, "own")));

    assertEquals(List.of(), containers());
  }

  @Test
  void makes_a_volume_anew_whose_restore_did_not_end_with_all_that_use_it() {
    shop.volumes.add(PlannedShop.volume("shop_orders", Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(
        PlannedShop.container(
            "db",
            1,
            "running",
            LATER,
            PlannedShop.container("db", 1, "running").labels(),
            PlannedShop.mounted("shop_orders", "/data", false)));

    assertEquals(List.of(), containers());
    assertEquals(List.of("shop-db-1"), containers("orders"));
    assertEquals(List.of("shop_orders"), remake("orders").volumes());
  }

  @Test
  void never_names_a_volume_that_another_made() {
    shop.volumes.add(PlannedShop.volume("shop_orders", Map.of(Labels.NONCE, "other")));

    assertEquals(List.of(), remake("orders").volumes());
  }

  private boolean mayBeWritten() {
    return Remake.mayBeWritten(shop.inventory(), "shop_orders");
  }

  private static Container user(String state) {
    return PlannedShop.container(
        "db",
        1,
        state,
        LATER,
        PlannedShop.container("db", 1, state).labels(),
        PlannedShop.mounted("shop_orders", "/data", false));
  }

  @Test
  void somebody_may_have_written_where_a_user_of_the_volume_has_run_or_is_gone() {
    assertTrue(mayBeWritten());
    shop.containers.add(user("created"));
    assertFalse(mayBeWritten());
    shop.containers.add(user("exited"));
    assertTrue(mayBeWritten());
  }

  private boolean wentOn(String... waiting) {
    return Remake.wentOn(PlannedShop.stack(), shop.inventory(), IMPACT, "nonce", List.of(waiting));
  }

  @Test
  void believes_a_restore_after_which_a_service_was_started_that_waits_for_it() {
    shop.containers.add(made("api", "running", LATER, Map.of(Labels.NONCE, "nonce")));

    assertTrue(wentOn("migrate", "api"));
    assertFalse(wentOn("migrate"));
  }

  @Test
  void believes_no_restore_where_what_waits_for_it_was_only_made_or_stood_all_along() {
    shop.containers.add(made("api", "created", LATER, Map.of(Labels.NONCE, "nonce")));
    shop.containers.add(made("migrate", "exited", PlannedShop.MADE, Map.of()));

    assertFalse(wentOn("migrate", "api"));
  }
}
