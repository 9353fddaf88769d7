package dev.coppice.evidence;

import java.util.Map;
import java.util.TreeMap;

/**
 * An event of the engine as a run heard it; a line of {@code events.ndjson}.
 *
 * @param atMs when it arrived, milliseconds since the start of the run
 * @param engineNanos the engine's own wall clock, nanoseconds since the epoch
 * @param ofStack whether the object carries the project's label or is one that the stack names
 * @param attributes name, image, exitCode, project, service, number, oneOff and run where the
 *     engine gives them
 */
public record ObservedEvent(
    double atMs,
    long engineNanos,
    String type,
    String action,
    String id,
    boolean ofStack,
    Map<String, String> attributes) {

  public ObservedEvent {
    attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
