package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseImages;
import dev.coppice.disaster.LoseNetworks;
import dev.coppice.disaster.LoseService;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.PlanText;
import dev.coppice.plan.Step;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Image;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static PlannedShop totalLoss() {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseNetworks(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of(), List.of()));
    shop.disasters.add(new LoseImages(List.of(), List.of()));
    return shop;
  }

  private static PlannedShop lostService(String service, LoseService.By by, int replicas) {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseService(service, by, replicas));
    return shop;
  }

  private static String steps(Plan plan, Phase phase) {
    return plan.steps(phase)
        .map(PlannerTest::line)
        .collect(Collectors.joining("\n", "", plan.steps(phase).findAny().isEmpty() ? "" : "\n"));
  }

  private static String line(Step step) {
    return step.id()
        + (step.waitsFor().isEmpty() ? "" : " after " + String.join(", ", step.waitsFor()));
  }

  private static List<String> obstacles(Plan plan) {
    return plan.obstacles().stream().map(Obstacle::what).toList();
  }

  @Test
  void recovers_from_a_sabotaged_drill_without_what_it_made_and_with_its_data_restored() {
    PlannedShop shop = totalLoss();

    Plan plan = PlannedShop.planner().recoveryAnew(shop.situation(), shop.drill());

    assertEquals("recover", plan.command());
    assertEquals(List.of(), obstacles(plan));
    assertEquals(
        Set.of("shop-db-1", "shop-migrate-1", "shop-api-1", "shop-api-2", "shop-web-1", "orders"),
        plan.losses().stream().map(loss -> loss.name()).collect(Collectors.toSet()));
    assertTrue(plan.steps(Phase.REBUILD).anyMatch(step -> step.id().equals("restore orders")));
  }

  @Test
  void recovers_from_a_sabotaged_loss_of_one_service_and_keeps_the_data() {
    PlannedShop shop = lostService("web", LoseService.By.REMOVE, 1);

    Plan plan = PlannedShop.planner().recoveryAnew(shop.situation(), shop.drill());

    assertEquals(List.of(), obstacles(plan));
    assertEquals(List.of("shop-web-1"), plan.losses().stream().map(loss -> loss.name()).toList());
    assertFalse(plan.steps(Phase.REBUILD).anyMatch(step -> step.id().startsWith("restore")));
  }

  @Test
  void prints_the_whole_plan_of_a_total_loss() {
    assertEquals(
"""
Plan of run for shop@host, rebuild: native
engine 26.1 at unix:///run/d.sock, root folder /var/lib/docker

Lost: 5 containers, 1 network, 2 volumes, 6 images
  container  shop-api-1                 id-api-1      removed  replica 1 of service api of project shop
  container  shop-api-2                 id-api-2      removed  replica 2 of service api of project shop
  container  shop-db-1                  id-db-1       removed  replica 1 of service db of project shop
  container  shop-migrate-1             id-migrate-1  removed  replica 1 of service migrate of project shop
  container  shop-web-1                 id-web-1      removed  replica 1 of service web of project shop
  network    shop_back                  net-1         removed  network back of project shop
  volume     orders                                   removed  volume orders of project shop
  volume     web:/tmp                                 removed  volume made for container shop-web-1
  image      r/api:1                    image-api     removed  image of api, migrate
  image      r/api@sha256:dddddddddddd  image-api     removed  image of api, migrate
  image      r/db:1                     image-db      removed  image of db
  image      r/db@sha256:dddddddddddd   image-db      removed  image of db
  image      r/web:1                    image-web     removed  image of web
  image      r/web@sha256:dddddddddddd  image-web     removed  image of web

Way back of each volume
  orders    restored from backup orders  a rescue copy is made first
  web:/tmp  may come back empty          a rescue copy is made first, to look into: no undo puts it back

Images
  r/api:1  pulled from its registry  DIGEST
  r/db:1   pulled from its registry  DIGEST
  r/web:1  pulled from its registry  DIGEST

Services
  api      2 replicas  runs                   after migrate
  db       1 replica   becomes healthy
  migrate  1 replica   ends with exit code 0  after db
  web      1 replica   runs                   after api

Gates
  eager  a service is healthy when its own health command, run by Coppice, or the engine says so first

Steady state
  stable-for  every probe passes for 3.0 s without a break

Probes
  port answers  127.0.0.1:80 accepts a connection  must fail while the stack is gone

Services that nothing asks
  api      listed as unproven, for no probe, fact or ledger depends on it
  db       listed as unproven, for no probe, fact or ledger depends on it
  migrate  listed as unproven, for no probe, fact or ledger depends on it
  web      listed as unproven, for no probe, fact or ledger depends on it

Backups, tried before anything is lost
  orders  not tried: no fact asks in db for what it brings

Steps of rescue
  hold shop-db-1   it can write to a volume that will be lost
  hold shop-web-1  it can write to a volume that will be lost
  copy orders      it will be lost                             after hold shop-db-1, hold shop-web-1
  copy web:/tmp    it will be lost                             after hold shop-db-1, hold shop-web-1

Steps of destroy
  kill shop-api-1                         the disaster takes replica 1 of service api of project shop
  remove shop-api-1                       killed before it is removed                       after kill shop-api-1
  kill shop-api-2                         the disaster takes replica 2 of service api of project shop
  remove shop-api-2                       killed before it is removed                       after kill shop-api-2
  kill shop-db-1                          the disaster takes replica 1 of service db of project shop
  remove shop-db-1                        killed before it is removed                       after kill shop-db-1
  kill shop-migrate-1                     the disaster takes replica 1 of service migrate of project shop
  remove shop-migrate-1                   killed before it is removed                       after kill shop-migrate-1
  kill shop-web-1                         the disaster takes replica 1 of service web of project shop
  remove shop-web-1                       killed before it is removed                       after kill shop-web-1
  remove network shop_back                the disaster takes network back of project shop   after remove shop-api-1, remove shop-api-2, remove shop-db-1, remove shop-migrate-1, remove shop-web-1
  remove volume shop_orders               the disaster takes volume orders of project shop  after remove shop-db-1
  remove volume f00d                      the disaster takes volume made for container shop-web-1  after remove shop-web-1
  remove image r/api:1                    the disaster takes image of api, migrate          after remove shop-api-1, remove shop-api-2, remove shop-migrate-1
  remove image r/api@sha256:dddddddddddd  the disaster takes image of api, migrate          after remove shop-api-1, remove shop-api-2, remove shop-migrate-1, remove image r/api:1
  remove image r/db:1                     the disaster takes image of db                    after remove shop-db-1
  remove image r/db@sha256:dddddddddddd   the disaster takes image of db                    after remove shop-db-1, remove image r/db:1
  remove image r/web:1                    the disaster takes image of web                   after remove shop-web-1
  remove image r/web@sha256:dddddddddddd  the disaster takes image of web                   after remove shop-web-1, remove image r/web:1

Steps of rebuild
  create network back        network back is missing
  create volume orders       volume orders is missing
  pull r/api:1               api, migrate run it
  pull r/db:1                db runs it
  pull r/web:1               web runs it
  create api-1               api-1 has no container                     after create network back, pull r/api:1
  create api-2               api-2 has no container                     after create network back, pull r/api:1
  create db-1                db-1 has no container                      after create network back, create volume orders, pull r/db:1
  create migrate-1           migrate-1 has no container                 after create network back, pull r/api:1
  create web-1               web-1 has no container                     after create network back, pull r/web:1
  start api-1                migrate must have ended well before api starts; orders must be restored before api starts  after create api-1, await migrate-1 completed, restore orders
  start api-2                migrate must have ended well before api starts; orders must be restored before api starts  after create api-2, await migrate-1 completed, restore orders
  start db-1                 db-1 does not run                          after create db-1
  start migrate-1            db must be healthy before migrate starts; orders must be restored before migrate starts  after create migrate-1, await db-1 healthy, restore orders
  start web-1                api must be started before web starts      after create web-1, start api-1, start api-2
  await db-1 healthy         db-1 is ready when it is healthy           after start db-1
  await migrate-1 completed  migrate-1 is ready when it has ended well  after start migrate-1
  await api-1 ready          api-1 is ready when it is healthy, or runs where its image has no health check  after start api-1
  await api-2 ready          api-2 is ready when it is healthy, or runs where its image has no health check  after start api-2
  await web-1 ready          web-1 is ready when it is healthy, or runs where its image has no health check  after start web-1
  restore orders             api, migrate must find its data            after await db-1 healthy, start db-1

Conditions that do not apply
  11  the scenario sets no objective for what comes back
""",
        PlanText.of(totalLoss().drill()).replace(PlannedShop.DIGEST, "DIGEST"));
  }

  @Test
  void plans_the_same_for_the_same_situation() {
    assertEquals(totalLoss().drill(), totalLoss().drill());
  }

  @Test
  void holds_every_writer_before_the_first_copy() {
    assertEquals(
"""
hold shop-db-1
hold shop-web-1
copy orders after hold shop-db-1, hold shop-web-1
copy web:/tmp after hold shop-db-1, hold shop-web-1
""",
        steps(totalLoss().drill(), Phase.RESCUE));
  }

  @Test
  void takes_one_replica_and_brings_back_that_one_alone() {
    Plan plan = lostService("api", LoseService.By.REMOVE, 1).drill();

    assertEquals(
"""
kill shop-api-1
remove shop-api-1 after kill shop-api-1
""",
        steps(plan, Phase.DESTROY));
    assertEquals(
"""
create api-1
start api-1 after create api-1
await api-1 ready after start api-1
""",
        steps(plan, Phase.REBUILD));
    assertEquals(List.of(), obstacles(plan));
    assertEquals(Map.of(9, "no volume is lost"), only(plan, 9));
  }

  private static Map<Integer, String> only(Plan plan, int condition) {
    return Map.of(condition, plan.inapplicable().getOrDefault(condition, "it applies"));
  }

  @Test
  void starts_again_what_was_killed_and_makes_nothing() {
    Plan plan = lostService("web", LoseService.By.KILL, 1).drill();

    assertEquals("kill shop-web-1\n", steps(plan, Phase.DESTROY));
    assertEquals("start web-1\nawait web-1 ready after start web-1\n", steps(plan, Phase.REBUILD));
    assertEquals(List.of(), plan.wayBack(), "its anonymous volume stays with it");
  }

  @Test
  void brings_everything_back_to_an_empty_engine() {
    Plan plan = PlannedShop.onAnEmptyEngine().recovery();

    assertEquals(List.of(), obstacles(plan));
    assertEquals(List.of(), plan.losses());
    assertEquals(
"""
create network back
create volume orders
pull r/api:1
pull r/db:1
pull r/web:1
create api-1 after create network back, pull r/api:1
create api-2 after create network back, pull r/api:1
create db-1 after create network back, create volume orders, pull r/db:1
create migrate-1 after create network back, pull r/api:1
create web-1 after create network back, pull r/web:1
start api-1 after create api-1, await migrate-1 completed, restore orders
start api-2 after create api-2, await migrate-1 completed, restore orders
start db-1 after create db-1
start migrate-1 after create migrate-1, await db-1 healthy, restore orders
start web-1 after create web-1, start api-1, start api-2
await db-1 healthy after start db-1
await migrate-1 completed after start migrate-1
await api-1 ready after start api-1
await api-2 ready after start api-2
await web-1 ready after start web-1
restore orders after await db-1 healthy, start db-1
""",
        steps(plan, Phase.REBUILD));
    assertEquals(Set.of(1, 2, 3, 11), plan.inapplicable().keySet());
    assertTrue(plan.images().stream().allMatch(Plan.ImageSource::pulled));
  }

  @Test
  void never_restores_over_data_that_is_there() {
    Plan plan = new PlannedShop().recovery();

    assertEquals(
        List.of("volume orders is there, and data that is there is never restored over"),
        obstacles(plan));
    assertEquals("", steps(plan, Phase.REBUILD));
  }

  @Test
  void goes_on_with_the_data_that_the_user_keeps() {
    Plan plan = new PlannedShop().recovery("orders");

    assertEquals(List.of(), obstacles(plan));
    assertEquals(
        List.of(new Plan.WayBack("shop_orders", "orders", Plan.WayBack.Way.KEPT, null, false)),
        plan.wayBack());
  }

  @Test
  void restores_a_volume_that_is_missing_though_it_was_to_be_kept() {
    Plan plan = PlannedShop.onAnEmptyEngine().recovery("orders");

    assertEquals(Plan.WayBack.Way.RESTORED, plan.wayBack().get(0).way());
  }

  @Test
  void goes_on_from_what_stands_with_the_losses_of_before() {
    Plan original = totalLoss().drill();
    PlannedShop half = PlannedShop.onAnEmptyEngine();
    half.networks.addAll(new PlannedShop().networks);
    half.volumes.add(PlannedShop.volume("shop_orders", Map.of()));
    half.containers.add(PlannedShop.container("db", 1, "running"));
    half.images.addAll(new PlannedShop().images);

    Plan plan = PlannedShop.planner().resumption(half.situation(), original, Set.of("orders"));

    assertEquals(original.losses(), plan.losses());
    assertEquals(original.wayBack(), plan.wayBack());
    assertEquals(
"""
create api-1
create api-2
create migrate-1
create web-1
start api-1 after create api-1, await migrate-1 completed
start api-2 after create api-2, await migrate-1 completed
start migrate-1 after create migrate-1
start web-1 after create web-1, start api-1, start api-2
await migrate-1 completed after start migrate-1
await api-1 ready after start api-1
await api-2 ready after start api-2
await web-1 ready after start web-1
""",
        steps(plan, Phase.REBUILD));
  }

  @Test
  void lets_nobody_use_a_database_before_it_is_restored() {
    Plan plan = totalLoss().drill();
    Map<String, Step> steps =
        plan.steps().stream().collect(Collectors.toMap(Step::id, step -> step));

    assertTrue(waitsFor(steps, "start migrate-1", "restore orders"));
    assertTrue(waitsFor(steps, "start api-1", "restore orders"));
    assertTrue(waitsFor(steps, "restore orders", "start db-1"));
    assertFalse(waitsFor(steps, "start db-1", "restore orders"));
  }

  private static boolean waitsFor(Map<String, Step> steps, String step, String other) {
    return steps.get(step).waitsFor().stream()
        .anyMatch(waited -> waited.equals(other) || waitsFor(steps, waited, other));
  }

  @Test
  void waits_only_for_steps_that_are_planned() {
    Plan plan = totalLoss().drill();
    Set<String> ids = plan.steps().stream().map(Step::id).collect(Collectors.toSet());

    assertEquals(plan.steps().size(), ids.size(), "ids are unique");
    plan.steps().forEach(step -> assertTrue(ids.containsAll(step.waitsFor()), step.id()));
  }

  @Test
  void refuses_to_lose_a_volume_without_a_way_back() {
    PlannedShop shop = totalLoss();
    shop.restores.clear();

    assertEquals(
        List.of("volume orders would be made anew and nothing brings its data back"),
        obstacles(shop.drill()));
  }

  @Test
  void refuses_to_lose_an_anonymous_volume_without_a_way_back() {
    PlannedShop shop = lostService("web", LoseService.By.REMOVE, 1);
    shop.empty.clear();

    assertEquals(
        List.of("volume web:/tmp would be made anew and nothing brings its data back"),
        obstacles(shop.drill()));
  }

  @Test
  void copies_no_volume_that_needs_no_copy() {
    PlannedShop shop = totalLoss();
    shop.rescueNone = Set.of("orders", "web:/tmp");

    assertEquals("", steps(shop.drill(), Phase.RESCUE));
  }

  @Test
  void tells_what_the_copies_are_for_and_bounds_nothing_but_a_drill() {
    PlannedShop shop = totalLoss();
    shop.copyRules = new Scenario.CopyRules(Duration.ofSeconds(15), true, null);
    String after = "after 15.0 s without steady state: the stack is raised from the rescue copies";

    Plan drill = shop.drill();
    assertEquals(List.of(), obstacles(drill));
    assertTrue(PlanText.of(drill).contains(after), () -> PlanText.of(drill));
    assertTrue(drill.putsBackAfterwards());
    assertEquals(15_000, drill.maxDowntimeMs());

    Plan recovery = shop.recovery("orders");
    assertTrue(
        PlanText.of(recovery).contains("does not apply: a recover has no rescue copies"),
        () -> PlanText.of(recovery));
    assertFalse(PlanText.of(recovery).contains(after));
    assertFalse(recovery.putsBackAfterwards());
    assertNull(recovery.maxDowntimeMs());
  }

  @Test
  void refuses_to_bound_the_downtime_where_a_restored_volume_has_no_copy() {
    PlannedShop shop = totalLoss();
    shop.rescueNone = Set.of("orders");
    shop.copyRules = new Scenario.CopyRules(Duration.ofSeconds(15), false, null);

    assertEquals(
        List.of(
            "past `max-downtime` the stack is raised from its rescue copies, and of volume orders"
                + " none is made"),
        obstacles(shop.drill()));
  }

  @Test
  void comes_back_from_the_copies_instead_of_the_backup() {
    PlannedShop lost = totalLoss();
    Plan original = lost.drill().fromCopies("r1");
    PlannedShop shop = PlannedShop.onAnEmptyEngine();

    Plan plan = PlannedShop.planner().resumption(shop.situation(), original, Set.of());

    assertTrue(
        steps(plan, Phase.REBUILD).contains("put back orders"), () -> steps(plan, Phase.REBUILD));
    assertFalse(steps(plan, Phase.REBUILD).contains("restore"), () -> steps(plan, Phase.REBUILD));
    assertEquals(Map.of("orders", "r1"), Undone.putBack(original));
  }

  @Test
  void names_the_writable_binds_that_stay_unless_the_scenario_keeps_them() {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseService("api", LoseService.By.REMOVE, null));
    shop.containers.set(
        2,
        PlannedShop.container(
            "api",
            1,
            "running",
            new Mounted("bind", null, "/srv/data", "/data", true, false),
            new Mounted("bind", null, "/srv/more", "/more", true, false),
            new Mounted("bind", null, "/srv/conf", "/conf", false, false)));
    shop.keeps = List.of("api:/more");

    assertEquals(List.of("api:/data"), shop.drill().leftInPlace());
  }

  @Test
  void pulls_what_is_lost_or_leads_elsewhere_and_nothing_else() {
    PlannedShop shop = lostService("web", LoseService.By.REMOVE, 1);
    assertFalse(shop.drill().images().stream().anyMatch(Plan.ImageSource::pulled));

    shop.images.removeIf(image -> image.id().equals("image-web"));
    shop.images.add(new Image("old", List.of("r/web:1"), List.of(), 1));
    assertEquals(
        List.of("r/web:1"),
        shop.drill().images().stream()
            .filter(Plan.ImageSource::pulled)
            .map(Plan.ImageSource::reference)
            .toList());
  }

  @Test
  void knows_jobs_by_who_waits_for_them_and_by_how_they_ended() {
    PlannedShop shop = new PlannedShop();
    shop.containers.removeIf(c -> "web".equals(c.service()));
    shop.containers.add(PlannedShop.container("web", 1, "exited"));

    assertEquals(
        Map.of("api", false, "db", false, "migrate", true, "web", true),
        shop.recovery("orders").services().stream()
            .collect(Collectors.toMap(Plan.ExpectedService::name, Plan.ExpectedService::oneShot)));
  }

  @Test
  void knows_the_definition_of_each_service_by_its_hash() {
    assertEquals(
        Map.of("api", "hash-api", "db", "hash-db", "migrate", "hash-migrate", "web", "hash-web"),
        new PlannedShop()
            .drill().services().stream()
                .collect(
                    Collectors.toMap(
                        Plan.ExpectedService::name, Plan.ExpectedService::configHash)));
  }

  @Test
  void refuses_to_restore_in_a_job_that_has_ended() {
    PlannedShop shop = totalLoss();
    shop.containers.removeIf(c -> "web".equals(c.service()));
    shop.containers.add(PlannedShop.container("web", 1, "exited"));
    shop.restores.add(
        new Scenario.Restore(
            "orders",
            List.of("orders"),
            Scenario.Restore.How.EXEC,
            new Scenario.ServiceCommand("web", List.of("tar")),
            Map.of(),
            List.of()));
    shop.restores.remove(0);

    assertEquals(
        List.of(
            "the restore of orders runs in a running container of web, which is a job: it has"
                + " ended"),
        obstacles(shop.drill()));
    assertEquals(
        List.of("volume orders is there, and data that is there is never restored over"),
        obstacles(shop.recovery()));
  }

  @Test
  void refuses_a_disaster_that_would_take_nothing() {
    PlannedShop shop = PlannedShop.onAnEmptyEngine();
    shop.disasters.add(new LoseContainers(List.of(), List.of()));

    assertTrue(
        obstacles(shop.drill())
            .contains("nothing of stack shop stands that the disaster could take"));
  }

  @Test
  void holds_a_service_to_its_target_only_where_it_comes_back() {
    PlannedShop shop = lostService("web", LoseService.By.KILL, 1);
    shop.serviceObjectives = Map.of("web", Duration.ofSeconds(5), "db", Duration.ofSeconds(9));

    assertEquals(List.of(new Plan.Objective("web rto", "web", 5_000)), shop.drill().objectives());
  }
}
