package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coppice.plan.Step;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RebuildGraphTest {

  private static final String SHOP =
      """
      services:
        db:
          image: shop/db:1
          volumes: [{type: volume, source: orders-db, target: /data}]
          healthcheck: {test: [CMD, ok]}
        migrate:
          image: shop/api:1
          depends_on: {db: {condition: service_healthy}}
        api:
          image: shop/api:1
          deploy: {replicas: 2}
          depends_on:
            migrate: {condition: service_completed_successfully}
            db: {condition: service_started}
      volumes: {orders-db: {}}
      """;

  @Test
  void starts_each_service_as_soon_as_its_conditions_hold() {
    assertPrinted(
        """
        create network default [network default is missing]
        create volume orders-db [volume orders-db is missing]
        pull shop/api:1 [api, migrate run it]
        pull shop/db:1 [db runs it]
        create api-1 [api-1 has no container] after create network default, pull shop/api:1
        create api-2 [api-2 has no container] after create network default, pull shop/api:1
        create db-1 [db-1 has no container] after create network default, create volume orders-db, pull shop/db:1
        create migrate-1 [migrate-1 has no container] after create network default, pull shop/api:1
        start api-1 [migrate must have ended well before api starts; db must be started before api starts] after create api-1, await migrate-1 completed, start db-1
        start api-2 [migrate must have ended well before api starts; db must be started before api starts] after create api-2, await migrate-1 completed, start db-1
        start db-1 [db-1 does not run] after create db-1
        start migrate-1 [db must be healthy before migrate starts] after create migrate-1, await db-1 healthy
        await db-1 healthy [db-1 is ready when it is healthy] after start db-1
        await migrate-1 completed [migrate-1 is ready when it has ended well] after start migrate-1
        await api-1 ready [api-1 is ready when it is healthy, or runs where its image has no health check] after start api-1
        await api-2 ready [api-2 is ready when it is healthy, or runs where its image has no health check] after start api-2
        """,
        everything(Stacks.shop(SHOP)));
  }

  @Test
  void restores_before_those_that_need_the_data() {
    Stack shop = Stacks.shop(SHOP);
    RestorePoint orders =
        new RestorePoint(
            "orders", "db", true, Map.of("db", Condition.HEALTHY), List.of("migrate", "api"));

    List<Step> steps = new Native().steps(shop, Stacks.everything(shop), List.of(orders));

    assertEquals(
        "restore orders [api, migrate must find its data] after await db-1 healthy, start db-1",
        printed(step(steps, "restore orders")));
    assertEquals(
        List.of("create migrate-1", "await db-1 healthy", "restore orders"),
        step(steps, "start migrate-1").waitsFor());
    assertEquals(
        "db must be healthy before migrate starts; orders must be restored before migrate starts",
        step(steps, "start migrate-1").cause());
  }

  @Test
  void restores_in_a_one_off_container_as_soon_as_it_can_be_made() {
    Stack shop = Stacks.shop(SHOP);
    RestorePoint orders = new RestorePoint("orders", "db", false, Map.of(), List.of("db"));

    List<Step> steps = new Native().steps(shop, Stacks.everything(shop), List.of(orders));

    assertEquals(
        List.of("create network default", "create volume orders-db", "pull shop/db:1"),
        step(steps, "restore orders").waitsFor());
    assertEquals(List.of("create db-1", "restore orders"), step(steps, "start db-1").waitsFor());
  }

  @Test
  void counts_what_stands_as_done() {
    Stack shop = Stacks.shop(SHOP);
    Missing missing =
        new Missing(
            List.of(new Replica("api", 2)),
            new TreeMap<>(Map.of(new Replica("api", 1), "f00")),
            List.of(new Replica("db", 1), new Replica("migrate", 1)),
            Set.of(),
            Set.of(),
            Set.of());

    List<Step> steps = new Native().steps(shop, missing, List.of());

    assertEquals(
        """
        create api-2 [api-2 has no container]
        start api-2 [api-2 does not run] after create api-2
        start api-1 [api-1 does not run]
        await api-2 ready [api-2 is ready when it is healthy, or runs where its image has no health check] after start api-2
        await api-1 ready [api-1 is ready when it is healthy, or runs where its image has no health check] after start api-1
        """,
        printed(steps));
    assertEquals("f00", step(steps, "start api-1").object());
    assertEquals("shop-api-2", step(steps, "start api-2").object());
  }

  @Test
  void says_whose_word_opens_a_gate_and_how_much_waits_behind_it() {
    Stack shop = Stacks.shop(SHOP);
    Missing all = Stacks.everything(shop);

    Step eager = step(new Native().steps(shop, all, List.of()), "await db-1 healthy");
    assertEquals("eager", eager.setting(Step.GATE));
    // start migrate, await its end, which counts for eight, start api, await it
    assertEquals("11", eager.setting(Step.NEED));
    Step waiting =
        step(new Native().with(Gates.ENGINE).steps(shop, all, List.of()), "await db-1 healthy");
    assertEquals("engine", waiting.setting(Step.GATE));
  }

  @Test
  void holds_nobody_up_for_an_optional_dependency() {
    Stack shop =
        Stacks.shop(
            """
            services:
              cache: {image: c, healthcheck: {test: [CMD, ok]}}
              web:
                image: w
                depends_on:
                  cache: {condition: service_healthy, required: false}
                  absent: {condition: service_healthy, required: false}
            """);

    List<Step> steps = everything(shop);

    assertEquals(
        List.of("create web-1", "await cache-1 healthy (optional)"),
        step(steps, "start web-1").waitsFor());
    assertEquals("true", step(steps, "await cache-1 healthy (optional)").setting(Awaited.OPTIONAL));
    assertFalse(step(steps, "await cache-1 healthy").settings().containsKey(Awaited.OPTIONAL));
  }

  @Test
  void makes_a_container_after_the_one_whose_spaces_it_shares() {
    Stack shop =
        Stacks.shop(
            """
            services:
              a: {image: i, network_mode: 'service:b', volumes_from: ['c:ro']}
              b: {image: i}
              c: {image: i}
            """);

    assertEquals(
        List.of("create network default", "pull i", "create b-1", "create c-1"),
        step(everything(shop), "create a-1").waitsFor());
  }

  @Test
  void waits_only_for_steps_that_there_are() {
    List<Step> steps = everything(Stacks.shop(SHOP));
    Set<String> ids = new TreeSet<>(steps.stream().map(Step::id).toList());

    assertEquals(steps.size(), ids.size());
    steps.forEach(step -> assertEquals(Set.of(), others(step.waitsFor(), ids), step.id()));
  }

  private static Set<String> others(List<String> waits, Set<String> ids) {
    Set<String> others = new TreeSet<>(waits);
    others.removeAll(ids);
    return others;
  }

  private static List<Step> everything(Stack stack) {
    return new Native().steps(stack, Stacks.everything(stack), List.of());
  }

  private static void assertPrinted(String expected, List<Step> steps) {
    assertEquals(expected, printed(steps));
  }

  static Step step(List<Step> steps, String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no step " + id + " in\n" + printed(steps)));
  }

  static String printed(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    steps.forEach(step -> lines.add(printed(step) + "\n"));
    return String.join("", lines);
  }

  private static String printed(Step step) {
    String after = step.waitsFor().isEmpty() ? "" : " after " + String.join(", ", step.waitsFor());
    return step.id() + " [" + step.cause() + "]" + after;
  }
}
