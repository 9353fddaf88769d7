package dev.coppice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only people can say about a test and standards ask to be recorded: from the scenario's
 * {@code record}, or from a review that was added later. What nobody provided is empty or null.
 *
 * @param scope what the test covers
 * @param exclusions what it leaves out on purpose
 * @param participants who took part, and as what
 * @param approver who allowed it
 * @param deviations from what was agreed, beside those that Coppice saw
 * @param deficiencies what was found wanting
 * @param correctiveActions what is done about it
 * @param signOff null where nobody signed it off
 * @param nextDate when it is tested again, as YYYY-MM-DD
 */
public record HumanRecord(
    List<String> scope,
    List<String> exclusions,
    List<String> participants,
    @Nullable String approver,
    List<String> deviations,
    List<Item> deficiencies,
    List<Item> correctiveActions,
    @Nullable SignOff signOff,
    @Nullable String nextDate) {

  public static final HumanRecord NONE =
      new HumanRecord(
          List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of(), null, null);

  public HumanRecord {
    scope = scope == null ? List.of() : List.copyOf(scope);
    exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
    participants = participants == null ? List.of() : List.copyOf(participants);
    deviations = deviations == null ? List.of() : List.copyOf(deviations);
    deficiencies = deficiencies == null ? List.of() : List.copyOf(deficiencies);
    correctiveActions = correctiveActions == null ? List.of() : List.copyOf(correctiveActions);
  }

  /**
   * A deficiency, or an action.
   *
   * @param owner null where nobody owns it
   * @param due as YYYY-MM-DD, null where no date was set
   * @param closed the day on which it was done, null where it is open
   */
  public record Item(
      String what, @Nullable String owner, @Nullable String due, @Nullable String closed) {

    public boolean isOpen() {
      return closed == null;
    }
  }

  /** Who signed it off, and on which day. */
  public record SignOff(String by, String on) {}

  /** The same with what a later review says in the place of what was said before. */
  public HumanRecord with(HumanRecord review) {
    return new HumanRecord(
        of(review.scope, scope),
        of(review.exclusions, exclusions),
        of(review.participants, participants),
        review.approver == null ? approver : review.approver,
        of(review.deviations, deviations),
        of(review.deficiencies, deficiencies),
        of(review.correctiveActions, correctiveActions),
        review.signOff == null ? signOff : review.signOff,
        review.nextDate == null ? nextDate : review.nextDate);
  }

  private static <T> List<T> of(List<T> later, List<T> before) {
    return later.isEmpty() ? before : later;
  }

  public List<Item> openDeficiencies() {
    return deficiencies.stream().filter(Item::isOpen).toList();
  }
}
