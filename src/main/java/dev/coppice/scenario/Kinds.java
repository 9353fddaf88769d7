package dev.coppice.scenario;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of something and the records that hold their settings.
 *
 * @param key the key whose value names the kind, beside the settings ({@code lose: volumes}); null
 *     where the kind is itself a key that holds the settings ({@code http: {…}})
 */
record Kinds(@Nullable String key, Map<String, ? extends Class<?>> classes) {

  Kinds {
    classes = new TreeMap<>(classes);
  }
}
