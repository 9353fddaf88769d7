package dev.coppice.simulation;

import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Attachment;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container of the model: what was asked for, and how it stands. */
final class ModelContainer {

  final String id;
  final String name;
  final int stamp;
  final Party owner;
  final Tree body;
  final ModelImage image;
  final Instant createdAt;
  final List<Mounted> mounts = new ArrayList<>();

  /** By name, as asked for: to the network's identity once it has run. */
  final Map<String, String> networks = new LinkedHashMap<>();

  private final SortedMap<String, String> labels = new TreeMap<>();
  private final SortedMap<String, String> settings = new TreeMap<>();
  String state = "created";
  @Nullable String health;
  @Nullable Instant startedAt;
  int exitCode;
  long wentOnAt;

  /** When it was started last, by the clock. */
  long beganAt;

  int starts;
  boolean stoppedByHand;
  private @Nullable Container seen;

  ModelContainer(
      String id,
      String name,
      int stamp,
      Party owner,
      Map<String, Object> body,
      ModelImage image,
      Instant createdAt) {
    this.id = id;
    this.name = name;
    this.stamp = stamp;
    this.owner = owner;
    this.body = new Tree(body);
    this.image = image;
    this.createdAt = createdAt;
    this.body.at("Labels").map().forEach((key, value) -> labels.put(key, value.text("")));
    this.body
        .map()
        .forEach(
            (key, value) -> {
              if (key.equals("HostConfig")) {
                flatten("HostConfig", value);
              } else if (!key.equals("NetworkingConfig")) {
                flatten("Config." + key, value);
              }
            });
  }

  private void flatten(String path, Tree tree) {
    if (tree.isMap()) {
      tree.map().forEach((key, value) -> flatten(path + "." + key, value));
    } else if (tree.isPresent()) {
      settings.put(
          path,
          tree.text() == null || path.endsWith("Test")
              ? "[\"" + String.join("\",\"", tree.texts()) + "\"]"
              : tree.text(""));
    }
  }

  SortedMap<String, String> labels() {
    return labels;
  }

  boolean isRunning() {
    return state.equals("running");
  }

  /** Running, paused or about to be started again: it has its place in its networks. */
  boolean isUp() {
    return isRunning() || state.equals("paused") || state.equals("restarting");
  }

  boolean isChecked() {
    return body.at("Healthcheck", "Test").isPresent();
  }

  String restartPolicy() {
    String policy = body.at("HostConfig", "RestartPolicy", "Name").text("no");
    return policy.isEmpty() ? "no" : policy;
  }

  boolean mounts(String volume) {
    return mounts.stream().anyMatch(mount -> volume.equals(mount.volume()));
  }

  /** Has to be called after each change of what can be seen. */
  void changed() {
    seen = null;
  }

  Container view() {
    if (seen == null) {
      SortedMap<String, Attachment> attachments = new TreeMap<>();
      networks.forEach(
          (network, id) -> attachments.put(network, new Attachment(id, List.of(name))));
      seen =
          new Container(
              id,
              name,
              body.at("Image").text(""),
              image.id,
              state,
              health,
              exitCode,
              0,
              false,
              createdAt,
              startedAt,
              null,
              labels,
              mounts,
              attachments,
              List.of(),
              settings);
    }
    return seen;
  }
}
