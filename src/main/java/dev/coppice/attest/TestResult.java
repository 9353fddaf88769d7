package dev.coppice.attest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict as any reader of in-toto understands it: the predicate test-result v0.1 of
 * github.com/in-toto/attestation. A condition that nobody can tell is a warning.
 *
 * @param result PASSED, WARNED or FAILED
 * @param configuration by what was tested
 * @param url of the job that ran, null where it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestResult(
    String result,
    List<Resource> configuration,
    @Nullable String url,
    List<String> passedTests,
    List<String> warnedTests,
    List<String> failedTests) {

  public static final String TYPE = "https://in-toto.io/attestation/test-result/v0.1";

  static TestResult of(Evidence evidence, List<Resource> configuration, @Nullable String url) {
    return new TestResult(
        switch (evidence.verdict()) {
          case VERIFIED -> "PASSED";
          case INCONCLUSIVE -> "WARNED";
          case NOT_VERIFIED -> "FAILED";
        },
        configuration,
        url,
        named(evidence, Outcome.TRUE),
        named(evidence, Outcome.UNKNOWN),
        named(evidence, Outcome.FALSE));
  }

  /** The conditions that came out so; those that do not apply stand in no list. */
  private static List<String> named(Evidence evidence, Outcome outcome) {
    List<String> names = new ArrayList<>();
    for (Evidence.Condition condition : evidence.conditions()) {
      if (condition.outcome() == outcome) {
        names.add("%s %s".formatted(condition.id(), condition.name()));
      }
    }
    return names;
  }

  /** Whether the other says the same of the run, wherever it ran. */
  public boolean saysTheSameAs(TestResult other) {
    return result.equals(other.result)
        && configuration.equals(other.configuration)
        && passedTests.equals(other.passedTests)
        && warnedTests.equals(other.warnedTests)
        && failedTests.equals(other.failedTests);
  }
}
