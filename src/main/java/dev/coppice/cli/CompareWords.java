package dev.coppice.cli;

import dev.coppice.history.Comparison;
import dev.coppice.history.Comparison.Change;
import dev.coppice.history.Comparison.Move;
import dev.coppice.history.Comparison.Side;
import dev.coppice.report.Tell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison of two runs for people. */
final class CompareWords {

  /** Characters of a value; the bundles hold the rest. */
  private static final int LONGEST = 160;

  private CompareWords() {}

  static String of(Comparison comparison) {
    StringBuilder words = new StringBuilder();
    words.append("before: ").append(side(comparison.before())).append('\n');
    words.append("after:  ").append(side(comparison.after())).append('\n');
    words.append(rta(comparison.before(), comparison.after())).append('\n');
    Move lead = comparison.lead();
    words.append(
        lead == null
            ? "Nothing on a critical path took another time.\n"
            : "Moved the critical path most: %s %s, %s\n"
                .formatted(lead.kind(), plain(lead.name()), times(lead)));
    if (!comparison.moves().isEmpty()) {
      words.append('\n');
      Columns table = new Columns(List.of("took another time", "before", "after", "change", ""));
      comparison.moves().forEach(move -> table.add(cells(move)));
      words.append(table);
    }
    words.append('\n');
    if (comparison.changes().isEmpty()) {
      words.append("Nothing else changed.\n");
    }
    for (Change change : comparison.changes()) {
      words.append(
          "%s %s: %s -> %s\n"
              .formatted(
                  change.topic(),
                  plain(change.name()),
                  value(change.before()),
                  value(change.after())));
    }
    return words.toString();
  }

  private static String side(Side side) {
    return "%s of %s, %s, %s, %s"
        .formatted(
            plain(side.run()),
            plain(side.scenario()),
            Tell.utc(side.startedAt()),
            side.verdict(),
            side.cold() ? "cold" : "warm");
  }

  private static String rta(Side before, Side after) {
    Double then = before.rtaMs();
    Double now = after.rtaMs();
    String words = "RTA: %s -> %s".formatted(ms(then), ms(now));
    if (then == null || now == null) {
      return words;
    }
    String warmth =
        before.cold() == after.cold() ? "" : "; one pulled its images and the other did not";
    return words + ", " + signed(now - then) + warmth;
  }

  private static List<String> cells(Move move) {
    return List.of(
        move.kind() + " " + plain(move.name()),
        ms(move.beforeMs()),
        ms(move.afterMs()),
        signed(move.ms()),
        move.onCriticalPath() ? "on the critical path" : "");
  }

  private static String times(Move move) {
    return "%s -> %s, %s".formatted(ms(move.beforeMs()), ms(move.afterMs()), signed(move.ms()));
  }

  private static String ms(@Nullable Double ms) {
    return ms == null ? "none" : Tell.ms(ms);
  }

  private static String signed(double ms) {
    return ms < 0 ? "-" + Tell.ms(-ms) : "+" + Tell.ms(ms);
  }

  private static String value(@Nullable String value) {
    String words = value == null ? "none" : plain(value);
    return words.length() > LONGEST ? words.substring(0, LONGEST - 1) + "…" : words;
  }

  private static String plain(String text) {
    return Tell.line(text);
  }
}
