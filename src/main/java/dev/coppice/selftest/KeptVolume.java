package dev.coppice.selftest;

import dev.coppice.plan.Loss;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A volume is not lost, and its data comes back without any restore. */
final class KeptVolume implements Mutation {

  @Override
  public String name() {
    return "volume kept instead of lost";
  }

  @Override
  public String what() {
    return "The engine says that a volume is removed, and leaves it with its data.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return target(subject).isPresent() ? null : "the drill does not lose a volume";
  }

  private static Optional<Loss> target(Subject subject) {
    return Targets.lost(subject, Loss.Kind.VOLUME);
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(new Left(name(), target(subject).orElseThrow().identity()::equals));
  }

  @Override
  public boolean spoils() {
    return false;
  }

  @Override
  public int meant() {
    return 3;
  }
}
