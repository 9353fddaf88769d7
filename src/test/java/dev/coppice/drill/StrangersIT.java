package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Look-alikes on the engine: refused beforehand, or left alone and told of when they come later.
 */
class StrangersIT {

  private static final String LABEL = "--label=com.docker.compose.";
  private static final String HELD = "journal.impact.before-write";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;
  private final List<String> containers = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-strangers", 8109);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
  }

  @AfterEach
  void strangers_go() {
    containers.forEach(name -> shop.engine.tryDocker("rm", "-f", "-v", name));
    others.forEach(words -> shop.engine.tryDocker(words.split(" ")));
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  private String container(String how, String name, String... arguments) {
    List<String> argv = new ArrayList<>(Arrays.asList(how.split(" ")));
    argv.addAll(List.of("--name", name));
    argv.addAll(List.of(arguments));
    containers.add(name);
    return shop.engine.docker(argv.toArray(String[]::new));
  }

  private void made(String undone, String... arguments) {
    others.add(undone);
    shop.engine.docker(arguments);
  }

  /** All that the engine tells of the strangers, word for word. */
  private String strangers(String... more) {
    List<String> argv = new ArrayList<>(List.of("inspect"));
    argv.addAll(containers);
    argv.addAll(List.of(more));
    return shop.engine.docker(argv.toArray(String[]::new));
  }

  @Test
  void every_stranger_in_the_way_is_named_at_once_and_nothing_is_touched() {
    String busybox = TestEngine.BUSYBOX;
    container("create", "stranger-mounts", "-v", shop.volume() + ":/v", busybox, "true");
    container("create", "stranger-attached", "--network", shop.project + "_back", busybox, "true");
    container(
        "run -d",
        "stranger-service",
        LABEL + "project=" + shop.project,
        LABEL + "service=other",
        LABEL + "container-number=1",
        LABEL + "oneoff=False",
        busybox,
        "sleep",
        "1000");
    container("create", "stranger-image", shop.image("api"), "true");
    made("rmi theirs/web:1", "tag", shop.image("web"), "theirs/web:1");
    String before = shop.everything() + strangers();

    String[] words = {
      "volume " + shop.volume() + " is used by container stranger-mounts",
      "network " + shop.project + "_back is used by container stranger-attached",
      "container stranger-service",
      "which the definition does not know",
      "is also named theirs/web:1",
      "is used by container stranger-image"
    };
    run("refused").said(3, words);
    coppice.run("plan", shop.scenario("refused")).said(3, words);
    assertEquals(before, shop.everything() + strangers());
  }

  @Test
  void look_alikes_beside_the_stack_are_the_same_after_a_verified_drill() {
    String busybox = TestEngine.BUSYBOX;
    String volume = shop.project + "_orders2";
    made(
        "volume rm " + volume,
        "volume",
        "create",
        LABEL + "project=" + shop.project,
        LABEL + "volume=orders2",
        volume);
    made(
        "network rm " + shop.project + "_back2",
        "network",
        "create",
        LABEL + "project=" + shop.project,
        LABEL + "network=back2",
        shop.project + "_back2");
    made("rmi " + shop.image("webs"), "tag", busybox, shop.image("webs"));
    container(
        "run -d",
        shop.project + "-web-10",
        "-v",
        volume + ":/v",
        "--network",
        shop.project + "_back2",
        busybox,
        "sh",
        "-c",
        "echo theirs > /v/kept; sleep 1000");
    container(
        "run -d",
        shop.project + "2-web-1",
        LABEL + "project=" + shop.project + "2",
        LABEL + "service=web",
        LABEL + "container-number=1",
        busybox,
        "sleep",
        "1000");
    String[] more = {volume, shop.project + "_back2", shop.image("webs")};
    String before = strangers(more);

    run("amid").verified();
    assertEquals(before, strangers(more));
    String kept = shop.engine.docker("exec", shop.project + "-web-10", "cat", "/v/kept");
    assertEquals("theirs", kept);
  }

  @Test
  void what_is_external_is_used_again_and_never_taken() throws IOException {
    made("network rm external-net", "network", "create", "external-net");
    made("volume rm external-vol", "volume", "create", "external-vol");
    container(
        "run -d",
        "external-user",
        "-v",
        "external-vol:/v",
        "--network",
        "external-net",
        TestEngine.BUSYBOX,
        "sh",
        "-c",
        "echo theirs > /v/kept; sleep 1000");
    try (Shop outer = new Shop("drill-external", 8173)) {
      Path compose = outer.folder.resolve("compose.yaml");
      Files.writeString(
          compose,
          Files.readString(compose)
              .replace(
                  "networks: [front]",
                  "networks: [front, theirs]\n    volumes: [\"archive:/archive\"]")
              .replace("  front:\n", "  front:\n  theirs: {external: true, name: external-net}\n")
              .replace(
                  "  orders:\n", "  orders:\n  archive: {external: true, name: external-vol}\n"));
      outer.isReady(coppice);
      String user = strangers();
      String network = shop.engine.docker("network", "inspect", "-f", "{{.ID}}", "external-net");

      coppice.run("run", outer.scenario("external"), "--confirm", outer.target()).verified();

      assertEquals(user, strangers());
      assertEquals(
          network, shop.engine.docker("network", "inspect", "-f", "{{.ID}}", "external-net"));
      assertEquals(
          "theirs", shop.engine.docker("exec", outer.container("web", 1), "cat", "/archive/kept"));
    }
  }

  @Test
  void what_a_latecomer_uses_is_left_alone_and_told() {
    String volume = shop.engine.docker("volume", "inspect", shop.volume());
    Coppice.Going going = heldBeforeImpact("latecomer");
    container(
        "create",
        "latecomer",
        "-v",
        shop.volume() + ":/v",
        "--network",
        shop.project + "_back",
        TestEngine.BUSYBOX,
        "true");
    String before = strangers();
    letGo();

    Coppice.Ended ended = going.ended().said(1, "is used by container latecomer", "left alone");
    assertTrue(ended.evidence().reasons().size() > 0, ended::toString);
    assertEquals(before, strangers());
    assertEquals(labels(volume), labels(shop.engine.docker("volume", "inspect", shop.volume())));
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
  }

  @Test
  void a_volume_that_took_the_place_of_the_planned_one_is_neither_removed_nor_mounted() {
    Coppice.Going going = heldBeforeImpact("swapped");
    for (String service : List.of("data", "init")) {
      shop.engine.docker("rm", "-f", shop.container(service, 1));
    }
    shop.engine.docker("volume", "rm", shop.volume());
    theirs();
    letGo();

    going.ended().said(4, "may be another one", "coppice resume");
    isUntouchedAndThenGivesWay();
  }

  @Test
  void a_volume_that_a_stranger_made_after_the_loss_is_not_mounted() {
    coppice.environment.put("COPPICE_FAIL_POINT", "engine.remove-volume.after");
    start("usurped").ended().said(137);
    coppice.environment.clear();
    theirs();

    coppice.run("resume").said(4, "one that this run did not make is there already", "resume");
    isUntouchedAndThenGivesWay();
  }

  /** A volume with the very labels of the stack's own. */
  private void theirs() {
    shop.engine.docker(
        "volume",
        "create",
        LABEL + "project=" + shop.project,
        LABEL + "volume=orders",
        LABEL + "version=2.26.1",
        shop.volume());
    inTheirs("echo theirs > /v/orders.txt");
  }

  private String inTheirs(String command) {
    String mount = shop.volume() + ":/v";
    return shop.engine.docker("run", "--rm", "-v", mount, TestEngine.BUSYBOX, "sh", "-c", command);
  }

  private void isUntouchedAndThenGivesWay() {
    String users = shop.engine.docker("ps", "-aq", "--filter", "volume=" + shop.volume());
    assertEquals("", users);
    assertEquals("theirs", inTheirs("cat /v/*"));
    shop.engine.docker("volume", "rm", shop.volume());
    coppice.run("resume").said(1);
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
  }

  private static String labels(String inspected) {
    return inspected.replaceAll("(?m)^.*CreatedAt.*$", "");
  }

  private Coppice.Ended run(String name) {
    return coppice.run("run", shop.scenario(name), "--confirm", shop.target());
  }

  private Coppice.Going start(String name) {
    return coppice.start("run", shop.scenario(name), "--confirm", shop.target(), "--fail-points");
  }

  private Path seen() {
    return own.resolve("seen");
  }

  private Coppice.Going heldBeforeImpact(String name) {
    coppice.environment.put("COPPICE_FAIL_POINT", HELD + "=hold");
    coppice.environment.put("COPPICE_FAIL_POINTS_SEEN", seen().toString());
    Coppice.Going going = start(name);
    Awaitility.await()
        .atMost(Duration.ofSeconds(100))
        .pollInterval(Duration.ofMillis(50))
        .dontCatchUncaughtExceptions()
        .until(() -> Files.exists(seen()) && Files.readString(seen()).contains(HELD + ":1 HOLD"));
    coppice.environment.clear();
    return going;
  }

  private void letGo() {
    try {
      Files.createFile(own.resolve("seen.go"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
