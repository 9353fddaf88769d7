package dev.coppice.simulation;

import dev.coppice.stack.Volume;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** A volume of the model, with what is in it. */
final class ModelVolume {

  final String name;
  final int stamp;
  final Party owner;
  final SortedMap<String, String> labels;
  Instant createdAt;
  Data data = Data.NOTHING;

  ModelVolume(String name, int stamp, Party owner, SortedMap<String, String> labels, Instant at) {
    this.name = name;
    this.stamp = stamp;
    this.owner = owner;
    this.labels = labels;
    this.createdAt = at;
  }

  boolean isAnonymous() {
    return name.matches("[0-9a-f]{64}");
  }

  Volume view() {
    return new Volume(
        name,
        "local",
        "/var/lib/docker/volumes/" + name + "/_data",
        createdAt,
        labels,
        new TreeMap<>());
  }
}
