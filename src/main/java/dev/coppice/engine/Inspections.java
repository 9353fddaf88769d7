package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Attachment;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Container.PublishedPort;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Network;
import dev.coppice.stack.Tree;
import dev.coppice.stack.Volume;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the engine's JSON means in our words. */
final class Inspections {

  private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private Inspections() {}

  static Container container(Tree inspected, SortedMap<String, String> settings) {
    Tree state = inspected.at("State");
    String id = inspected.at("Id").text("");
    return new Container(
        id,
        withoutSlash(inspected.at("Name").text("")),
        inspected.at("Config", "Image").text(""),
        inspected.at("Image").text(""),
        state.at("Status").text("unknown"),
        health(state.at("Health", "Status").text()),
        number(state.at("ExitCode")),
        number(inspected.at("RestartCount")),
        state.at("OOMKilled").isTrue(),
        instant(inspected.at("Created")),
        instantOrNull(state.at("StartedAt")),
        instantOrNull(state.at("FinishedAt")),
        texts(inspected.at("Config", "Labels")),
        inspected.at("Mounts").list().stream().map(Inspections::mounted).toList(),
        attachments(inspected.at("NetworkSettings", "Networks"), Identity.abbreviated(id)),
        ports(inspected),
        settings);
  }

  /** A health check that is switched off is none. */
  private static @Nullable String health(@Nullable String status) {
    return status == null || status.isEmpty() || status.equals("none") ? null : status;
  }

  private static Mounted mounted(Tree mount) {
    String type = mount.at("Type").text("bind");
    String volume = type.equals("volume") ? mount.at("Name").text() : null;
    return new Mounted(
        type,
        volume,
        mount.at("Source").text(""),
        mount.at("Destination").text(""),
        mount.at("RW").isTrue(),
        volume != null && ANONYMOUS.matcher(volume).matches());
  }

  private static SortedMap<String, Attachment> attachments(Tree networks, String self) {
    SortedMap<String, Attachment> attachments = new TreeMap<>();
    networks
        .map()
        .forEach(
            (name, network) ->
                attachments.put(
                    name,
                    new Attachment(
                        network.at("NetworkID").text(""), Settings.aliases(network, self))));
    return attachments;
  }

  /**
   * The ports as they are where the container runs, and as they were asked for where it does not.
   */
  private static List<PublishedPort> ports(Tree inspected) {
    List<PublishedPort> bound = ports(inspected.at("NetworkSettings", "Ports").map());
    return bound.isEmpty() ? ports(inspected.at("HostConfig", "PortBindings").map()) : bound;
  }

  private static List<PublishedPort> ports(Map<String, Tree> byContainerPort) {
    List<PublishedPort> ports = new ArrayList<>();
    byContainerPort.forEach(
        (containerPort, bindings) -> {
          String[] parts = containerPort.split("/", 2);
          for (Tree binding : bindings.list()) {
            ports.add(
                new PublishedPort(
                    binding.at("HostIp").text(""),
                    number(binding.at("HostPort")),
                    number(new Tree(parts[0])),
                    parts.length > 1 ? parts[1] : "tcp"));
          }
        });
    return ports;
  }

  static Network network(Tree inspected) {
    Map<String, Tree> settings = new LinkedHashMap<>();
    for (String key :
        List.of("Driver", "Scope", "Internal", "Attachable", "EnableIPv6", "Options", "IPAM")) {
      settings.put(key, inspected.at(key));
    }
    return new Network(
        inspected.at("Id").text(""),
        inspected.at("Name").text(""),
        instant(inspected.at("Created")),
        texts(inspected.at("Labels")),
        inspected.at("Containers").map().keySet().stream()
            .filter(id -> ANONYMOUS.matcher(id).matches())
            .sorted()
            .toList(),
        Settings.of(settings));
  }

  static Volume volume(Tree inspected) {
    return new Volume(
        inspected.at("Name").text(""),
        inspected.at("Driver").text(""),
        inspected.at("Mountpoint").text(""),
        instant(inspected.at("CreatedAt")),
        texts(inspected.at("Labels")),
        texts(inspected.at("Options")));
  }

  static Image image(Tree inspected) {
    return new Image(
        inspected.at("Id").text(""),
        references(inspected.at("RepoTags")),
        references(inspected.at("RepoDigests")),
        Long.parseLong(inspected.at("Size").text("0")));
  }

  /** Engines write {@code <none>} where there is no name, and some the same name twice. */
  private static List<String> references(Tree names) {
    return names.texts().stream()
        .filter(name -> !name.contains("<none>"))
        .distinct()
        .sorted()
        .toList();
  }

  private static SortedMap<String, String> texts(Tree map) {
    SortedMap<String, String> texts = new TreeMap<>();
    map.map().forEach((key, value) -> texts.put(key, value.text("")));
    return texts;
  }

  /** Container names come with a slash in front. */
  static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** A whole number; 0 for what is none, such as a range of ports to choose from. */
  private static int number(Tree number) {
    String text = number.text("");
    return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Volume plugins may leave the time of creation out: then it is the epoch. */
  private static Instant instant(Tree time) {
    Instant instant = instantOrNull(time);
    return instant == null ? Instant.EPOCH : instant;
  }

  private static @Nullable Instant instantOrNull(Tree time) {
    String text = time.text("");
    return text.isEmpty() || text.equals(NEVER) ? null : OffsetDateTime.parse(text).toInstant();
  }
}
