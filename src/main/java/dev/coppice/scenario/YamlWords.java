package dev.coppice.scenario;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in plain words what the YAML parser stumbled over. */
final class YamlWords {

  private record Translation(String parsers, String ours) {}

  private static final String INDENTATION =
      "this does not fit the lines above: is the indentation right?";

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation("TAB", "a tab: YAML is indented with spaces"),
          new Translation("'\\t'", "a tab: YAML is indented with spaces"),
          new Translation(
              "mapping values are not allowed",
              "a key cannot stand here: is the indentation right, or does a text with \": \" in it"
                  + " need quotes?"),
          new Translation("expected <block end>", INDENTATION),
          new Translation("expected '<document start>'", INDENTATION),
          new Translation("could not find expected ':'", "a key without its colon"),
          new Translation("unexpected end of stream", "a quoted text does not end"),
          new Translation("expected ',' or ']'", "a list that began with [ is not closed here"),
          new Translation("expected ',' or '}'", "a mapping that began with { is not closed here"),
          new Translation(
              "cannot start any token", "a text that begins with this character needs quotes"));

  private YamlWords() {}

  static ScenarioException syntaxError(YamlEngineException e, String text, Problems problems) {
    if (e instanceof ReaderException unreadable) {
      String character = String.format("U+%04X", unreadable.getCodePoint());
      return problems.fatal(
          place(text, unreadable.getPosition()),
          "the character " + character + " is not allowed in YAML");
    }
    if (e instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      return problems.fatal(
          mark.map(YamlReader::place).orElse(Place.START), inPlainWords(marked.getProblem()));
    }
    return problems.fatal(Place.START, "not YAML: " + e.getMessage());
  }

  private static String inPlainWords(String parsers) {
    return TRANSLATIONS.stream()
        .filter(translation -> parsers.contains(translation.parsers()))
        .findFirst()
        .map(Translation::ours)
        .orElse("not YAML: " + parsers);
  }

  /** The place of a position counted in code points. */
  static Place place(String text, int position) {
    int line = 1;
    int column = 1;
    int[] codePoints = text.codePoints().limit(position).toArray();
    for (int codePoint : codePoints) {
      line += codePoint == '\n' ? 1 : 0;
      column = codePoint == '\n' ? 1 : column + 1;
    }
    return new Place(line, column);
  }

  /** A tag as it was written, the standard ones shortened. */
  static String tag(String tag) {
    String standard = "tag:yaml.org,2002:";
    return tag.startsWith(standard) ? "!!" + tag.substring(standard.length()) : tag;
  }
}
