package dev.coppice.scenario;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single values of the types that settings have. */
final class Scalars {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

  private Scalars() {}

  static boolean isScalar(Class<?> type) {
    return type.isEnum()
        || List.of(
                String.class,
                int.class,
                Integer.class,
                BigDecimal.class,
                boolean.class,
                Boolean.class,
                Duration.class,
                URI.class)
            .contains(type);
  }

  /** What is expected of a type, in words. */
  static String expected(Class<?> type) {
    if (type.isEnum()) {
      return or(words(type));
    }
    return type == String.class
        ? "text"
        : type == int.class || type == Integer.class
            ? "a whole number"
            : type == BigDecimal.class
                ? "a number"
                : type == Duration.class
                    ? Durations.EXPECTED
                    : type == URI.class ? "a URL such as http://127.0.0.1:8080/" : "true or false";
  }

  /** The value, or null where the scalar is none of that type. */
  static @Nullable Object value(Class<?> type, Yaml.Scalar scalar) {
    if (type == String.class) {
      return scalar.isText() ? scalar.value() : null;
    }
    if (type == int.class || type == Integer.class) {
      boolean whole = isUnquoted(scalar) && WHOLE.matcher(scalar.value()).matches();
      return whole ? Integer.valueOf(scalar.value()) : null;
    }
    if (type == BigDecimal.class) {
      boolean number = isUnquoted(scalar) && DECIMAL.matcher(scalar.value()).matches();
      return number ? new BigDecimal(scalar.value()) : null;
    }
    if (type == boolean.class || type == Boolean.class) {
      boolean truth = isUnquoted(scalar) && scalar.value().matches("true|false");
      return truth ? Boolean.valueOf(scalar.value()) : null;
    }
    if (type == Duration.class) {
      return scalar.isText() ? positive(scalar.value()).orElse(null) : null;
    }
    return type == URI.class ? url(scalar) : constant(type, scalar);
  }

  /** What may have been meant instead. */
  static @Nullable String suggestion(Class<?> type, Yaml.Scalar scalar) {
    String value = scalar.value();
    if (scalar.form() == Yaml.Form.RESOLVED || scalar.isNothing()) {
      return null;
    }
    if (type.isEnum()) {
      return Nearest.to(value, words(type)).orElse(null);
    }
    if (type == String.class) {
      return '"' + value + '"';
    }
    if (type == Duration.class && WHOLE.matcher(value).matches() && !value.startsWith("-")) {
      return value.equals("0") ? null : value + "s";
    }
    if (type == int.class || type == Integer.class || type == BigDecimal.class) {
      return scalar.form() == Yaml.Form.QUOTED && DECIMAL.matcher(value).matches() ? value : null;
    }
    if (type == boolean.class || type == Boolean.class) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "yes", "on", "true" -> "true";
        case "no", "off", "false" -> "false";
        default -> null;
      };
    }
    return null;
  }

  /** The constants of an enum as they are written. */
  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> word((Enum<?>) c)).toList();
  }

  static String or(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable Object constant(Class<?> type, Yaml.Scalar scalar) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word((Enum<?>) constant).equals(scalar.value()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isUnquoted(Yaml.Scalar scalar) {
    return scalar.form() != Yaml.Form.QUOTED;
  }

  /** Nothing in a scenario makes sense with no time at all. */
  private static Optional<Duration> positive(String text) {
    return Durations.parse(text).filter(duration -> !duration.isZero());
  }

  private static @Nullable URI url(Yaml.Scalar scalar) {
    try {
      URI url = new URI(scalar.value());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      return scheme.matches("https?") && url.getHost() != null ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
