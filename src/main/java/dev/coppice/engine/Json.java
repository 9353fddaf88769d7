package dev.coppice.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The engine's JSON as trees, and back. */
final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot be written as JSON", e);
    }
  }

  /** One line, keys in order: the same value gives the same text. */
  static String text(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot be written as JSON", e);
    }
  }

  /** A whole body; an empty one is {@link Tree#EMPTY}. */
  static Tree tree(byte[] body) throws IOException {
    return body.length == 0 ? Tree.EMPTY : new Tree(MAPPER.readValue(body, Object.class));
  }

  /** A body of many values, one after the other, each given when it is there. */
  static MappingIterator<Object> values(InputStream body) throws IOException {
    return MAPPER.readerFor(Object.class).readValues(body);
  }
}
