package dev.coppice.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What stands on an engine, as anybody can ask it.
 *
 * @param things everything, the stack's own included
 */
record Standing(List<Thing> things) {

  /**
   * One object.
   *
   * @param kind container, network, volume or image
   * @param service of the stack, for its containers
   * @param ofStack whether it carries the stack's label or one of its images' names
   */
  record Thing(String kind, String id, String name, String state, String service, boolean ofStack) {

    String identity() {
      return "%s %s %s".formatted(kind, name, id);
    }

    @Override
    public String toString() {
      return identity() + (state.isEmpty() ? "" : " (" + state + ")");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENGINES_OWN = Set.of("bridge", "host", "none");
  private static final String PROJECT = "com.docker.compose.project";

  /**
   * Looks at an engine.
   *
   * @param endpoint {@code tcp://HOST:PORT}
   * @param images whether a reference is an image of the stack
   */
  static Standing of(String endpoint, String project, Predicate<String> images) {
    String http = endpoint.replace("tcp://", "http://");
    List<Thing> things = new ArrayList<>();
    for (JsonNode container : get(http, "/containers/json?all=1")) {
      JsonNode labels = container.path("Labels");
      things.add(
          new Thing(
              "container",
              container.path("Id").asText(),
              container.path("Names").path(0).asText(),
              container.path("State").asText(),
              labels.path("com.docker.compose.service").asText(),
              labels.path(PROJECT).asText().equals(project)));
    }
    for (JsonNode network : get(http, "/networks")) {
      if (ENGINES_OWN.contains(network.path("Name").asText())) {
        // Made anew whenever the engine starts.
        continue;
      }
      things.add(thing("network", network, network.path("Id").asText(), project));
    }
    for (JsonNode volume : get(http, "/volumes").path("Volumes")) {
      // It has no identity; its labels tell one that was made again.
      things.add(thing("volume", volume, volume.path("Labels").toString(), project));
    }
    for (JsonNode image : get(http, "/images/json")) {
      for (JsonNode tag : image.path("RepoTags")) {
        String name = tag.asText();
        things.add(new Thing("image", image.path("Id").asText(), name, "", "", images.test(name)));
      }
    }
    return new Standing(things);
  }

  private static Thing thing(String kind, JsonNode node, String id, String project) {
    boolean ofStack = node.path("Labels").path(PROJECT).asText().equals(project);
    return new Thing(kind, id, node.path("Name").asText(), "", "", ofStack);
  }

  private static JsonNode get(String http, String path) {
    try (InputStream answer = URI.create(http + path).toURL().openStream()) {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to look at " + http + path, e);
    }
  }

  /** What is not the stack's; with its state, where containers may not have changed it. */
  Set<String> foreign(boolean withState) {
    return things.stream()
        .filter(thing -> !thing.ofStack())
        .map(thing -> withState ? thing.toString() : thing.identity())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is the stack's. */
  Set<String> own() {
    return things.stream()
        .filter(Thing::ofStack)
        .map(Thing::identity)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<Thing> containers() {
    return things.stream().filter(thing -> thing.kind().equals("container")).toList();
  }
}
