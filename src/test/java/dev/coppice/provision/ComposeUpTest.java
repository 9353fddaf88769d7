package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.plan.Step;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeUpTest {

  private static final Stack SHOP =
      Stacks.shop(
          """
          services:
            db:
              image: shop/db:1
              volumes: [{type: volume, source: orders-db, target: /data}]
              healthcheck: {test: [CMD, ok]}
            api: {image: shop/api:1, depends_on: {db: {condition: service_healthy}}}
            web: {image: shop/api:1, depends_on: {api: {condition: service_started}}}
            cache: {image: shop/api:1}
          volumes: {orders-db: {}}
          """);

  @Test
  void raises_all_at_once_where_nothing_is_restored() {
    assertEquals(
        """
        create volume orders-db [volume orders-db is missing]
        pull shop/api:1 [api, cache, web run it]
        pull shop/db:1 [db runs it]
        compose up everything [the whole stack must stand] after create volume orders-db, pull shop/api:1, pull shop/db:1
        await api-1 ready [api-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        await cache-1 ready [cache-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        await db-1 healthy [db-1 is ready when it is healthy] after compose up everything
        await web-1 ready [web-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        """,
        RebuildGraphTest.printed(steps()));
  }

  @Test
  void raises_before_a_restore_only_what_need_not_wait_for_it() {
    RestorePoint orders =
        new RestorePoint("orders", "db", true, Map.of("db", Condition.HEALTHY), List.of("api"));

    assertEquals(
        """
        create volume orders-db [volume orders-db is missing]
        pull shop/api:1 [api, cache, web run it]
        pull shop/db:1 [db runs it]
        compose up cache db [what need not wait for a restore] after create volume orders-db, pull shop/api:1, pull shop/db:1
        await db-1 healthy [the restore of orders waits for it] after compose up cache db
        restore orders [api must find its data] after compose up cache db, await db-1 healthy
        compose up everything [the whole stack must stand] after compose up cache db, restore orders
        await api-1 ready [api-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        await cache-1 ready [cache-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        await web-1 ready [web-1 is ready when it is healthy, or runs where its image has no health check] after compose up everything
        """,
        RebuildGraphTest.printed(steps(orders)));
  }

  @Test
  void restores_in_a_one_off_container_before_anything_runs() {
    List<Step> steps =
        steps(new RestorePoint("orders", "db", false, Map.of(), List.of("db", "cache")));

    assertEquals(
        List.of(
            "create network default",
            "create volume orders-db",
            "pull shop/api:1",
            "pull shop/db:1"),
        RebuildGraphTest.step(steps, "restore orders").waitsFor());
  }

  @Test
  void refuses_restores_that_wait_for_those_who_wait_for_them() {
    RestorePoint circle =
        new RestorePoint("orders", "db", true, Map.of("api", Condition.STARTED), List.of("api"));

    assertEquals(
        "the restores of orders wait for services that wait for them",
        assertThrows(IllegalArgumentException.class, () -> steps(circle)).getMessage());
  }

  private static List<Step> steps(RestorePoint... restores) {
    return new ComposeUp().steps(SHOP, Stacks.everything(SHOP), List.of(restores));
  }
}
