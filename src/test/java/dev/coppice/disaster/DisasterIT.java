package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.disaster.LoseService.By;
import dev.coppice.engine.DockerEngine;
import dev.coppice.lab.TestEngine;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Step;
import dev.coppice.process.CommandRunner.Result;
import dev.coppice.process.SystemCommands;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each disaster loses what it says and nothing else, on a real engine with strangers on it. */
class DisasterIT {

  private static final String PROJECT = "losing";
  private static final String IMAGE = "losing/web:1";
  private static final List<String> NONE = List.of();

  private final TestEngine lab = TestEngine.shared();
  @TempDir Path folder;
  private DockerEngine engine;
  private Compose compose;
  private ComposeFiles files;
  private Stack stack;

  @BeforeEach
  void standUp() throws IOException {
    lab.loadBusybox();
    lab.docker("run", "--name", "losing-base", TestEngine.BUSYBOX, "touch", "/mine");
    lab.docker("commit", "losing-base", IMAGE);
    lab.docker("rm", "losing-base");
    Path file = folder.resolve("compose.yaml");
    Files.writeString(
        file,
        """
        services:
          db:
            image: %s
            command: [sh, -c, "trap 'echo asked > /data/asked; exit 0' TERM; while :; do sleep 0.1; done"]
            volumes: ["data:/data", "/scratch", "theirs:/theirs"]
            networks: [back]
          web: {image: "%s", command: [sleep, "1000"], scale: 2, networks: [back]}
        networks:
          back: {}
        volumes:
          data: {}
          theirs: {external: true, name: losing-theirs}
        """
            .formatted(IMAGE, TestEngine.BUSYBOX));
    lab.docker("volume", "create", "losing-theirs");
    lab.docker("volume", "create", "--label", "com.docker.compose.project=losing", "losing_stray");
    lab.docker(
        "run",
        "-d",
        "--name",
        "losing-stranger",
        "--label",
        "com.docker.compose.project=other",
        "--label",
        "com.docker.compose.service=web",
        TestEngine.BUSYBOX,
        "sleep",
        "1000");
    files = new ComposeFiles(List.of(file), List.of(), List.of(), PROJECT);
    compose = Compose.find(new SystemCommands(), lab.endpoint());
    Result up = new SystemCommands().run(compose.command(files, Duration.ofMinutes(1), "up", "-d"));
    assertEquals(0, up.exitCode(), up.stderr());
    stack = ComposeStack.describe(compose, files, LockFile.EMPTY);
    engine = DockerEngine.connect(lab.endpoint(), value -> "hidden");
  }

  @AfterEach
  void tearDown() {
    engine.close();
    new SystemCommands()
        .run(compose.command(files, Duration.ofMinutes(1), "down", "-v", "-t", "0"));
    lab.tryDocker("rm", "-f", "losing-stranger");
    lab.tryDocker("volume", "rm", "losing-theirs", "losing_stray", "losing_data");
    lab.tryDocker("rmi", IMAGE);
  }

  /** The names of all that stands, so that a test sees what went and what stayed. */
  private List<String> standing() {
    Inventory now = engine.inventory(PROJECT);
    return Stream.of(
            now.containers().stream().map(c -> c.name() + " " + c.state()),
            now.networks().stream().map(n -> "network " + n.name()),
            now.volumes().stream().map(v -> "volume " + v.name()),
            now.images().stream().flatMap(i -> i.tags().stream()).map(t -> "image " + t))
        .flatMap(names -> names)
        .sorted()
        .toList();
  }

  private List<Loss> losses(Disaster... disasters) {
    return Disasters.losses(List.of(disasters), stack, engine.inventory(PROJECT));
  }

  private void lose(List<Loss> losses) throws Exception {
    Destroyer destroyer = new Destroyer(engine, step -> engine, PROJECT, losses);
    for (Step step : Losing.steps(stack, losses)) {
      destroyer.performers().get(step.verb()).perform(step);
    }
  }

  /** What went, and what came in its place (a container in another state). */
  private String change(Disaster... disasters) throws Exception {
    List<String> before = standing();
    List<Loss> losses = losses(disasters);
    lose(losses);
    assertEquals(List.of(), Gone.missingProof(losses, engine.inventory(PROJECT)));
    List<String> after = standing();
    return Stream.concat(
            before.stream().filter(name -> !after.contains(name)).map(name -> "- " + name),
            after.stream().filter(name -> !before.contains(name)).map(name -> "+ " + name))
        .map(name -> name.replaceAll("[0-9a-f]{64}", "ANONYMOUS"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void a_total_loss_takes_the_stack_and_leaves_every_stranger() throws Exception {
    List<Disaster> total =
        List.of(
            new LoseContainers(NONE, NONE),
            new LoseNetworks(NONE, NONE),
            new LoseVolumes(NONE, NONE),
            new LoseImages(NONE, List.of("web")));
    assertEquals(List.of(), Ownership.obstacles(stack, engine.inventory(PROJECT), total));
    assertEquals(
        """
        - image losing/web:1
        - losing-db-1 running
        - losing-web-1 running
        - losing-web-2 running
        - network losing_back
        - volume ANONYMOUS
        - volume losing_data""",
        change(total.toArray(Disaster[]::new)));
  }

  @Test
  void a_killed_service_stands_without_running_and_was_not_asked_to_end() throws Exception {
    assertEquals(
        "- losing-db-1 running\n+ losing-db-1 exited",
        change(new LoseService("db", By.KILL, null)));
    assertEquals(137, replica("db").exitCode());
  }

  @Test
  void a_stopped_service_was_asked_to_end() throws Exception {
    assertEquals(
        "- losing-db-1 running\n+ losing-db-1 exited",
        change(new LoseService("db", By.STOP, null)));
    assertEquals(0, replica("db").exitCode());
  }

  @Test
  void one_replica_is_lost_and_the_other_goes_on() throws Exception {
    assertEquals("- losing-web-1 running", change(new LoseService("web", By.REMOVE, 1)));
  }

  private Container replica(String service) {
    return engine.inventory(PROJECT).replicas(PROJECT, service).get(0);
  }

  @Test
  void a_stranger_in_a_volume_network_or_image_of_the_stack_is_an_obstacle_before() {
    lab.docker(
        "create",
        "--name",
        "losing-guest",
        "-v",
        "losing_data:/d",
        "--network",
        "losing_back",
        IMAGE,
        "true");
    lab.docker("tag", IMAGE, "losing/keep:1");
    try {
      List<Disaster> total =
          List.of(
              new LoseContainers(NONE, NONE),
              new LoseNetworks(NONE, NONE),
              new LoseVolumes(List.of("data"), NONE),
              new LoseImages(List.of("db"), NONE));
      assertEquals(
          """
          network losing_back is used by container losing-guest
          volume losing_data is used by container losing-guest
          image ID is also named losing/keep:1, which the definition does not know
          image ID is used by container losing-guest""",
          Ownership.obstacles(stack, engine.inventory(PROJECT), total).stream()
              .map(Obstacle::what)
              .map(what -> what.replaceAll(" \\([0-9a-f]{12}\\), which is not the stack's", ""))
              .map(what -> what.replaceAll("sha256:[0-9a-f]{64}", "ID"))
              .collect(Collectors.joining("\n")));
      assertEquals(3, losses(total.toArray(Disaster[]::new)).size(), "only the containers");
    } finally {
      lab.docker("rm", "losing-guest");
      lab.docker("rmi", "losing/keep:1");
    }
  }

  @Test
  void a_volume_that_a_stranger_made_in_between_is_left_alone() throws Exception {
    List<Loss> losses =
        losses(new LoseContainers(List.of("db"), NONE), new LoseVolumes(List.of("data"), NONE));
    Destroyer destroyer = new Destroyer(engine, step -> engine, PROJECT, losses);
    for (Step step : Losing.steps(stack, losses)) {
      if (step.id().equals("remove volume losing_data")) {
        lab.docker("volume", "rm", "losing_data");
        lab.docker("volume", "create", "losing_data");
        assertThrows(
            IllegalStateException.class,
            () -> destroyer.performers().get(step.verb()).perform(step));
      } else {
        destroyer.performers().get(step.verb()).perform(step);
      }
    }
    assertEquals(true, engine.volume("losing_data").isPresent());
  }

  @Test
  void a_tag_that_was_moved_in_between_is_left_alone() throws Exception {
    lab.docker("tag", TestEngine.BUSYBOX, "losing/other:1");
    List<Loss> losses = losses(new LoseContainers(NONE, NONE), new LoseImages(List.of("db"), NONE));
    Destroyer destroyer = new Destroyer(engine, step -> engine, PROJECT, losses);
    for (Step step : Losing.steps(stack, losses)) {
      if (step.id().equals("remove image " + IMAGE)) {
        lab.docker("tag", "losing/other:1", IMAGE);
        assertThrows(
            IllegalStateException.class,
            () -> destroyer.performers().get(step.verb()).perform(step));
      } else {
        destroyer.performers().get(step.verb()).perform(step);
      }
    }
    lab.docker("rmi", "losing/other:1");
    assertEquals(true, engine.image(IMAGE).isPresent());
  }
}
