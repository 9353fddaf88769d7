package dev.coppice.journal;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Named places in a run where a test may let it fail: around each line of the journal and around
 * each call to the engine. Outside of such tests they do nothing.
 */
@FunctionalInterface
public interface FailPoints {

  /** Nothing ever fails here. */
  FailPoints NONE = point -> {};

  Pattern BETWEEN_WORDS = Pattern.compile("[^a-z]+");

  /**
   * The run is at a point, such as {@code journal.intent.remove-volume.after-fsync}.
   *
   * @throws IOException where the test lets what is done here fail
   */
  void reached(String point) throws IOException;

  /**
   * Part of a point's name.
   *
   * @param words of a call, such as "connect to shop_front": what it is made on is left out
   */
  static String word(String words) {
    String[] all = BETWEEN_WORDS.split(words.toLowerCase(Locale.ROOT), 3);
    return all.length < 2 || all[1].isEmpty() || all[1].equals("to")
        ? all[0]
        : all[0] + "-" + all[1];
  }
}
