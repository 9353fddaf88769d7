package dev.coppice.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a located tree of one YAML document. It reads events instead of composing nodes, so that
 * depth and size are bounded before anything is built, and an alias is never a way around that.
 */
final class YamlReader {

  /** How deep lists and mappings may lie in each other. */
  static final int MAX_DEPTH = 64;

  /** How many aliases one file may have. */
  static final int MAX_ALIASES = 100;

  /** How many values a file may hold, what its aliases stand for counted each time. */
  static final int MAX_VALUES = 100_000;

  private record Anchored(Yaml tree, long values, int height) {}

  private final Problems problems;
  private final Iterator<Event> events;

  /** Null for an anchor whose value is still being read. */
  private final Map<String, @Nullable Anchored> anchors = new HashMap<>();

  private int aliases;
  private long values;

  private YamlReader(String text, Problems problems) {
    this.problems = problems;
    this.events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  static Yaml read(String text, Problems problems) {
    try {
      return new YamlReader(text, problems).document();
    } catch (YamlEngineException e) {
      throw YamlWords.syntaxError(e, text, problems);
    }
  }

  private Yaml document() {
    events.next();
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      throw problems.fatal(Place.START, "the file is empty: a scenario is expected");
    }
    Yaml tree = tree(events.next(), 1);
    events.next();
    Event last = events.next();
    if (last.getEventId() != Event.ID.StreamEnd) {
      throw problems.fatal(
          place(last), "a second document begins: a file holds one scenario, remove the ---");
    }
    return tree;
  }

  private Yaml tree(Event event, int depth) {
    Place place = place(event);
    if (depth > MAX_DEPTH) {
      throw problems.fatal(place, "nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, place, depth);
    }
    count(1, place);
    long before = values;
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(name -> anchors.put(name.getValue(), null));
    Yaml tree = untaggedTree(event, place, depth);
    anchor.ifPresent(
        name ->
            anchors.put(name.getValue(), new Anchored(tree, values - before + 1, height(tree))));
    return tree;
  }

  private Yaml untaggedTree(Event event, Place place, int depth) {
    if (event instanceof MappingStartEvent start) {
      refuseTag(start.getTag(), place);
      return mapping(place, depth);
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(start.getTag(), place);
      List<Yaml> items = new ArrayList<>();
      for (Event at = events.next(); at.getEventId() != Event.ID.SequenceEnd; at = events.next()) {
        items.add(tree(at, depth + 1));
      }
      return new Yaml.Items(place, items);
    }
    ScalarEvent scalar = (ScalarEvent) event;
    refuseTag(scalar.getTag(), place);
    Yaml.Form form = scalar.isPlain() ? Yaml.Form.PLAIN : Yaml.Form.QUOTED;
    return new Yaml.Scalar(place, scalar.getValue(), form, scalar.getValue());
  }

  private Yaml mapping(Place place, int depth) {
    Map<String, Place> seen = new HashMap<>();
    List<Yaml.Entry> entries = new ArrayList<>();
    for (Event at = events.next(); at.getEventId() != Event.ID.MappingEnd; at = events.next()) {
      Yaml key = tree(at, depth + 1);
      Place keyPlace = place(at);
      Yaml value = tree(events.next(), depth + 1);
      if (!(key instanceof Yaml.Scalar scalar) || !scalar.isText()) {
        problems.add(keyPlace, "a key must be text, not " + key.inWords() + quotesFor(key), null);
      } else if (isMerge(scalar)) {
        problems.add(
            keyPlace, "merge keys (<<) are not read: write the keys out, or alias a whole value");
      } else if (seen.containsKey(scalar.value())) {
        int line = seen.getOrDefault(scalar.value(), keyPlace).line();
        problems.add(
            keyPlace, "`" + scalar.value() + "` is here twice, the first time in line " + line);
      } else {
        seen.put(scalar.value(), keyPlace);
        entries.add(new Yaml.Entry(keyPlace, scalar.value(), value));
      }
    }
    return new Yaml.Mapping(place, entries);
  }

  private static boolean isMerge(Yaml.Scalar key) {
    return key.form() == Yaml.Form.PLAIN && key.value().equals("<<");
  }

  private static String quotesFor(Yaml key) {
    return key instanceof Yaml.Scalar scalar && !scalar.isNothing() ? ": put it in quotes" : "";
  }

  private Yaml aliased(AliasEvent alias, Place place, int depth) {
    String name = alias.getAlias().getValue();
    if (!anchors.containsKey(name)) {
      throw problems.fatal(place, "the alias *" + name + " has no anchor &" + name + " before it");
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw problems.fatal(place, "the alias *" + name + " stands inside of what it stands for");
    }
    if (++aliases > MAX_ALIASES) {
      throw problems.fatal(place, "more than " + MAX_ALIASES + " aliases");
    }
    if (depth + anchored.height() - 1 > MAX_DEPTH) {
      throw problems.fatal(place, "nested deeper than " + MAX_DEPTH + " levels by an alias");
    }
    count(anchored.values(), place);
    return anchored.tree();
  }

  private void count(long more, Place place) {
    values += more;
    if (values > MAX_VALUES) {
      throw problems.fatal(place, "more than " + MAX_VALUES + " values, aliases counted in full");
    }
  }

  private static int height(Yaml tree) {
    int below = 0;
    for (Yaml item : tree.items()) {
      below = Math.max(below, height(item));
    }
    for (Yaml.Entry entry : tree.entries()) {
      below = Math.max(below, height(entry.value()));
    }
    return below + 1;
  }

  private void refuseTag(Optional<String> tag, Place place) {
    tag.ifPresent(t -> problems.add(place, "tags are not read: leave out " + YamlWords.tag(t)));
  }

  private static Place place(Event event) {
    return event.getStartMark().map(YamlReader::place).orElse(Place.START);
  }

  static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
