package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.disaster.LoseService.By;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest {

  private static final List<String> ALL = List.of();
  private static final List<String> NONE = List.of();
  private static final List<Disaster> TOTAL =
      List.of(
          new LoseContainers(ALL, NONE),
          new LoseNetworks(ALL, NONE),
          new LoseVolumes(ALL, NONE),
          new LoseImages(ALL, NONE));

  private final Stack stack = Bookshop.stack();
  private final Bookshop shop = new Bookshop();

  @Test
  void a_total_loss_takes_each_object_of_the_stack_and_nothing_external() {
    assertEquals(
        """
        container id-api-1 bookshop-api-1 removed: replica 1 of service api of project bookshop
        container id-api-2 bookshop-api-2 removed: replica 2 of service api of project bookshop
        container id-db-1 bookshop-db-1 removed: replica 1 of service db of project bookshop
        container id-web-1 bookshop-web-1 removed: replica 1 of service web of project bookshop
        network n-back bookshop_back removed: network back of project bookshop
        volume bookshop_orders orders removed: volume orders of project bookshop
        volume f00d web:/tmp removed: volume made for container bookshop-web-1
        image i-api shop/api:1 removed: image of api, migrate
        image i-db shop/db:1 removed: image of db
        image i-db shop/db@%s removed: image of db
        image i-web shop/web:1 removed: image of web
        """
            .formatted(Bookshop.DIGEST),
        text(TOTAL));
    assertEquals("", obstacles(TOTAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "containers | api | | bookshop-api-1 bookshop-api-2",
        "containers | | api db | bookshop-web-1",
        "volumes | orders | | orders",
        "volumes | | orders | web:/tmp",
        "volumes | web:/tmp | | web:/tmp",
        "networks | | back | ''",
        "images | api | | shop/api:1",
        "images | | migrate db | shop/web:1",
      })
  void only_and_except_choose(String kind, String only, String except, String expected) {
    List<String> some = only == null ? List.of() : List.of(only.split(" "));
    List<String> not = except == null ? List.of() : List.of(except.split(" "));
    Disaster disaster =
        switch (kind) {
          case "containers" -> new LoseContainers(some, not);
          case "volumes" -> new LoseVolumes(some, not);
          case "networks" -> new LoseNetworks(some, not);
          default -> new LoseImages(some, not);
        };
    assertEquals(
        expected,
        losses(List.of(disaster)).stream().map(Loss::name).collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "KILL, 1, bookshop-api-2 killed",
    "KILL, , bookshop-api-2 killed",
    "STOP, 1, bookshop-api-2 stopped",
    "REMOVE, 1, bookshop-api-2 removed",
    "REMOVE, , bookshop-api-2 removed bookshop-api-1 removed"
  })
  void a_service_loses_running_replicas_first(By by, Integer replicas, String expected) {
    Container first = shop.containers.get(1);
    shop.containers.set(
        1, Bookshop.with("api-1", "exited", first.labels(), "i-api", List.of(), "n-back"));
    assertEquals(
        expected,
        losses(List.of(new LoseService("api", by, replicas))).stream()
            .map(loss -> loss.name() + " " + loss.fate().name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(" ")));
  }

  @Test
  void an_object_is_lost_once_with_the_worst_of_its_fates() {
    List<Disaster> twice =
        List.of(
            new LoseService("api", By.KILL, 1),
            new LoseContainers(List.of("api"), NONE),
            new LoseContainers(ALL, NONE));
    assertEquals(
        "bookshop-api-1 REMOVED, bookshop-api-2 REMOVED, bookshop-db-1 REMOVED, bookshop-web-1"
            + " REMOVED",
        losses(twice).stream()
            .map(loss -> loss.name() + " " + loss.fate().name())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "           |          | api:/tmp",
        " web:/tmp  |          | api:/tmp",
        "           | web:/tmp | ''"
      })
  void an_anonymous_volume_that_several_services_mount_is_one_loss(
      String only, String except, String expected) {
    Mounted shared = new Mounted("volume", "f00d", "/v", "/tmp", true, true);
    shop.containers.add(Bookshop.container("api-3", "api", 3, "i-api", List.of(shared)));
    assertEquals(
        expected,
        new LoseVolumes(listed(only), listed(except))
            .losses(stack, shop.inventory(), List.of()).stream()
                .map(Loss::name)
                .filter(name -> name.contains("/"))
                .collect(Collectors.joining(" ")));
  }

  private static List<String> listed(String names) {
    return names == null ? List.of() : List.of(names.split(" "));
  }

  @Test
  void leaves_a_volume_that_a_stranger_uses_and_says_so() {
    shop.containers.add(
        Bookshop.stranger("mine", "x", List.of(Bookshop.mount("bookshop_orders", "/x")), "y"));
    assertEquals("", losses(new LoseVolumes(List.of("orders"), NONE)));
    assertEquals(
        """
        volume bookshop_orders is used by container bookshop-mine (id-mine), which is not the \
        stack's -> remove that container, or keep volume with `except`
        """,
        obstacles(
            List.of(new LoseContainers(ALL, NONE), new LoseVolumes(List.of("orders"), NONE))));
  }

  @Test
  void leaves_a_volume_that_only_has_the_right_name() {
    shop.volumes.set(0, Bookshop.volume("bookshop_orders", new TreeMap<>()));
    assertEquals("", losses(new LoseVolumes(List.of("orders"), NONE)));
    assertEquals(
        """
        volume bookshop_orders does not carry the labels of project bookshop: somebody else made \
        it -> keep it with `except`, or declare it `external`
        """,
        obstacles(
            List.of(new LoseContainers(ALL, NONE), new LoseVolumes(List.of("orders"), NONE))));
  }

  @Test
  void leaves_a_network_that_a_stranger_is_attached_to_even_while_it_does_not_run() {
    shop.containers.add(Bookshop.stranger("mine", "x", List.of(), "n-back"));
    assertEquals("", losses(new LoseNetworks(ALL, NONE)));
    assertEquals(
        """
        network bookshop_back is used by container bookshop-mine (id-mine), which is not the \
        stack's -> remove that container, or keep network with `except`
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE), new LoseNetworks(ALL, NONE))));
  }

  @Test
  void leaves_a_network_that_a_container_names_which_never_started() {
    Container created = Bookshop.stranger("mine", "x", List.of(), "");
    Network network = Bookshop.network("n-back", "net", shop.networks.get(0).labels());
    assertEquals(true, LoseNetworks.isAttached(created, network));
    assertEquals(
        false, LoseNetworks.isAttached(created, Bookshop.network("n", "other", network.labels())));
  }

  @Test
  void leaves_an_image_with_a_foreign_name_or_user() {
    shop.images.set(0, new Image("i-db", List.of("shop/db:1", "mine:keep"), List.of(), 1));
    shop.containers.add(Bookshop.stranger("mine", "i-web", List.of(), "y"));
    assertEquals("shop/api:1", losses(new LoseImages(ALL, NONE)));
    assertEquals(
        """
        image i-db is also named mine:keep, which the definition does not know -> take that name \
        away (docker rmi mine:keep), or keep this image with `except`
        image i-web is used by container bookshop-mine (id-mine), which is not the stack's -> \
        remove that container, or keep image with `except`
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE), new LoseImages(ALL, NONE))));
  }

  @Test
  void never_takes_orphans_or_one_off_containers_and_refuses_beside_them() {
    shop.containers.add(Bookshop.container("old-1", "old", 1, "x", List.of()));
    Map<String, String> oneOff = new TreeMap<>(shop.containers.get(1).labels());
    oneOff.put(Labels.ONE_OFF, "True");
    shop.containers.add(Bookshop.with("api-run", "running", oneOff, "x", List.of(), "y"));
    shop.containers.add(Bookshop.with("api-ran", "exited", oneOff, "x", List.of(), "y"));
    assertEquals(
        "bookshop-api-1 bookshop-api-2 bookshop-db-1 bookshop-web-1",
        losses(new LoseContainers(ALL, NONE)));
    assertEquals(
        """
        container bookshop-old-1 (id-old-1) belongs to service old of project bookshop, which the \
        definition does not know -> name its file or profile in the scenario, or remove the \
        container
        one-off container bookshop-api-run (id-api-run) of project bookshop runs -> wait for its \
        end or remove it
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE))));
  }

  @Test
  void refuses_what_carries_the_protecting_label() {
    Map<String, String> labels = new TreeMap<>(shop.containers.get(0).labels());
    labels.put(Labels.PROTECT, "true");
    shop.containers.set(0, Bookshop.with("db-1", "running", labels, "i-db", List.of(), "n-back"));
    shop.volumes.get(0).labels().put(Labels.PROTECT, "true");
    assertEquals(
        """
        container bookshop-db-1 (id-db-1) carries the label dev.coppice.protect=true -> it is \
        never destroyed while it carries it
        volume bookshop_orders carries the label dev.coppice.protect=true -> it is never destroyed \
        while it carries it
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE), new LoseVolumes(ALL, NONE))));
  }

  @Test
  void refuses_a_container_that_bears_the_labels_and_was_not_made_by_compose() {
    Map<String, String> labels = new TreeMap<>(shop.containers.get(0).labels());
    labels.remove(Labels.CONFIG_HASH);
    shop.containers.set(0, Bookshop.with("db-1", "created", labels, "i-db", List.of(), "n-back"));
    assertEquals(
        """
        container bookshop-db-1 (id-db-1) carries the labels of service db, and Compose did not \
        make it -> remove it, or take the labels off it
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE))));
  }

  @Test
  void refuses_another_definition_of_the_same_project_name() {
    Map<String, String> labels = new TreeMap<>(shop.containers.get(0).labels());
    labels.put(Labels.WORKING_DIR, "/home/other");
    shop.containers.set(0, Bookshop.with("db-1", "running", labels, "i-db", List.of(), "n-back"));
    assertEquals("", obstacles(List.of(new LoseContainers(ALL, NONE))));
    labels.put(Labels.CONFIG_HASH, "another");
    shop.containers.set(0, Bookshop.with("db-1", "running", labels, "i-db", List.of(), "n-back"));
    assertEquals(
        """
        container bookshop-db-1 (id-db-1) was made from another definition, in /home/other -> if \
        it is the same stack, bring it up from /srv/bookshop first (docker compose up -d); if \
        not, give one of them another project name
        """,
        obstacles(List.of(new LoseContainers(ALL, NONE))));
  }

  @Test
  void refuses_to_take_what_a_standing_container_uses() {
    assertEquals(
        """
        network bookshop_back (n-back) is used by container bookshop-db-1 (id-db-1), which stays \
        -> lose that container too, or keep it with `except`
        """,
        obstacles(List.of(new LoseContainers(ALL, List.of("db")), new LoseNetworks(ALL, NONE))));
  }

  @Test
  void refuses_to_kill_more_than_run() {
    assertEquals(
        """
        3 of service api should be lost (by kill) and 2 run -> bring the service up first, or lose \
        fewer
        """,
        obstacles(List.of(new LoseService("api", By.KILL, 3))));
  }

  private List<Loss> losses(List<Disaster> disasters) {
    return Disasters.losses(disasters, stack, shop.inventory());
  }

  private String losses(Disaster disaster) {
    return losses(List.of(disaster)).stream().map(Loss::name).collect(Collectors.joining(" "));
  }

  private String text(List<Disaster> disasters) {
    return losses(disasters).stream()
        .map(
            loss ->
                "%s %s %s %s: %s\n"
                    .formatted(
                        loss.kind().name().toLowerCase(java.util.Locale.ROOT),
                        loss.identity(),
                        loss.name(),
                        loss.fate().name().toLowerCase(java.util.Locale.ROOT),
                        loss.why()))
        .collect(Collectors.joining());
  }

  private String obstacles(List<Disaster> disasters) {
    Inventory inventory = shop.inventory();
    return Ownership.obstacles(stack, inventory, disasters).stream()
        .map(obstacle -> obstacle.what() + " -> " + obstacle.next() + "\n")
        .collect(Collectors.joining());
  }
}
