package dev.coppice.engine;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Engine API.
 *
 * @param doing what is being done to what, for the one who reads the error
 * @param limit until the end of the answer, or between two pieces of it where the call is patient
 */
@SuppressWarnings("ArrayRecordComponent") // No two calls are ever compared.
record EngineCall(
    String doing,
    String method,
    String path,
    byte @Nullable [] body,
    @Nullable TarSource stream,
    Map<String, String> headers,
    Duration limit,
    boolean patient) {

  /** For what the engine knows by heart. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** For what takes the engine work on processes, disks or networks. */
  private static final Duration LATER = Duration.ofMinutes(2);

  static EngineCall get(String doing, String path) {
    return new EngineCall(doing, "GET", path, null, null, Map.of(), SOON, false);
  }

  static EngineCall post(String doing, String path) {
    return new EngineCall(doing, "POST", path, null, null, Map.of(), LATER, false);
  }

  static EngineCall put(String doing, String path) {
    return new EngineCall(doing, "PUT", path, null, null, Map.of(), LATER, false);
  }

  static EngineCall delete(String doing, String path) {
    return new EngineCall(doing, "DELETE", path, null, null, Map.of(), LATER, false);
  }

  EngineCall sending(Map<String, ?> json) {
    return sending("application/json", Json.bytes(json));
  }

  EngineCall sending(String type, byte[] content) {
    return new EngineCall(
        doing, method, path, content, null, Map.of("Content-Type", type), limit, patient);
  }

  /** For what may be longer than the memory: it is read while it is sent. */
  EngineCall streaming(String type, TarSource content) {
    return new EngineCall(
        doing, method, path, null, content, Map.of("Content-Type", type), limit, patient);
  }

  EngineCall with(Map<String, String> headers) {
    return new EngineCall(doing, method, path, body, stream, headers, limit, patient);
  }

  EngineCall within(Duration limit) {
    return new EngineCall(doing, method, path, body, stream, headers, limit, false);
  }

  /** For answers of any length: time is up only when nothing came for so long. */
  EngineCall patiently(Duration silence) {
    return new EngineCall(doing, method, path, body, stream, headers, silence, true);
  }
}
