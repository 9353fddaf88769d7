package dev.coppice.simulation;

import dev.coppice.disaster.Disaster;
import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseImages;
import dev.coppice.disaster.LoseNetworks;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.probe.Probe;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stack that is drilled in the model: db with a volume, a job behind it, two replicas of api
 * behind that, and a cache that may come back empty.
 *
 * @param restart the restart policy of all but the job
 * @param losesImages whether the disaster takes the images too
 * @param isSmall whether there is only db with its volume and one replica of api
 * @param maxDowntime past it the stack is raised from the rescue copies, null for never
 */
record Shop(String restart, boolean losesImages, boolean isSmall, @Nullable Duration maxDowntime) {

  /** The backup holds the orders up to this one. */
  static final int IN_BACKUP = 100;

  static final String PROJECT = "shop";
  private static final Path FOLDER = Path.of("/srv/shop");

  Stack stack() {
    SortedMap<String, Service> services = new TreeMap<>();
    services.put("db", service("db", 1, true, List.of(), List.of(volume("orders", "/data"))));
    services.put("api", service("api", isSmall ? 1 : 2, false, behind(), List.of()));
    if (!isSmall) {
      services.put("cache", service("cache", 1, false, List.of(), List.of(volume("cache", "/c"))));
      services.put(
          "migrate",
          service("migrate", 1, false, List.of(waits("db", Condition.HEALTHY)), List.of()));
    }
    return new Stack(
        PROJECT,
        FOLDER,
        List.of(),
        List.of(),
        List.of(),
        "2.26.1",
        services,
        new TreeMap<>(
            Map.of("back", new NetworkDefinition("back", "shop_back", false, Tree.EMPTY))),
        volumes(),
        new TreeMap<>(),
        new TreeMap<>(),
        "0".repeat(64));
  }

  private List<Dependency> behind() {
    Dependency db = waits("db", Condition.HEALTHY);
    return isSmall ? List.of(db) : List.of(waits("migrate", Condition.COMPLETED), db);
  }

  private SortedMap<String, VolumeDefinition> volumes() {
    SortedMap<String, VolumeDefinition> volumes = new TreeMap<>();
    for (String key : isSmall ? List.of("orders") : List.of("orders", "cache")) {
      volumes.put(key, new VolumeDefinition(key, "shop_" + key, false, Tree.EMPTY));
    }
    return volumes;
  }

  private static Mount volume(String key, String target) {
    return new Mount(Mount.Type.VOLUME, key, target, false);
  }

  private static Dependency waits(String service, Condition condition) {
    return new Dependency(service, condition, true);
  }

  static String image(String service) {
    return "registry.test:5000/" + service + ":1";
  }

  static String digest(String service) {
    return "sha256:" + String.format("%064x", service.hashCode() & 0xffffffffL);
  }

  private Service service(
      String name,
      int replicas,
      boolean checked,
      List<Dependency> dependencies,
      List<Mount> mounts) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("image", image(name));
    definition.put("networks", Map.of("back", Map.of()));
    if (!name.equals("migrate")) {
      definition.put("restart", restart);
    }
    definition.put(
        "healthcheck", checked ? Map.of("test", List.of("CMD", "ok")) : Map.of("disable", true));
    List<Map<String, Object>> volumes = new ArrayList<>();
    for (Mount mount : mounts) {
      volumes.add(
          Map.of(
              "type",
              "volume",
              "source",
              String.valueOf(mount.source()),
              "target",
              mount.target()));
    }
    if (!volumes.isEmpty()) {
      definition.put("volumes", volumes);
    }
    return new Service(
        name,
        image(name),
        digest(name),
        replicas,
        dependencies,
        mounts,
        List.of("back"),
        checked,
        "hash-" + name,
        new Tree(definition));
  }

  Scenario scenario(Path backup, ShopPrograms programs) {
    List<Disaster> disasters = new ArrayList<>();
    disasters.add(new LoseContainers(List.of(), List.of()));
    disasters.add(new LoseNetworks(List.of(), List.of()));
    disasters.add(new LoseVolumes(List.of(), List.of()));
    if (losesImages) {
      disasters.add(new LoseImages(List.of(), List.of()));
    }
    return new Scenario(
        FOLDER.resolve("drill.yaml"),
        "0",
        "shop-drill",
        null,
        new Scenario.StackFiles(List.of(), PROJECT, List.of(), List.of()),
        null,
        disasters,
        Map.of("orders", new Scenario.Backup("orders", backup, null, null)),
        new Scenario.Recovery(
            "native",
            isSmall ? List.of() : List.of("cache"),
            List.of(
                new Scenario.Restore(
                    "orders",
                    List.of("orders"),
                    Scenario.Restore.How.EXEC,
                    new Scenario.ServiceCommand("db", List.of("restore")),
                    Map.of("db", Condition.HEALTHY),
                    isSmall ? List.of("api") : List.of("migrate", "api"))),
            Duration.ofSeconds(20)),
        new Scenario.SteadyState(
            Duration.ofMillis(150),
            List.of(
                probe("orders are taken", false, programs),
                probe("the first orders are there", true, programs))),
        List.of(),
        null,
        List.of(),
        Set.of(),
        new Scenario.CopyRules(maxDowntime, false, null),
        Scenario.Around.NOTHING,
        false,
        false,
        new Scenario.Objectives(null, null, Map.of()),
        Set.of());
  }

  private static Probe probe(String name, boolean content, ShopPrograms programs) {
    return new Probe(
        name,
        new ShopQuestion(content, programs),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        false,
        content ? List.of("orders") : List.of());
  }
}
