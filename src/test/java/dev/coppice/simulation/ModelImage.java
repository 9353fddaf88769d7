package dev.coppice.simulation;

import dev.coppice.stack.Image;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** An image of the model with the references that lead to it. */
final class ModelImage {

  final String id;
  final int stamp;
  final Party owner;
  final SortedSet<String> tags = new TreeSet<>();
  final SortedSet<String> digests = new TreeSet<>();

  ModelImage(String id, int stamp, Party owner) {
    this.id = id;
    this.stamp = stamp;
    this.owner = owner;
  }

  boolean isNamed() {
    return !tags.isEmpty() || !digests.isEmpty();
  }

  Image view() {
    return new Image(id, List.copyOf(tags), List.copyOf(digests), 1000);
  }
}
