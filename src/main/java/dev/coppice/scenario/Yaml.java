package dev.coppice.scenario;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was written, and where. */
sealed interface Yaml {

  /** Where it begins; for what an alias stands for, where that was written. */
  Place place();

  /** The value of a key; {@link Absent} where there is none or this is no mapping. */
  default Yaml at(String key) {
    if (this instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        if (entry.key().equals(key)) {
          return entry.value();
        }
      }
    }
    return new Absent(place());
  }

  /** The value under a path of keys. */
  default Yaml at(String first, String... more) {
    Yaml at = at(first);
    for (String key : more) {
      at = at.at(key);
    }
    return at;
  }

  /** The items of a list; empty for everything else. */
  default List<Yaml> items() {
    return this instanceof Items list ? list.items() : List.of();
  }

  /** The entries of a mapping; empty for everything else. */
  default List<Entry> entries() {
    return List.of();
  }

  /** The text of a scalar, null for everything else and where it is not known. */
  default @Nullable String text() {
    return this instanceof Scalar scalar && scalar.form() != Form.UNRESOLVED
        ? scalar.value()
        : null;
  }

  default boolean isPresent() {
    return !(this instanceof Absent);
  }

  /** How it is named in a message that says what was found. */
  String inWords();

  /** Nothing, at the place where it could have been. */
  record Absent(Place place) implements Yaml {
    @Override
    public String inWords() {
      return "nothing";
    }
  }

  record Items(Place place, List<Yaml> items) implements Yaml {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String inWords() {
      return "a list";
    }
  }

  record Mapping(Place place, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String inWords() {
      return "a mapping";
    }
  }

  record Entry(Place place, String key, Yaml value) {}

  /** How a scalar came to its value. */
  enum Form {
    PLAIN,
    QUOTED,
    /** Through an environment variable or a file: it may be of any type and is never shown. */
    RESOLVED,
    /** Not at all: its reference leads nowhere or is not allowed, and that has been said. */
    UNRESOLVED
  }

  /**
   * A single value.
   *
   * @param written as the file has it, which differs from the value where that was resolved
   */
  record Scalar(Place place, String value, Form form, String written) implements Yaml {

    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int SHOWN = 60;

    boolean isNothing() {
      return form == Form.PLAIN && NOTHING.matcher(value).matches();
    }

    boolean isTruth() {
      return form == Form.PLAIN && TRUTH.matcher(value).matches();
    }

    boolean isNumber() {
      return form == Form.PLAIN && NUMBER.matcher(value).matches();
    }

    /** The same as text, whatever it looks like. */
    Scalar quoted() {
      return form == Form.PLAIN ? as(value, Form.QUOTED) : this;
    }

    Scalar as(String value, Form form) {
      return new Scalar(place, value, form, written);
    }

    boolean isText() {
      return !isNothing() && !isTruth() && !isNumber();
    }

    @Override
    public String inWords() {
      if (form == Form.RESOLVED || form == Form.UNRESOLVED) {
        return "what " + written + " gives";
      }
      if (isNothing()) {
        return "nothing";
      }
      String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
      return isNumber() ? "the number " + shown : isTruth() ? shown : '"' + shown + '"';
    }
  }
}
