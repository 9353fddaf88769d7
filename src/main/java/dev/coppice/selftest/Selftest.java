package dev.coppice.selftest;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Sabotage;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import dev.coppice.evidence.Verdict;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An honest drill, then one for each lie that can be told of this stack, each from a restored one,
 * and an honest drill at the end.
 */
public final class Selftest {

  /** Beyond twice what the honest drill took. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Scenario scenario;
  private final Stage stage;
  private final List<Tried> tried = new ArrayList<>();
  private @Nullable Drilled begun;

  public Selftest(Scenario scenario, Stage stage) {
    this.scenario = scenario;
    this.stage = stage;
  }

  /** What came of it. */
  public record Outcome(Drilled first, List<Tried> tried, @Nullable Drilled last, boolean stopped) {

    /** The contract's exit code. */
    public int exit() {
      if (first.exit() != ExitCode.OK) {
        return first.exit();
      }
      if (last == null) {
        return ExitCode.NOT_VERIFIED;
      }
      return last.exit() == ExitCode.OK && !passed() ? ExitCode.NOT_VERIFIED : last.exit();
    }

    /** Whether both honest drills were verified and each lie that was told was found out. */
    public boolean passed() {
      return isVerified(first)
          && last != null
          && isVerified(last)
          && !stopped
          && tried.stream()
              .allMatch(t -> t.fate() == Fate.CAUGHT || t.fate() == Fate.DOES_NOT_APPLY);
    }
  }

  /** Carries it out. Where the honest drill is not verified, nothing is sabotaged. */
  public Outcome carryOut() throws Exception {
    stage.tell("an honest drill first");
    Drilled first = stage.drill(scenario, Sabotage.NONE);
    begun = first;
    if (!isVerified(first)) {
      return new Outcome(first, List.of(), null, false);
    }
    Subject subject = stage.subject(first);
    List<Mutation> mutations = stage.mutations();
    for (int i = 0; i < mutations.size() && !stage.isStopped(); i++) {
      stage.tell("%d of %d: %s".formatted(i + 1, mutations.size(), mutations.get(i).name()));
      subject = tryOut(mutations.get(i), subject, first);
      stage.tell(inWords(tried.get(tried.size() - 1)));
    }
    if (stage.isStopped()) {
      return new Outcome(first, tried, null, true);
    }
    stage.tell("an honest drill at the end");
    Drilled last = stage.drill(Edition.later(scenario, stage.elapsed()), Sabotage.NONE);
    return new Outcome(first, tried, last, false);
  }

  /** What is known where it broke off; empty where its first drill did not end. */
  public Optional<Outcome> soFar() {
    return Optional.ofNullable(begun).map(first -> new Outcome(first, tried, null, true));
  }

  private static boolean isVerified(Drilled drilled) {
    return drilled.exit() == ExitCode.OK && drilled.evidence().verdict() == Verdict.VERIFIED;
  }

  private Subject tryOut(Mutation mutation, Subject subject, Drilled first) throws Exception {
    String inapplicable = mutation.inapplicable(subject);
    if (inapplicable == null && !stage.isAskedFor(mutation)) {
      tried.add(Tried.leftOut(mutation.name(), mutation.what()));
      return subject;
    }
    if (inapplicable != null) {
      tried.add(Tried.doesNotApply(mutation.name(), mutation.what(), inapplicable));
      return subject;
    }
    Mutation.Attempt attempt = mutation.attempt(subject);
    Scenario later = Edition.later(scenario, stage.elapsed());
    Scenario told =
        attempt
            .scenario()
            .apply(Edition.within(later, patience(first.evidence()).plus(attempt.longer())));
    Drilled drilled = stage.drill(told, attempt.sabotage());
    if (drilled.exit() == ExitCode.REFUSED) {
      tried.add(refused(mutation, drilled));
      return subject;
    }
    Subject after = mutation.leavesNoData() ? stage.withStale(subject) : subject;
    if (mutation.spoils() || drilled.exit() == ExitCode.UNFINISHED) {
      stage.restore(drilled, Edition.later(scenario, stage.elapsed()), mutation.spoils());
    }
    stage.release(drilled);
    tried.add(judged(mutation, subject, first, drilled));
    return after;
  }

  /** How long a sabotaged stack is waited for, which may never come back. Pure. */
  static Duration patience(Evidence honest) {
    Evidence.Rta rta = honest.rta();
    return PATIENCE.plus(Duration.ofMillis(rta == null ? 20_000 : (long) (2 * rta.ms())));
  }

  private static Tried refused(Mutation mutation, Drilled drilled) {
    return new Tried(
        mutation.name(),
        mutation.what(),
        Fate.NOT_JUDGED,
        List.of(),
        "the drill was stopped before impact: "
            + String.join("; ", drilled.evidence().deviations()),
        null,
        drill(drilled));
  }

  private static Tried judged(Mutation mutation, Subject subject, Drilled first, Drilled drilled) {
    List<Condition> caught = Catches.of(first.evidence(), drilled.evidence(), mutation.meant());
    return new Tried(
        mutation.name(),
        mutation.what(),
        caught.isEmpty() ? Fate.BLIND_SPOT : Fate.CAUGHT,
        caught,
        caught.isEmpty() ? "the drill is " + drilled.evidence().verdict() + " for all that" : null,
        caught.isEmpty() ? mutation.check(subject) : null,
        drill(drilled));
  }

  /** A drill as the summary tells it. */
  public static SelftestSummary.Drill drill(Drilled drilled) {
    return new SelftestSummary.Drill(
        drilled.run(),
        drilled.exit(),
        drilled.evidence().verdict(),
        drilled.exit() == ExitCode.REFUSED
            ? drilled.evidence().deviations()
            : drilled.evidence().reasons(),
        drilled.bundle().toString(),
        drilled.ms());
  }

  private static String inWords(Tried tried) {
    return switch (tried.fate()) {
      case CAUGHT -> "caught by: " + tried.caughtBy().get(0).name();
      case BLIND_SPOT -> "NOT NOTICED: a blind spot";
      case NOT_JUDGED -> "not judged: " + tried.why();
      case DOES_NOT_APPLY -> "does not apply: " + tried.why();
      case LEFT_OUT -> "left out: " + tried.why();
    };
  }
}
