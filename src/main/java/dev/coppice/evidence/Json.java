package dev.coppice.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** How values become JSON and come back: one way for every file that Coppice writes. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(String.class, new Cleaned()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // 0.9 read as 0 would be another number to everybody else.
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          // Of two values of one name another reader may take the other one.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /**
   * Takes secrets out of texts and out of nothing else: in the finished JSON a password such as
   * {@code false}, {@code 12345} or {@code volume} would break numbers, words and names of fields.
   */
  private static final class Cleaned extends StdSerializer<String> {

    private static final long serialVersionUID = 1L;

    Cleaned() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      Object redaction = provider.getAttribute(Redaction.class);
      out.writeString(redaction instanceof Redaction known ? known.clean(text) : text);
    }
  }

  /** A value on several lines, for people; ends with a line break. */
  public static String pretty(Object value) {
    return pretty(value, Redaction.none());
  }

  /** The same without the secrets that its texts hold. */
  public static String pretty(Object value, Redaction redaction) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), value, redaction) + "\n";
  }

  /** The same as it stands in a file. */
  public static byte[] prettyBytes(Object value, Redaction redaction) {
    try {
      byte[] json =
          cleaned(MAPPER.writerWithDefaultPrettyPrinter(), redaction).writeValueAsBytes(value);
      byte[] lines = Arrays.copyOf(json, json.length + 1);
      lines[json.length] = '\n';
      return lines;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value on one line, without a line break. */
  public static String line(Object value) {
    return line(value, Redaction.none());
  }

  /** The same without the secrets that its texts hold. */
  public static String line(Object value, Redaction redaction) {
    return written(MAPPER.writer(), value, redaction);
  }

  private static String written(ObjectWriter writer, Object value, Redaction redaction) {
    try {
      return cleaned(writer, redaction).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectWriter cleaned(ObjectWriter writer, Redaction redaction) {
    return redaction.knowsNothing() ? writer : writer.withAttribute(Redaction.class, redaction);
  }

  /**
   * The value that a text holds.
   *
   * @throws UncheckedIOException where it is not JSON or not such a value
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of the bytes of a file in UTF-8. */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where in a text {@link #read} failed, as {@code :LINE:COLUMN}; empty where it cannot tell. */
  public static String place(UncheckedIOException failure) {
    return failure.getCause() instanceof JsonProcessingException wrong
            && wrong.getLocation() != null
            && wrong.getLocation().getLineNr() > 0
        ? ":" + wrong.getLocation().getLineNr() + ":" + wrong.getLocation().getColumnNr()
        : "";
  }
}
