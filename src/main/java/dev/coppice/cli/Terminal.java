package dev.coppice.cli;

import java.util.Map;

/**
 * What the launcher found out about where it runs; Java itself cannot tell.
 *
 * @param canAsk whether a person can answer on standard input
 * @param isWatched whether standard error is a screen on which the cursor can be moved
 * @param hasColour whether colours are wanted there
 */
record Terminal(boolean canAsk, boolean isWatched, boolean hasColour) {

  static Terminal of(Map<String, String> environment, boolean noColor) {
    boolean in = environment.getOrDefault("COPPICE_TTY", "").contains("0");
    boolean err = environment.getOrDefault("COPPICE_TTY", "").contains("2");
    String kind = environment.getOrDefault("TERM", "");
    boolean watched = err && !kind.isEmpty() && !kind.equals("dumb");
    boolean plain = noColor || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(in, watched, watched && !plain);
  }
}
