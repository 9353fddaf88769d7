package dev.coppice.provision;

import dev.coppice.stack.Tree;
import java.util.List;

/**
 * One row of the table of what native carries out: a key of a Compose service and how it becomes
 * part of the request that makes a container.
 *
 * @param key the path in the definition, such as {@code deploy.resources.limits.memory}
 * @param below the paths below the key that are carried out, {@code *} for every element of a list
 *     or every entry of a map; empty where all that is below it belongs to the row
 */
record Attribute(String key, List<String> below, Carrier carrier) {

  /** Writes a value of the definition into the request. */
  @FunctionalInterface
  interface Carrier {
    void carry(Tree value, ContainerDraft draft);
  }

  static Attribute row(String key, Carrier carrier, String... below) {
    return new Attribute(key, List.of(below), carrier);
  }

  /** A key that has no part in the request, since something else carries it out. */
  static Attribute elsewhere(String key, String... below) {
    return new Attribute(key, List.of(below), (value, draft) -> {});
  }

  /** A text that goes into the container's host settings as it is. */
  static Attribute hostText(String key, String field) {
    return row(key, (value, draft) -> draft.host(field, value.text("")));
  }

  static Attribute hostTexts(String key, String field) {
    return row(key, (value, draft) -> draft.host(field, value.texts()));
  }

  static Attribute hostNumber(String key, String field) {
    return row(key, (value, draft) -> draft.host(field, draft.number(key, value)));
  }

  static Attribute hostSwitch(String key, String field) {
    return row(key, (value, draft) -> draft.host(field, value.isTrue()));
  }

  static Attribute text(String key, String field) {
    return row(key, (value, draft) -> draft.config(field, value.text("")));
  }

  static Attribute toggle(String key, String field) {
    return row(key, (value, draft) -> draft.config(field, value.isTrue()));
  }

  /** The value of this row in a service's definition. */
  Tree in(Tree definition) {
    return key.indexOf('.') < 0 ? definition.at(key) : definition.at(key.split("\\.", -1));
  }
}
