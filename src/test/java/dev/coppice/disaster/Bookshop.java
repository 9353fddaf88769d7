package dev.coppice.disaster;

import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Attachment;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.Volume;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small stack and the engine it stands on, to be changed before it is asked. */
final class Bookshop {

  static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");
  static final String DIGEST = "sha256:" + "d".repeat(64);

  final List<Container> containers = new ArrayList<>();
  final List<Network> networks = new ArrayList<>();
  final List<Volume> volumes = new ArrayList<>();
  final List<Image> images = new ArrayList<>();

  Bookshop() {
    containers.add(container("db-1", "db", 1, "i-db", List.of(mount("bookshop_orders", "/data"))));
    containers.add(container("api-1", "api", 1, "i-api", List.of()));
    containers.add(container("api-2", "api", 2, "i-api", List.of()));
    containers.add(
        container(
            "web-1",
            "web",
            1,
            "i-web",
            List.of(new Mounted("volume", "f00d", "/v", "/tmp", true, true))));
    networks.add(network("n-back", "bookshop_back", labels(Labels.NETWORK, "back")));
    volumes.add(volume("bookshop_orders", labels(Labels.VOLUME, "orders")));
    volumes.add(volume("f00d", new TreeMap<>()));
    volumes.add(volume("theirs", new TreeMap<>()));
    images.add(new Image("i-db", List.of("shop/db:1"), List.of("shop/db@" + DIGEST), 1));
    images.add(new Image("i-api", List.of("shop/api:1"), List.of(), 1));
    images.add(new Image("i-web", List.of("shop/web:1"), List.of(), 1));
  }

  /** Two services of one image, a named, an anonymous and an external volume, two networks. */
  static Stack stack() {
    SortedMap<String, Service> services = new TreeMap<>();
    services.put("db", service("db", "shop/db:1", 1, List.of(volumeMount("orders", "/data"))));
    services.put("api", service("api", "shop/api:1", 2, List.of()));
    services.put("migrate", service("migrate", "shop/api:1", 1, List.of()));
    services.put(
        "web",
        service(
            "web",
            "shop/web:1",
            1,
            List.of(volumeMount(null, "/tmp"), volumeMount("theirs", "/theirs"))));
    SortedMap<String, NetworkDefinition> networks = new TreeMap<>();
    networks.put("back", new NetworkDefinition("back", "bookshop_back", false, Tree.EMPTY));
    networks.put("outside", new NetworkDefinition("outside", "somewhere", true, Tree.EMPTY));
    SortedMap<String, VolumeDefinition> volumes = new TreeMap<>();
    volumes.put("orders", new VolumeDefinition("orders", "bookshop_orders", false, Tree.EMPTY));
    volumes.put("theirs", new VolumeDefinition("theirs", "theirs", true, Tree.EMPTY));
    return new Stack(
        "bookshop",
        Path.of("/srv/bookshop"),
        List.of(Path.of("/srv/bookshop/compose.yaml")),
        List.of(),
        List.of(),
        "2.26.1",
        services,
        networks,
        volumes,
        new TreeMap<>(),
        new TreeMap<>(),
        "0");
  }

  private static Service service(String name, String image, int replicas, List<Mount> mounts) {
    return new Service(
        name,
        image,
        name.equals("db") ? DIGEST : null,
        replicas,
        List.of(),
        mounts,
        List.of("back"),
        false,
        "hash-" + name,
        new Tree(Map.of("stop_grace_period", "1m30s")));
  }

  private static Mount volumeMount(String source, String target) {
    return new Mount(Mount.Type.VOLUME, source, target, false);
  }

  static Mounted mount(String volume, String target) {
    return new Mounted("volume", volume, "/v/" + volume, target, true, false);
  }

  static Container container(
      String name, String service, int number, String imageId, List<Mounted> mounts) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Labels.PROJECT, "bookshop");
    labels.put(Labels.SERVICE, service);
    labels.put(Labels.NUMBER, String.valueOf(number));
    labels.put(Labels.ONE_OFF, "False");
    labels.put(Labels.WORKING_DIR, "/srv/bookshop");
    labels.put(Labels.CONFIG_HASH, "hash-" + service);
    return with(name, "running", labels, imageId, mounts, "n-back");
  }

  static Container with(
      String name,
      String state,
      Map<String, String> labels,
      String imageId,
      List<Mounted> mounts,
      String network) {
    return new Container(
        "id-" + name,
        "bookshop-" + name,
        "image",
        imageId,
        state,
        null,
        0,
        0,
        false,
        MADE,
        MADE,
        null,
        new TreeMap<>(labels),
        mounts,
        new TreeMap<>(Map.of("net", new Attachment(network, List.of()))),
        List.of(),
        new TreeMap<>());
  }

  static Container stranger(String name, String imageId, List<Mounted> mounts, String network) {
    return with(name, "exited", Map.of(), imageId, mounts, network);
  }

  static Network network(String id, String name, SortedMap<String, String> labels) {
    return new Network(id, name, MADE, labels, List.of(), new TreeMap<>());
  }

  static Volume volume(String name, SortedMap<String, String> labels) {
    return new Volume(name, "local", "/v/" + name, MADE, labels, new TreeMap<>());
  }

  static SortedMap<String, String> labels(String keyLabel, String key) {
    return new TreeMap<>(Map.of(Labels.PROJECT, "bookshop", keyLabel, key));
  }

  Inventory inventory() {
    return new Inventory(MADE, containers, networks, volumes, images);
  }
}
