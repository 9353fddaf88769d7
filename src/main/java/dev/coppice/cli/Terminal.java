package dev.coppice.cli;

import java.util.Map;

/**
 * What the launcher found out about where it runs; Java itself cannot tell.
 *
 * @param canAsk whether a person can answer on standard input
 * @param isWatched whether standard error is a screen
 * @param hasColour whether colours are wanted there
 */
record Terminal(boolean canAsk, boolean isWatched, boolean hasColour) {

  static Terminal of(Map<String, String> environment, boolean noColor) {
    boolean in = environment.getOrDefault("COPPICE_TTY", "").contains("0");
    boolean err = environment.getOrDefault("COPPICE_TTY", "").contains("2");
    boolean plain =
        noColor
            || !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return new Terminal(in, err, err && !plain);
  }
}
