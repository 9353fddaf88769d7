package dev.coppice.drill;

import dev.coppice.disaster.Disaster;
import dev.coppice.plan.Plan;
import dev.coppice.probe.Probe;
import dev.coppice.probe.TcpQuestion;
import dev.coppice.provision.Provisions;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Attachment;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.Volume;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small shop to be planned for: db with a named volume, a job that migrates it, two replicas of
 * api behind it, and web with an anonymous volume. All of it stands until something is taken away.
 */
public final class PlannedShop {

  static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");
  static final String DIGEST = "sha256:" + "d".repeat(64);
  static final EngineIdentity ENGINE =
      new EngineIdentity("host", "id", "26.1", "1.45", "/var/lib/docker", "unix:///run/d.sock");

  final List<Container> containers = new ArrayList<>();
  final List<Network> networks = new ArrayList<>();
  final List<Volume> volumes = new ArrayList<>();
  final List<Image> images = new ArrayList<>();
  public final List<Disaster> disasters = new ArrayList<>();
  final List<String> empty = new ArrayList<>(List.of("web:/tmp"));
  final List<Scenario.Restore> restores = new ArrayList<>();
  Set<String> rescueNone = Set.of();
  Scenario.CopyRules copyRules = Scenario.CopyRules.NOTHING;
  List<String> keeps = List.of();
  public Map<String, Duration> serviceObjectives = Map.of();

  public PlannedShop() {
    containers.add(container("db", 1, "running", mounted("shop_orders", "/data", false)));
    containers.add(container("migrate", 1, "exited"));
    containers.add(container("api", 1, "running"));
    containers.add(container("api", 2, "running"));
    containers.add(container("web", 1, "running", mounted("f00d", "/tmp", true)));
    networks.add(
        new Network(
            "net-1",
            "shop_back",
            MADE,
            labels(Map.of(Labels.NETWORK, "back")),
            List.of(),
            new TreeMap<>()));
    volumes.add(volume("shop_orders", Map.of(Labels.VOLUME, "orders")));
    volumes.add(new Volume("f00d", "local", "/v/f00d", MADE, new TreeMap<>(), new TreeMap<>()));
    for (String name : List.of("db", "api", "web")) {
      images.add(
          new Image(
              "image-" + name,
              List.of("r/" + name + ":1"),
              List.of("r/" + name + "@" + DIGEST),
              1));
    }
    restores.add(
        new Scenario.Restore(
            "orders",
            List.of("orders"),
            Scenario.Restore.How.EXEC,
            new Scenario.ServiceCommand("db", List.of("pg_restore")),
            Map.of("db", Condition.HEALTHY),
            List.of("migrate", "api")));
  }

  /** An engine on which nothing of the shop was ever. */
  static PlannedShop onAnEmptyEngine() {
    PlannedShop shop = new PlannedShop();
    shop.containers.clear();
    shop.networks.clear();
    shop.volumes.clear();
    shop.images.clear();
    return shop;
  }

  public static Stack stack() {
    SortedMap<String, Service> services = new TreeMap<>();
    services.put(
        "db",
        service(
            "db",
            "r/db:1",
            1,
            true,
            List.of(),
            new Mount(Mount.Type.VOLUME, "orders", "/data", false)));
    services.put(
        "migrate",
        service(
            "migrate",
            "r/api:1",
            1,
            false,
            List.of(new Dependency("db", Condition.HEALTHY, true))));
    services.put(
        "api",
        service(
            "api",
            "r/api:1",
            2,
            false,
            List.of(new Dependency("migrate", Condition.COMPLETED, true))));
    services.put(
        "web",
        service(
            "web",
            "r/web:1",
            1,
            false,
            List.of(new Dependency("api", Condition.STARTED, true)),
            new Mount(Mount.Type.VOLUME, null, "/tmp", false)));
    return new Stack(
        "shop",
        Path.of("/srv/shop"),
        List.of(Path.of("/srv/shop/compose.yaml")),
        List.of(),
        List.of(),
        "2.26.1",
        services,
        new TreeMap<>(
            Map.of("back", new NetworkDefinition("back", "shop_back", false, Tree.EMPTY))),
        new TreeMap<>(
            Map.of("orders", new VolumeDefinition("orders", "shop_orders", false, Tree.EMPTY))),
        new TreeMap<>(),
        new TreeMap<>(),
        "canonical");
  }

  private static Service service(
      String name,
      String image,
      int replicas,
      boolean healthCheck,
      List<Dependency> dependencies,
      Mount... mounts) {
    return new Service(
        name,
        image,
        DIGEST,
        replicas,
        dependencies,
        List.of(mounts),
        List.of("back"),
        healthCheck,
        "hash-" + name,
        new Tree(Map.of("image", image)));
  }

  static Container container(String service, int number, String state, Mounted... mounts) {
    return container(
        service,
        number,
        state,
        MADE,
        Map.of(
            Labels.PROJECT,
            "shop",
            Labels.SERVICE,
            service,
            Labels.NUMBER,
            String.valueOf(number),
            Labels.ONE_OFF,
            "False",
            Labels.WORKING_DIR,
            "/srv/shop",
            Labels.CONFIG_HASH,
            "hash-" + service),
        mounts);
  }

  static Container container(
      String service,
      int number,
      String state,
      Instant createdAt,
      Map<String, String> labels,
      Mounted... mounts) {
    return new Container(
        "id-" + service + "-" + number,
        "shop-" + service + "-" + number,
        "r/" + (service.equals("migrate") ? "api" : service) + ":1",
        "image-" + (service.equals("migrate") ? "api" : service),
        state,
        service.equals("db") && state.equals("running") ? "healthy" : null,
        0,
        0,
        false,
        createdAt,
        createdAt,
        null,
        new TreeMap<>(labels),
        List.of(mounts),
        new TreeMap<>(Map.of("shop_back", new Attachment("net-1", List.of()))),
        List.of(),
        new TreeMap<>());
  }

  static Mounted mounted(String volume, String target, boolean anonymous) {
    return new Mounted("volume", volume, "/v/" + volume, target, true, anonymous);
  }

  static Volume volume(String name, Map<String, String> more) {
    return new Volume(name, "local", "/v/" + name, MADE, labels(more), new TreeMap<>());
  }

  private static SortedMap<String, String> labels(Map<String, String> more) {
    SortedMap<String, String> labels = new TreeMap<>(more);
    labels.put(Labels.PROJECT, "shop");
    return labels;
  }

  Inventory inventory() {
    return new Inventory(MADE, containers, networks, volumes, images);
  }

  public Scenario scenario() {
    return new Scenario(
        Path.of("/srv/shop/drill.yaml"),
        "0",
        "shop-drill",
        null,
        new Scenario.StackFiles(
            List.of(Path.of("/srv/shop/compose.yaml")), "shop", List.of(), List.of()),
        null,
        disasters,
        Map.of(
            "orders", new Scenario.Backup("orders", Path.of("/srv/shop/orders.dump"), null, null)),
        new Scenario.Recovery("native", empty, restores, Duration.ofMinutes(5)),
        new Scenario.SteadyState(
            Duration.ofSeconds(3),
            List.of(
                new Probe(
                    "port answers",
                    new TcpQuestion("127.0.0.1", 80),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    false,
                    List.of()))),
        List.of(),
        null,
        keeps,
        rescueNone,
        copyRules,
        Scenario.Around.NOTHING,
        false,
        false,
        new Scenario.Objectives(null, null, serviceObjectives),
        Set.of());
  }

  Situation situation() {
    return new Situation(scenario(), stack(), inventory(), ENGINE);
  }

  static Planner planner() {
    return new Planner(Provisions.KINDS.get("native"));
  }

  public Plan drill() {
    return planner().drill(situation());
  }

  Plan recovery(String... keep) {
    return planner().recovery(situation(), Set.of(keep));
  }
}
