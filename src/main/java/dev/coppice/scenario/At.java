package dev.coppice.scenario;

/**
 * Where in the file, for messages and for the keys that are not carried out yet.
 *
 * @param pattern from the root, with {@code []} for an item and {@code *} for a name
 */
record At(String pattern, String name) {

  At key(String key) {
    return new At(pattern.isEmpty() ? key : pattern + "." + key, key);
  }

  At named(String key) {
    return new At(pattern + ".*", key);
  }

  At item(int index) {
    return new At(pattern + "[]", name + "[" + index + "]");
  }

  /** How it is named in a message. */
  String inWords() {
    return pattern.isEmpty() ? name : "`" + name + "`";
  }
}
