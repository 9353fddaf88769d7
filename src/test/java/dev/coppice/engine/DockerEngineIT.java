package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import dev.coppice.time.Time;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerEngineIT {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static TestEngine lab;
  private static DockerEngine engine;

  @BeforeAll
  static void connect() {
    lab = TestEngine.shared();
    lab.loadBusybox();
    engine = DockerEngine.connect(lab.endpoint(), value -> "hash of " + value.length());
  }

  @AfterAll
  static void disconnect() {
    engine.close();
  }

  private static String sleeper(String name, Map<String, Object> more) {
    Map<String, Object> body = new TreeMap<>(more);
    body.put("Image", TestEngine.BUSYBOX);
    body.put("Cmd", List.of("sleep", "300"));
    return engine.createContainer(name, body);
  }

  @Test
  void says_which_engine_it_is() {
    assertEquals(lab.docker("info", "--format", "{{.Name}}"), engine.identity().name());
    assertEquals(lab.docker("info", "--format", "{{.ID}}"), engine.identity().id());
    assertEquals("/var/lib/docker", engine.identity().rootDir());
    assertEquals(lab.endpoint(), engine.identity().endpoint());
  }

  @Test
  void makes_describes_and_removes_a_network() {
    String id =
        engine.createNetwork(
            "it-net", Map.of("Driver", "bridge", "Labels", Map.of("who", "it"), "Internal", true));

    Network network = engine.network("it-net").orElseThrow();
    assertEquals(id, network.id());
    assertEquals("it", network.labels().get("who"));
    assertEquals("true", network.settings().get("Internal"));
    EngineException twice =
        assertThrows(EngineException.class, () -> engine.createNetwork("it-net", Map.of()));
    assertEquals(409, twice.status(), twice.getMessage());

    engine.removeNetwork(id);
    assertTrue(engine.network(id).isEmpty());
  }

  @Test
  void a_volume_that_exists_keeps_its_labels() {
    engine.createVolume("it-kept", Map.of("Labels", Map.of("made", "first")));
    engine.createVolume("it-kept", Map.of("Labels", Map.of("made", "second")));

    Volume volume = engine.volume("it-kept").orElseThrow();
    assertEquals(Map.of("made", "first"), volume.labels());
    assertEquals("/var/lib/docker/volumes/it-kept/_data", volume.mountpoint());
    assertTrue(volume.createdAt().isAfter(Instant.now().minusSeconds(60)));
    assertTrue(engine.volumeBytes("it-kept").isPresent());

    engine.removeVolume("it-kept");
    assertTrue(engine.volume("it-kept").isEmpty());
    assertTrue(engine.volumeBytes("it-kept").isEmpty());
  }

  @Test
  void what_is_gone_is_removed() {
    engine.removeContainer("it-never");
    engine.removeNetwork("it-never");
    engine.removeVolume("it-never");
    engine.removeImage("it-never:1");
    assertTrue(engine.container("it-never").isEmpty());
    assertTrue(engine.image("it-never:1").isEmpty());
  }

  @Test
  void what_is_so_already_is_success() {
    String id = sleeper("it-states", Map.of());
    engine.start(id);
    engine.start(id);
    engine.pause(id);
    engine.pause(id);
    assertEquals("paused", engine.container(id).orElseThrow().state());
    engine.unpause(id);
    engine.unpause(id);
    assertTrue(engine.container(id).orElseThrow().isRunning());
    engine.pause(id);
    engine.kill(id);
    engine.kill(id);
    engine.stop(id, Duration.ofSeconds(1));
    assertEquals(137, engine.container(id).orElseThrow().exitCode());
    engine.removeContainer(id);
    assertThrows(EngineException.class, () -> engine.start(id));
    assertThrows(EngineException.class, () -> engine.kill(id));
  }

  @Test
  void a_name_that_begins_the_identity_of_a_strangers_container_or_network_is_not_it() {
    String container = sleeper("it-prefix", Map.of());
    String network = engine.createNetwork("it-prefix", Map.of());

    assertTrue(engine.container(container.substring(0, 3)).isEmpty());
    assertTrue(engine.network(network.substring(0, 3)).isEmpty());
    assertEquals(container, engine.container("it-prefix").orElseThrow().id());
    assertEquals(network, engine.network("it-prefix").orElseThrow().id());
    engine.removeContainer(container);
    engine.removeNetwork(network);
  }

  @Test
  void pauses_a_container_beside_its_health_checks_and_our_own_commands() throws Exception {
    String id =
        sleeper(
            "it-quiet",
            Map.of(
                "Healthcheck", Map.of("Test", List.of("CMD", "true"), "Interval", 200_000_000L)));
    engine.start(id);
    AtomicBoolean over = new AtomicBoolean();
    Thread asking =
        new Thread(
            () -> {
              while (!over.get()) {
                engine.exec(id, List.of("true"), Duration.ofSeconds(2), 10);
              }
            });
    asking.start();
    for (int round = 0; round < 20; round++) {
      engine.pause(id);
      assertEquals("paused", engine.container(id).orElseThrow().state());
      engine.unpause(id);
    }
    over.set(true);
    asking.join();
    engine.removeContainer(id);
  }

  @Test
  void describes_own_and_foreign_containers() {
    String net = engine.createNetwork("it-inv", Map.of());
    engine.createVolume("it-inv", Map.of());
    Map<String, Object> host =
        Map.of(
            "Binds", List.of("it-inv:/named", "/tmp:/bound:ro"),
            "PortBindings", Map.of("80/tcp", List.of(Map.of("HostIp", "", "HostPort", "18080"))),
            "CapDrop", List.of("SETUID", "MKNOD"),
            "Memory", 67108864,
            "NetworkMode", "it-inv");
    Map<String, Object> body =
        Map.of(
            "HostConfig", host,
            "Volumes", Map.of("/anonymous", Map.of()),
            "ExposedPorts", Map.of("80/tcp", Map.of()),
            "Env", List.of("TOKEN=geheim"),
            "Labels", Map.of(Labels.PROJECT, "it-own", Labels.SERVICE, "web", Labels.NUMBER, "1"),
            "NetworkingConfig",
                Map.of("EndpointsConfig", Map.of("it-inv", Map.of("Aliases", List.of("web")))));
    String own = sleeper("it-own-web-1", body);
    String foreign = sleeper("it-foreign", Map.of());
    engine.start(own);

    Inventory inventory = engine.inventory("it-own");

    Container web = inventory.container(own).orElseThrow();
    assertEquals("it-own-web-1", web.name());
    assertEquals(List.of(web), inventory.replicas("it-own", "web"));
    assertEquals(TestEngine.BUSYBOX, web.image());
    assertEquals(inventory.image(TestEngine.BUSYBOX).orElseThrow().id(), web.imageId());
    assertEquals(net, web.networks().get("it-inv").networkId());
    assertTrue(web.networks().get("it-inv").aliases().contains("web"));
    assertFalse(web.networks().get("it-inv").aliases().contains(web.shortId()));
    assertTrue(
        web.ports().contains(new Container.PublishedPort("0.0.0.0", 18080, 80, "tcp")),
        () -> "ports are " + web.ports());
    Map<String, Container.Mounted> mounts = new HashMap<>();
    web.mounts().forEach(mount -> mounts.put(mount.target(), mount));
    assertEquals(Set.of("/named", "/bound", "/anonymous"), mounts.keySet());
    assertEquals("it-inv", mounts.get("/named").volume());
    assertTrue(mounts.get("/anonymous").anonymous());
    assertFalse(mounts.get("/named").anonymous());
    assertFalse(mounts.get("/bound").writable());
    assertEquals("hash of 6", web.settings().get("Config.Env.TOKEN"));
    assertEquals("67108864", web.settings().get("HostConfig.Memory"));
    assertEquals("[\"sleep\",\"300\"]", web.settings().get("Config.Cmd"));
    assertEquals("[\"MKNOD\",\"SETUID\"]", web.settings().get("HostConfig.CapDrop"));
    assertEquals("it-inv", web.settings().get("Mounts./named.Name"));
    assertFalse(web.settings().toString().contains("geheim"));

    assertTrue(inventory.container(foreign).orElseThrow().settings().isEmpty());
    assertEquals(List.of(own), inventory.networkNamed("it-inv").orElseThrow().containers());
    assertTrue(inventory.volume("it-inv").isPresent());

    String anonymous = String.valueOf(mounts.get("/anonymous").volume());
    engine.removeContainer(own);
    engine.removeContainer(foreign);
    assertTrue(engine.volume(anonymous).isPresent(), "anonymous volumes stay");
    engine.removeVolume(anonymous);
    engine.removeVolume("it-inv");
    engine.removeNetwork(net);
  }

  @Test
  @SuppressWarnings("try") // It is open for as long as the block lasts.
  void hears_what_happens_after_it_began_to_listen() throws Exception {
    LinkedBlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<EngineException> lost = new LinkedBlockingQueue<>();
    for (int round = 0; round < 10; round++) {
      String name = "it-heard-" + round;
      try (Engine.Subscription subscription = engine.events(heard::add, lost::add)) {
        engine.createVolume(name, Map.of());
        EngineEvent event = heard.poll(10, TimeUnit.SECONDS);
        assertTrue(event != null && event.id().equals(name), "heard " + event);
        assertEquals("volume create", event.type() + " " + event.action());
        assertTrue(event.engineNanos() > 1_600_000_000_000_000_000L);
      }
      engine.removeVolume(name);
    }
    assertTrue(lost.isEmpty(), "closing is not losing: " + lost);
  }

  @Test
  @SuppressWarnings("try") // It is open for as long as the block lasts.
  void wakes_a_waiting_thread_when_a_container_ends() throws Exception {
    ContainerWatch watch = new ContainerWatch(engine, Time.SYSTEM);
    try (Engine.Subscription subscription = engine.events(watch::heard, watch::lost)) {
      Map<String, Object> body =
          Map.of("Image", TestEngine.BUSYBOX, "Cmd", List.of("sh", "-c", "sleep 0.3; exit 7"));
      String id = engine.createContainer("it-ends", body);
      engine.start(id);
      Container ended = watch.await(id, now -> now.state().equals("exited"), now -> false, LONG);
      assertEquals(7, ended.exitCode());
      engine.removeContainer(id);
    }
  }

  @Test
  void runs_commands_bounded_in_time_and_bytes() {
    String id = sleeper("it-exec", Map.of());
    engine.start(id);

    Engine.ExecAnswer answer =
        engine.exec(id, List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LONG, 1000);
    assertEquals(new Engine.ExecAnswer(3, "out\n", "err\n", false, false), answer);

    Engine.ExecAnswer cut = engine.exec(id, List.of("sh", "-c", "yes | head -c 100000"), LONG, 10);
    assertEquals(new Engine.ExecAnswer(0, "y\ny\ny\ny\ny\n", "", false, true), cut);

    long started = System.nanoTime();
    Engine.ExecAnswer late =
        engine.exec(id, List.of("sh", "-c", "echo begun; sleep 60"), Duration.ofMillis(700), 1000);
    assertEquals(new Engine.ExecAnswer(-1, "begun\n", "", true, false), late);
    assertTrue(System.nanoTime() - started < 5_000_000_000L);

    Engine.ExecAnswer missing = engine.exec(id, List.of("/no/such"), LONG, 1000);
    assertTrue(missing.exitCode() == 126 || missing.exitCode() == 127, missing.toString());

    engine.removeContainer(id);
    assertThrows(EngineException.class, () -> engine.exec(id, List.of("true"), LONG, 10));
  }

  @Test
  void keeps_the_end_of_the_logs() {
    for (boolean terminal : new boolean[] {false, true}) {
      Map<String, Object> body =
          Map.of(
              "Image",
              TestEngine.BUSYBOX,
              "Tty",
              terminal,
              "Cmd",
              List.of("sh", "-c", "echo one; echo two; echo three"));
      String id = engine.createContainer("it-logs-" + terminal, body);
      engine.start(id);
      lab.docker("wait", id);
      assertEquals("two\nthree\n", engine.logs(id, 2, 1000).replace("\r", ""));
      assertEquals(terminal ? "ee\r\n" : "ree\n", engine.logs(id, 9, 4));
      engine.removeContainer(id);
    }
  }

  @Test
  void an_archive_comes_back_as_it_was() throws Exception {
    String id = sleeper("it-archive", Map.of());
    engine.start(id);
    engine.exec(
        id,
        List.of("sh", "-c", "mkdir -p /d && echo hi >/d/f && chmod 4751 /d/f && ln /d/f /d/g"),
        LONG,
        1000);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    engine.copyOut(id, "/d", tar);
    engine.exec(id, List.of("rm", "-r", "/d"), LONG, 10);
    engine.putArchive(id, "/", tar.toByteArray());

    String listed = engine.exec(id, List.of("ls", "-l", "/d"), LONG, 1000).stdout();
    assertTrue(listed.contains("-rwsr-x--x    2"), listed);
    EngineException missing =
        assertThrows(EngineException.class, () -> engine.copyOut(id, "/nowhere", tar));
    assertTrue(missing.isMissing(), missing.getMessage());
    engine.removeContainer(id);
  }

  @Test
  void takes_away_one_reference_of_an_image_and_never_by_force() {
    engine.importEmptyImage("it-empty:1");
    engine.tag("it-empty:1", "it-empty:2");
    String id =
        engine.createContainer("it-uses", Map.of("Image", "it-empty:1", "Cmd", List.of("x")));

    engine.removeImage("it-empty:1");
    Image left = engine.image("it-empty:2").orElseThrow();
    assertEquals(List.of("it-empty:2"), left.tags());
    assertThrows(EngineException.class, () -> engine.removeImage("it-empty:2"));
    engine.removeImage(left.id().substring("sha256:".length(), 30));
    assertTrue(engine.image("it-empty:2").isPresent(), "an identity is no reference");

    engine.removeContainer(id);
    engine.removeImage("it-empty:2");
    assertTrue(engine.image(left.id()).isEmpty());
  }
}
