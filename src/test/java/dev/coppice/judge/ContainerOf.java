package dev.coppice.judge;

import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container to be edited by a test and then built. */
final class ContainerOf {

  private String id;
  private final String name;
  private final String image;
  private String imageId;
  private String state;
  private @Nullable String health;
  private int exitCode;
  private int restarts;
  private boolean oomKilled;
  private @Nullable Instant startedAt;
  private final TreeMap<String, String> labels;
  private final TreeMap<String, String> settings;

  ContainerOf(Container c) {
    id = c.id();
    name = c.name();
    image = c.image();
    imageId = c.imageId();
    state = c.state();
    health = c.health();
    exitCode = c.exitCode();
    restarts = c.restarts();
    oomKilled = c.oomKilled();
    startedAt = c.startedAt();
    labels = new TreeMap<>(c.labels());
    settings = new TreeMap<>(c.settings());
  }

  private ContainerOf(String name, String id, String image, String imageId, String state) {
    this.name = name;
    this.id = id;
    this.image = image;
    this.imageId = imageId;
    this.state = state;
    this.startedAt = FactsOf.STARTED;
    this.labels = new TreeMap<>();
    this.settings = new TreeMap<>();
  }

  /** A replica as it should be. */
  static ContainerOf of(ExpectedService service, int number, String age) {
    String replica = service.name() + "-" + number;
    String id = Ids.hex(replica + age);
    String image = service.image().replaceAll("reg/|:1", "");
    ContainerOf c =
        new ContainerOf(
            "shop-" + replica,
            id,
            service.image(),
            Ids.imageId(image),
            service.oneShot() ? "exited" : "running");
    c.health = service.healthCheck() ? "healthy" : null;
    c.labels.putAll(
        Map.of(
            Labels.PROJECT,
            "shop",
            Labels.SERVICE,
            service.name(),
            Labels.NUMBER,
            String.valueOf(number),
            Labels.CONFIG_HASH,
            "hash"));
    c.settings.put("Config.Hostname", Identity.abbreviated(id));
    c.settings.put("Config.Env.MODE", "keyed-hash");
    c.settings.put("Mounts./data.Name", Ids.hex("anonymous" + age));
    return c;
  }

  /** A container that is nobody's of the stack. */
  static ContainerOf foreign(String name) {
    return new ContainerOf(name, Ids.hex(name), "other", "sha256:other", "running");
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  ContainerOf id(String value) {
    id = value;
    return this;
  }

  ContainerOf imageId(String value) {
    imageId = value;
    return this;
  }

  ContainerOf state(String value) {
    state = value;
    return this;
  }

  ContainerOf health(@Nullable String value) {
    health = value;
    return this;
  }

  ContainerOf exitCode(int value) {
    exitCode = value;
    return this;
  }

  ContainerOf restarts(int value) {
    restarts = value;
    return this;
  }

  ContainerOf oomKilled() {
    oomKilled = true;
    return this;
  }

  ContainerOf startedAt(@Nullable Instant value) {
    startedAt = value;
    return this;
  }

  ContainerOf label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  ContainerOf without(String label) {
    labels.remove(label);
    return this;
  }

  ContainerOf setting(String path, @Nullable String value) {
    if (value == null) {
      settings.remove(path);
    } else {
      settings.put(path, value);
    }
    return this;
  }

  ContainerOf noSettings() {
    settings.clear();
    return this;
  }

  Container build() {
    return new Container(
        id,
        name,
        image,
        imageId,
        state,
        health,
        exitCode,
        restarts,
        oomKilled,
        FactsOf.STARTED,
        startedAt,
        null,
        labels,
        List.of(),
        new TreeMap<>(),
        List.of(),
        settings);
  }
}
