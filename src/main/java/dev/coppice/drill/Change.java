package dev.coppice.drill;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes the engine, with how it will be told whether what it wanted is so.
 *
 * @param step on whose behalf
 * @param call in words, such as "remove volume"
 * @param object the identity of what it is made on; a name for what has none yet
 * @param expected what is known of the object and what shall be so afterwards; goes into the INTENT
 * @param body makes the call, once
 * @param look asks the engine whether what was wanted is so: what the call gives, or nothing; null
 *     where an engine cannot tell
 */
record Change<T>(
    String step,
    String call,
    String object,
    Map<String, String> expected,
    Supplier<T> body,
    @Nullable Supplier<Optional<T>> look) {

  /** The name of the fact of an INTENT that tells what shall be so afterwards. */
  static final String EXPECTED = "expected";

  Change {
    expected = Map.copyOf(expected);
  }

  @Override
  public String toString() {
    return call + " " + object;
  }
}
