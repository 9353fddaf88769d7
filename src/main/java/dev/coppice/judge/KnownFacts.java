package dev.coppice.judge;

import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.FactReading.When;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.PlannedFact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a fact is the same before the disaster and after it. */
public final class KnownFacts {

  /** Beyond these a text is no number: arithmetic on a hostile exponent could take for ever. */
  private static final int MAX_LENGTH = 64;

  private static final int MAX_SCALE = 400;

  private KnownFacts() {}

  /** Says what is doubtful about a fact. */
  static void look(Facts facts, PlannedFact fact, Doubts doubts) {
    String name = "Fact \"" + fact.name() + "\" ";
    FactReading before = last(facts, fact, When.BEFORE);
    FactReading after = last(facts, fact, When.AFTER);
    if (before == null || before.value() == null) {
      doubts.unclear(name + "was not told before the disaster: nothing can be compared.");
    } else if (provesNothing(before.value())) {
      doubts.unclear(
          name
              + "was "
              + shown(before.value())
              + " before the disaster: that it is so after it proves nothing. Ask for something"
              + " that only the data can tell.");
    } else if (after == null) {
      doubts.unclear(name + "was not asked again after the rebuild.");
    } else {
      String differs = difference(fact, List.of(before), List.of(after));
      if (differs != null) {
        doubts.fails(differs);
      }
    }
  }

  /**
   * How a fact differs from what it was before the disaster.
   *
   * @param before readings of facts before it
   * @param later readings after the rebuild, or in a restored backup
   * @return a sentence, null where it is the same
   */
  public static @Nullable String difference(
      PlannedFact fact, List<FactReading> before, List<FactReading> later) {
    FactReading was = last(before, fact.name());
    FactReading is = last(later, fact.name());
    if (was == null || was.value() == null || is == null) {
      return "Fact \"" + fact.name() + "\" was not asked.";
    }
    String then =
        "Fact \"" + fact.name() + "\" was " + shown(was.value()) + " before the disaster and is ";
    String when = is.when() == When.TRIED ? " in the restored backup" : " after it";
    if (is.value() == null) {
      return then + "not told" + when + ": " + is.why() + ".";
    }
    return isSame(fact, was, is)
        ? null
        : then
            + shown(is.value())
            + when
            + (fact.tolerance() == null ? "." : ", with a tolerance of " + fact.tolerance() + ".");
  }

  /** Whether it was told to a question while the stack was gone, or was not asked then. */
  static boolean wasSilentWhileGone(Facts facts, PlannedFact fact) {
    FactReading gone = last(facts, fact, When.GONE);
    return gone != null && gone.value() == null;
  }

  /** The latest reading counts: a run that was taken up again asks once more. */
  static @Nullable FactReading last(Facts facts, PlannedFact fact, When when) {
    return last(
        facts.readings().stream().filter(reading -> reading.when() == when).toList(), fact.name());
  }

  private static @Nullable FactReading last(List<FactReading> readings, String fact) {
    List<FactReading> found =
        readings.stream().filter(reading -> reading.fact().equals(fact)).toList();
    return found.isEmpty() ? null : found.get(found.size() - 1);
  }

  /** Nothing, or a zero: what an empty store tells too. */
  static boolean provesNothing(String value) {
    BigDecimal number = number(value);
    return value.isBlank() || (number != null && number.signum() == 0);
  }

  static boolean isSame(PlannedFact fact, FactReading before, FactReading after) {
    if (fact.tolerance() == null) {
      return Objects.equals(before.sha256(), after.sha256());
    }
    BigDecimal was = number(String.valueOf(before.value()));
    BigDecimal is = number(String.valueOf(after.value()));
    return was != null
        && is != null
        && was.subtract(is).abs().compareTo(new BigDecimal(fact.tolerance())) <= 0;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      BigDecimal number = text.length() > MAX_LENGTH ? null : new BigDecimal(text.strip());
      return number == null || Math.abs((long) number.scale()) > MAX_SCALE ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String shown(String value) {
    if (value.isBlank()) {
      return "empty";
    }
    String line = value.lines().findFirst().orElse("");
    return line.length() == value.length() && line.length() <= 60
        ? "\"" + line + "\""
        : "\"" + line.substring(0, Math.min(60, line.length())) + "…\"";
  }
}
