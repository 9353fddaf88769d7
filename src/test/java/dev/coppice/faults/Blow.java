package dev.coppice.faults;

import java.util.Locale;

/**
 * What strikes the tool, and where.
 *
 * @param point its name and number, such as {@code engine.start.before:2}, or {@link #ANY}
 */
record Blow(Kind kind, String point) {

  /** The first point that was not visited yet. */
  static final String ANY = "any";

  /** In which way. */
  enum Kind {
    /** Killed as by {@code kill -9}; a line that was not synced by then is torn. */
    KILL("kill"),
    /** What is done at the point fails. */
    IO_ERROR("io-error"),
    TERM("term"),
    INT("int"),
    HUP("hup"),
    /** It hangs there; a second drill is refused meanwhile; then it is killed. */
    HANG("hold"),
    /** The disk under state and reports is full from there on. */
    FULL("hold"),
    /** The engine is killed while it stays there, and comes up again after it went on. */
    ENGINE("hold"),
    /** Both are killed at once, the engine comes up again. */
    BOTH("hold");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /** Whether containers end by themselves, since their engine did. */
    boolean takesEngine() {
      return this == ENGINE || this == BOTH;
    }
  }

  /** As the tool's variable says it. */
  String armed() {
    return point + "=" + kind.action;
  }

  /** Reads what {@link #toString} writes. */
  static Blow parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new Blow(Kind.KILL, text);
    }
    String kind = text.substring(0, at).toUpperCase(Locale.ROOT).replace('-', '_');
    return new Blow(Kind.valueOf(kind), text.substring(at + 1));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "@" + point;
  }
}
