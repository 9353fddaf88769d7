package dev.coppice.simulation;

import dev.coppice.stack.Network;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A network of the model. */
record ModelNetwork(
    String id,
    String name,
    int stamp,
    Party owner,
    SortedMap<String, String> labels,
    Instant createdAt) {

  /** As the engine shows it, with the containers that are attached and run. */
  Network view(List<String> attached) {
    return new Network(
        id, name, createdAt, labels, attached, new TreeMap<>(java.util.Map.of("Driver", "bridge")));
  }
}
