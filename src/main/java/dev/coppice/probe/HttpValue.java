package dev.coppice.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What stands at a place in the JSON of an answer. */
final class HttpValue {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private HttpValue() {}

  /**
   * Looks it up.
   *
   * @param pointer RFC 6901
   */
  static Told at(String pointer, String text) {
    try {
      JsonNode found = JSON.readTree(text).at(pointer);
      if (found.isMissingNode() || found.isNull()) {
        return Told.failed(pointer + " is missing in the answer");
      }
      return Told.of(found.isValueNode() ? found.asText() : found.toString());
    } catch (JsonProcessingException e) {
      return Told.failed("the answer is no JSON: " + Words.bounded(e.getOriginalMessage()));
    }
  }

  /** Throws {@link IllegalArgumentException} where it is none. */
  static void requirePointer(String pointer) {
    JsonPointer.compile(pointer);
  }
}
