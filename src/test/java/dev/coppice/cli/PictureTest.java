package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {

  private static final Screen SCREEN = new Screen(80, 24, false);

  private static final Step NETWORK = step(Verb.CREATE_NETWORK, "create network back");
  private static final Step CREATE_DB =
      replica(Verb.CREATE, "create db-1", "db", "create network back");
  private static final Step START_DB = replica(Verb.START, "start db-1", "db", "create db-1");
  private static final Step AWAIT_DB =
      replica(Verb.AWAIT_HEALTHY, "await db-1 healthy", "db", "start db-1");
  private static final Step START_API =
      replica(Verb.START, "start api-1", "api", "await db-1 healthy");

  private static Step step(Verb verb, String id, String... waitsFor) {
    return new Step(id, Phase.REBUILD, verb, id, "", List.of(waitsFor), Map.of());
  }

  private static Step replica(Verb verb, String id, String service, String... waitsFor) {
    Map<String, String> settings = Map.of(Step.SERVICE, service, Step.NUMBER, "1");
    return new Step(id, Phase.REBUILD, verb, id, "", List.of(waitsFor), settings);
  }

  private static Scene rebuild() {
    return Scene.EMPTY
        .began(Phase.REBUILD, 1000)
        .planned(List.of(START_API, CREATE_DB, START_DB, AWAIT_DB, NETWORK));
  }

  private static void assertDrawn(String expected, Scene scene, double nowMs) {
    assertEquals(expected.strip(), String.join("\n", Picture.of(scene, nowMs, SCREEN)).strip());
  }

  @Test
  void says_what_each_service_waits_for_in_the_order_of_the_graph() {
    assertDrawn(
        """
            3.00 s  rebuild for 2.0 s: bringing the stack back, 0 of 5 steps done
                    networks  0 of 1 done: create network back
                    db-1      waits for create network back
                    api-1     waits for db-1 healthy
        """,
        rebuild().stepBegan(NETWORK, 2000),
        3000);
  }

  @Test
  void says_what_is_under_way_and_for_how_long() {
    Scene scene =
        done(done(rebuild(), NETWORK, 1000, 1100), CREATE_DB, 1100, 1200).stepBegan(START_DB, 1200);

    assertDrawn(
        """
            1.50 s  rebuild for 0.5 s: bringing the stack back, 2 of 5 steps done
                    networks  1 of 1 done
                    db-1      starting, 0.3 s
                    api-1     waits for db-1 healthy
        """,
        scene,
        1500);
    assertTrue(
        Picture.of(done(scene, START_DB, 1200, 1600).stepBegan(AWAIT_DB, 1600), 2600, SCREEN)
            .get(2)
            .endsWith("db-1      started, not healthy yet, 1.0 s"));
  }

  @Test
  void counts_a_service_from_its_start_to_its_health() {
    Scene scene = done(done(rebuild(), START_DB, 1200, 1300), CREATE_DB, 1000, 1100);
    scene = done(scene, AWAIT_DB, 1300, 3700);

    assertTrue(
        Picture.outcome(scene, 4000, SCREEN).contains(" ".repeat(12) + "db-1   healthy in 2.5 s"));
  }

  @Test
  void says_who_cannot_go_on_after_a_failure() {
    Scene scene = rebuild().stepBegan(AWAIT_DB, 1000).stepFailed(AWAIT_DB, 2000, "it exited 1");

    List<String> lines = Picture.of(scene, 2000, SCREEN);

    assertTrue(lines.get(2).endsWith("db-1      FAILED: await db-1 healthy: it exited 1"));
    assertTrue(lines.get(3).endsWith("api-1     cannot go on without db-1 healthy"));
  }

  @Test
  void never_outgrows_the_screen_and_shows_what_matters_first() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      steps.add(replica(Verb.START, "start s%02d-1".formatted(i), "s%02d".formatted(i)));
    }
    Scene scene = Scene.EMPTY.began(Phase.REBUILD, 0).planned(steps);
    for (int i = 0; i < 60; i++) {
      scene = done(scene, steps.get(i), 0, 10 + i);
    }
    scene = scene.stepBegan(steps.get(70), 100).stepFailed(steps.get(80), 100, "no\nmore\trooms");

    List<String> lines = Picture.of(scene, 200, new Screen(50, 10, false));

    assertEquals(9, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 49), lines.toString());
    String all = String.join("\n", lines);
    assertTrue(all.contains("s70-1  starting"), all);
    assertTrue(all.contains("s80-1  FAILED"), all);
    assertTrue(all.endsWith("and 93 more: 33 waiting, 60 done"), all);
  }

  @Test
  void is_in_colours_only_where_they_are_wanted() {
    Scene scene = rebuild().stepBegan(NETWORK, 1000);

    assertTrue(
        Picture.of(scene, 1000, new Screen(80, 24, true)).stream()
            .anyMatch(line -> line.contains("\u001b[33m")));
    assertFalse(String.join("", Picture.of(scene, 1000, SCREEN)).contains("\u001b"));
  }

  @Test
  void draws_nothing_between_phases() {
    assertEquals(List.of(), Picture.of(rebuild().ended(), 5000, SCREEN));
  }

  private static Scene done(Scene scene, Step step, double beganMs, double endedMs) {
    return scene.stepBegan(step, beganMs).stepDone(step, endedMs);
  }
}
