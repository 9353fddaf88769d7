package dev.coppice.data;

import dev.coppice.probe.Probe;
import dev.coppice.probe.Telling;
import dev.coppice.probe.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * An application that is asked by texts such as {@code POST {token}}, and what it says to each.
 *
 * @param asked every text that came, in order
 */
record Shelf(String text, Function<String, Told> says, List<String> asked) implements Telling {

  static Shelf that(String text, Function<String, Told> says) {
    return new Shelf(text, says, Collections.synchronizedList(new ArrayList<>()));
  }

  static Told says(String text) {
    return new Told(text, null, false);
  }

  static Told fails(String why) {
    return new Told(null, why, false);
  }

  static Told hasNone(String why) {
    return new Told(null, why, true);
  }

  @Override
  public Told tell(Probe.Asking asking, Duration timeout) {
    asked.add(text);
    return says.apply(text);
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public Telling replacing(String part, String by) {
    return new Shelf(text.replace(part, by), says, asked);
  }

  @Override
  public boolean holds(String part) {
    return text.contains(part);
  }

  @Override
  public String kind() {
    return "shelf";
  }

  @Override
  public String inWords() {
    return text;
  }

  @Override
  public boolean fromOutside() {
    return true;
  }

  @Override
  public boolean comparesContent() {
    return true;
  }
}
