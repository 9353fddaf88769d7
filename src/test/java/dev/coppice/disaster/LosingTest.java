package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.disaster.LoseService.By;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LosingTest {

  private static final List<String> NONE = List.of();

  private final Bookshop shop = new Bookshop();

  @Test
  void takes_all_containers_at_once_and_each_other_thing_as_soon_as_its_users_are_gone() {
    assertEquals(
        """
        kill bookshop-api-1: the disaster takes replica 1 of service api of project bookshop
        remove bookshop-api-1: killed before it is removed <- kill bookshop-api-1
        kill bookshop-api-2: the disaster takes replica 2 of service api of project bookshop
        remove bookshop-api-2: killed before it is removed <- kill bookshop-api-2
        kill bookshop-db-1: the disaster takes replica 1 of service db of project bookshop
        remove bookshop-db-1: killed before it is removed <- kill bookshop-db-1
        kill bookshop-web-1: the disaster takes replica 1 of service web of project bookshop
        remove bookshop-web-1: killed before it is removed <- kill bookshop-web-1
        remove network bookshop_back: the disaster takes network back of project bookshop \
        <- remove bookshop-api-1, remove bookshop-api-2, remove bookshop-db-1, remove bookshop-web-1
        remove volume bookshop_orders: the disaster takes volume orders of project bookshop \
        <- remove bookshop-db-1
        remove volume f00d: the disaster takes volume made for container bookshop-web-1 \
        <- remove bookshop-web-1
        remove image shop/api:1: the disaster takes image of api, migrate \
        <- remove bookshop-api-1, remove bookshop-api-2
        remove image shop/db:1: the disaster takes image of db <- remove bookshop-db-1
        remove image shop/db@%s: the disaster takes image of db \
        <- remove bookshop-db-1, remove image shop/db:1
        remove image shop/web:1: the disaster takes image of web <- remove bookshop-web-1
        """
            .formatted(Bookshop.DIGEST),
        text(
            new LoseContainers(NONE, NONE),
            new LoseNetworks(NONE, NONE),
            new LoseVolumes(NONE, NONE),
            new LoseImages(NONE, NONE)));
  }

  @ParameterizedTest
  @CsvSource({
    "KILL, 'kill bookshop-db-1'",
    "STOP, 'stop bookshop-db-1'",
    "REMOVE, 'kill bookshop-db-1, remove bookshop-db-1'"
  })
  void a_service_is_lost_the_way_it_was_asked(By by, String expected) {
    assertEquals(
        expected,
        steps(new LoseService("db", by, null)).stream()
            .map(Step::id)
            .collect(Collectors.joining(", ")));
  }

  @Test
  void a_stop_keeps_the_grace_period_of_the_definition() {
    Step stop = steps(new LoseService("db", By.STOP, null)).get(0);
    assertEquals("1m30s", stop.setting(Losing.GRACE));
  }

  @Test
  void every_step_is_of_the_destroy_phase_and_waits_for_steps_that_exist() {
    List<Step> steps = steps(new LoseContainers(NONE, NONE), new LoseNetworks(NONE, NONE));
    Set<String> ids = steps.stream().map(Step::id).collect(Collectors.toSet());
    assertEquals(steps.size(), ids.size());
    steps.forEach(step -> assertEquals(Phase.DESTROY, step.phase()));
    steps.forEach(step -> assertEquals(true, ids.containsAll(step.waitsFor()), step.id()));
  }

  @Test
  void an_image_is_taken_by_reference_with_the_identity_it_must_lead_to() {
    Step last = steps(new LoseImages(List.of("web"), NONE)).get(0);
    assertEquals(Verb.REMOVE_IMAGE, last.verb());
    assertEquals("shop/web:1", last.object());
    assertEquals("i-web", last.setting(Losing.IDENTITY));
  }

  @Test
  void what_still_stands_is_named_one_by_one() {
    List<Loss> losses =
        Disasters.losses(
            List.of(
                new LoseService("web", By.KILL, null),
                new LoseContainers(List.of("db"), NONE),
                new LoseNetworks(NONE, NONE),
                new LoseVolumes(List.of("orders"), NONE),
                new LoseImages(List.of("db"), NONE)),
            Bookshop.stack(),
            shop.inventory());
    assertEquals(
        """
        container bookshop-web-1 (id-web-1) is running, not down
        container bookshop-db-1 (id-db-1) still stands
        network bookshop_back (n-back) still stands
        volume bookshop_orders still stands
        image shop/db:1 (i-db) still stands
        image shop/db@%s (i-db) still stands"""
            .formatted(Bookshop.DIGEST),
        String.join("\n", Gone.missingProof(losses, shop.inventory())));
    assertEquals(List.of(), Gone.missingProof(losses, Inventory.empty()));

    shop.networks.clear();
    shop.volumes.clear();
    shop.images.clear();
    Container web = shop.containers.get(3);
    shop.containers.clear();
    shop.containers.add(
        Bookshop.with("web-1", "exited", web.labels(), "i-web", List.of(), "n-back"));
    assertEquals(List.of(), Gone.missingProof(losses, shop.inventory()));
  }

  private List<Step> steps(Disaster... disasters) {
    Inventory inventory = shop.inventory();
    return Losing.steps(
        Bookshop.stack(), Disasters.losses(List.of(disasters), Bookshop.stack(), inventory));
  }

  private String text(Disaster... disasters) {
    return steps(disasters).stream()
        .map(
            step ->
                "%s: %s%s\n"
                    .formatted(
                        step.id(),
                        step.cause(),
                        step.waitsFor().isEmpty()
                            ? ""
                            : " <- " + String.join(", ", step.waitsFor())))
        .collect(Collectors.joining());
  }
}
