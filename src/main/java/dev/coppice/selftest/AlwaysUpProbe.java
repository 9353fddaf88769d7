package dev.coppice.selftest;

import dev.coppice.probe.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A probe asks something that is always up. */
final class AlwaysUpProbe implements Mutation {

  @Override
  public String name() {
    return "probe pointed at something always up";
  }

  @Override
  public String what() {
    return "One probe passes all the time, whatever stands.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return Targets.probes(subject).isEmpty() ? "every probe survives the disaster" : null;
  }

  @Override
  public Attempt attempt(Subject subject) {
    Probe target = Targets.probes(subject).get(0);
    return new Attempt(
        this::name,
        scenario ->
            Edition.probing(
                scenario,
                probe ->
                    probe.name().equals(target.name())
                        ? probe.asking(new Passing(probe.question(), () -> true))
                        : probe),
        Duration.ZERO);
  }

  @Override
  public boolean spoils() {
    return false;
  }

  @Override
  public int meant() {
    return 2;
  }
}
