package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplacementsTest {

  private static final String DB = "d".repeat(64);
  private static final String API = "a".repeat(64);
  private static final String GONE = "e".repeat(64);

  private final PlannedShop shop = PlannedShop.onAnEmptyEngine();

  private void stands(String id, String service, @Nullable String health, @Nullable String owner) {
    stands(id, service, health, owner, "hash-" + service);
  }

  private void stands(
      String id,
      String service,
      @Nullable String health,
      @Nullable String owner,
      String configHash) {
    stands(
        PlannedShop.container(service, 1, "running"),
        id,
        health,
        owner,
        configHash,
        new TreeMap<>());
  }

  private void stands(
      Container made,
      String id,
      @Nullable String health,
      @Nullable String owner,
      String configHash,
      SortedMap<String, Container.Attachment> networks) {
    Map<String, String> labels = new TreeMap<>(made.labels());
    labels.put(Labels.CONFIG_HASH, configHash);
    shop.containers.add(
        new Container(
            id,
            made.name(),
            made.image(),
            made.imageId(),
            made.state(),
            health,
            made.exitCode(),
            made.restarts(),
            made.oomKilled(),
            made.createdAt(),
            made.startedAt(),
            made.endedAt(),
            new TreeMap<>(labels),
            made.mounts(),
            networks,
            made.ports(),
            owner == null
                ? new TreeMap<>()
                : new TreeMap<>(Map.of("HostConfig.NetworkMode", "container:" + owner))));
  }

  private List<String> replaced() {
    return Replacements.of(PlannedShop.stack(), shop.inventory()).stream()
        .map(Loss::name)
        .sorted()
        .toList();
  }

  @Test
  void keeps_what_stands_as_it_should() {
    stands(DB, "db", "healthy", null);
    stands(API, "api", null, DB);

    assertEquals(List.of(), replaced());
  }

  @Test
  void replaces_what_is_unhealthy_or_of_another_definition() {
    stands(DB, "db", "unhealthy", null);
    stands(API, "api", null, null, "of another");

    assertEquals(List.of("shop-api-1", "shop-db-1"), replaced());
  }

  @Test
  void replaces_what_shares_the_spaces_of_a_replaced_container_and_what_shares_its_own() {
    stands(DB, "db", "unhealthy", null);
    stands(API, "api", null, DB);
    stands("f".repeat(64), "web", null, API);

    assertEquals(List.of("shop-api-1", "shop-db-1", "shop-web-1"), replaced());
  }

  @Test
  void replaces_what_has_ended_and_hangs_on_a_network_that_was_removed() {
    stands(DB, "db", "healthy", null);
    stands(
        PlannedShop.container("api", 1, "exited"),
        API,
        null,
        null,
        "hash-api",
        new TreeMap<>(Map.of("back", new Container.Attachment(GONE, List.of()))));

    assertEquals(List.of("shop-api-1"), replaced());
  }

  @Test
  void replaces_what_runs_on_in_the_spaces_of_a_container_that_is_gone() {
    stands(API, "api", null, GONE);

    assertEquals(List.of("shop-api-1"), replaced());
  }
}
