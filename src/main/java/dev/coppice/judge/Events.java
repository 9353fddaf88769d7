package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the engine told after impact. */
final class Events {

  static final String CONTAINER = "container";
  static final String NETWORK = "network";
  static final String IMAGE = "image";

  private Events() {}

  /** The events of one kind of object, in the order in which they were heard. */
  static Stream<ObservedEvent> afterImpact(Facts facts, String type) {
    Timeline timeline = new Timeline(facts.run());
    return facts.events().stream()
        .filter(event -> event.type().equals(type) && timeline.isAfterImpact(event.atMs()))
        .sorted(Comparator.comparingDouble(ObservedEvent::atMs));
  }

  /** Milliseconds after impact of the first such event of the object; null where none was heard. */
  static @Nullable Double first(Facts facts, String type, String action, String id) {
    Timeline timeline = new Timeline(facts.run());
    return afterImpact(facts, type)
        .filter(event -> event.id().equals(id) && event.action().equals(action))
        .findFirst()
        .map(event -> timeline.afterImpact(event.atMs()))
        .orElse(null);
  }

  static boolean heard(Facts facts, String type, String action, String id) {
    return first(facts, type, action, id) != null;
  }
}
