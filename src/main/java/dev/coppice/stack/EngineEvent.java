package dev.coppice.stack;

import java.util.Map;

/**
 * Something that happened on an engine, as it told us.
 *
 * @param arrivedNanos the monotonic clock of all times in a run, when it reached us
 * @param engineNanos the engine's own wall clock, nanoseconds since the epoch
 * @param type container, network, volume or image
 * @param action the engine's word, such as create, start, die, {@code health_status: healthy}
 * @param id identity of the object (a volume's name)
 * @param attributes the engine's attributes: name, image, exitCode and, for containers, labels
 */
public record EngineEvent(
    long arrivedNanos,
    long engineNanos,
    String type,
    String action,
    String id,
    Map<String, String> attributes) {

  public EngineEvent {
    attributes = Map.copyOf(attributes);
  }
}
