package dev.coppice.selftest;

import dev.coppice.probe.HttpQuestion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The application answers everything with status 200, and what it says is an error. */
final class ErrorAnswered200 implements Mutation {

  static final Forged.Answer ERROR =
      new Forged.Answer(
          "application/json", "{\"error\": \"internal error: the database is not there\"}");

  @Override
  public String name() {
    return "application that answers 200 with an error";
  }

  @Override
  public String what() {
    return "Once the stack answers again, each answer over HTTP is status 200 with an error in it.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return Targets.probes(subject).stream().anyMatch(p -> p.question() instanceof HttpQuestion)
        ? null
        : "no probe asks the stack over HTTP";
  }

  @Override
  public Attempt attempt(Subject subject) {
    Begun begun = new Begun(name());
    return new Attempt(
        begun, scenario -> Forged.everywhere(scenario, begun, false, ERROR), Duration.ZERO);
  }

  @Override
  public boolean spoils() {
    return false;
  }

  @Override
  public int meant() {
    return 8;
  }

  @Override
  public String check(Subject subject) {
    return AnswerCheck.of(subject);
  }
}
