package dev.coppice.selftest;

import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.Probe;
import dev.coppice.probe.TcpQuestion;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Once the stack is rebuilt, somebody else answers at its ports. */
final class StrangersPort implements Mutation {

  static final Forged.Answer WELCOME =
      new Forged.Answer(
          "text/html", "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>\n");

  @Override
  public String name() {
    return "port answered by a stranger";
  }

  @Override
  public String what() {
    return "At the stack's ports a stranger accepts connections and answers 200 with a page of its"
        + " own.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return Targets.probes(subject).stream().anyMatch(StrangersPort::asksPort)
        ? null
        : "no probe asks a port of the stack";
  }

  private static boolean asksPort(Probe probe) {
    return probe.question() instanceof HttpQuestion || probe.question() instanceof TcpQuestion;
  }

  @Override
  public Attempt attempt(Subject subject) {
    Begun begun = new Begun(name());
    return new Attempt(begun, scenario -> lying(scenario, begun), Duration.ZERO);
  }

  private static Scenario lying(Scenario scenario, Begun begun) {
    return Edition.probing(
        Forged.everywhere(scenario, begun, true, WELCOME),
        probe ->
            !probe.survives() && probe.question() instanceof TcpQuestion tcp
                ? probe.asking(new Passing(tcp, begun))
                : probe);
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
