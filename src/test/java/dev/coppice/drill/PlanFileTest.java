package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Redaction;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanFileTest {

  @TempDir Path folder;

  private static PlannedShop shop() {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of(), List.of()));
    return shop;
  }

  private static Volume orders(Instant createdAt, String mountpoint) {
    return new Volume(
        "shop_orders",
        "local",
        mountpoint,
        createdAt,
        new TreeMap<>(Map.of(Labels.PROJECT, "shop", Labels.VOLUME, "orders")),
        new TreeMap<>());
  }

  private Path written() {
    Path file = folder.resolve("plan.json");
    PlanFile.write(file, shop().drill(), Redaction.none());
    return file;
  }

  @Test
  void gives_back_the_plan_that_was_written() {
    Plan read = PlanFile.read(written());

    assertEquals(shop().drill(), read);
    assertEquals(List.of(), PlanDifferences.between(read, shop().drill()));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "a container was replaced under its name",
            shop -> shop.containers.set(0, PlannedShop.container("db", 2, "running")),
            "loss container shop-db-1 id-db-1 was confirmed and is not in the plan of now"),
        change(
            "a container is gone",
            shop -> shop.containers.remove(4),
            "loss container shop-web-1 id-web-1 was confirmed and is not in the plan of now"),
        change(
            "a volume lies elsewhere",
            shop -> shop.volumes.set(0, orders(PlannedShop.MADE, "/elsewhere")),
            "loss volume orders shop_orders is not as it was confirmed"),
        change(
            "less is lost",
            shop -> shop.disasters.remove(1),
            "loss volume orders shop_orders was confirmed and is not in the plan of now"),
        change(
            "a volume's data may come back empty",
            shop -> shop.restores.clear(),
            "way back volume orders is not as it was confirmed"),
        change(
            "an objective was added",
            shop -> shop.serviceObjectives = Map.of("web", java.time.Duration.ofSeconds(3)),
            "objective web rto was not confirmed"));
  }

  private static Arguments change(String what, Consumer<PlannedShop> change, String said) {
    return Arguments.of(what, change, said);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void refuses_what_was_not_confirmed(String what, Consumer<PlannedShop> change, String said) {
    PlannedShop shop = shop();
    change.accept(shop);

    List<String> differences =
        PlanDifferences.between(PlanFile.read(written()), shop.drill()).stream()
            .map(Obstacle::what)
            .toList();

    assertTrue(differences.contains(said), differences::toString);
  }

  @Test
  void takes_a_volume_that_its_containers_wrote_to_meanwhile_for_the_same() {
    PlannedShop shop = shop();
    shop.volumes.set(0, orders(PlannedShop.MADE.plusSeconds(40), "/v/shop_orders"));
    PlannedShop earlier = shop();
    earlier.volumes.set(0, orders(PlannedShop.MADE, "/v/shop_orders"));

    assertEquals(List.of(), PlanDifferences.between(earlier.drill(), shop.drill()));
  }

  @Test
  void refuses_a_plan_that_was_edited() throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replaceFirst("id-db-1", "id-db-9"));

    BundleException refused = assertThrows(BundleException.class, () -> PlanFile.read(file));

    assertTrue(refused.getMessage().startsWith(file + ": "), refused::getMessage);
    assertTrue(refused.getMessage().contains("it was edited"), refused::getMessage);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("", ":1:"),
        Arguments.of("{\n  \"format\": oops}", ":2:"),
        Arguments.of("null", "its format is not"),
        Arguments.of("{}", "its format is not"),
        Arguments.of("{\"format\": \"coppice.plan/v1\"}", "its format is not"),
        Arguments.of("[1]", "this is not JSON that it writes"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void says_where_a_file_is_no_plan(String content, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), content);

    BundleException refused = assertThrows(BundleException.class, () -> PlanFile.read(file));

    assertTrue(refused.getMessage().contains(said), refused::getMessage);
  }

  @Test
  void says_that_a_plan_is_not_there() {
    BundleException refused =
        assertThrows(BundleException.class, () -> PlanFile.read(folder.resolve("none.json")));

    assertTrue(refused.getMessage().contains("it is not there"), refused::getMessage);
  }
}
