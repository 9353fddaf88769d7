package dev.coppice.selftest;

import dev.coppice.engine.Engine;
import dev.coppice.plan.Loss;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network is not lost, and the rebuilt stack shares it with what used it before. */
final class SharedNetwork implements Mutation {

  @Override
  public String name() {
    return "network shared instead of made anew";
  }

  @Override
  public String what() {
    return "The engine says that a network is removed, and leaves it to the rebuilt stack.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return target(subject).isPresent() ? null : "the drill does not lose a network";
  }

  private static Optional<Loss> target(Subject subject) {
    return Targets.lost(subject, Loss.Kind.NETWORK);
  }

  @Override
  public Attempt attempt(Subject subject) {
    Engine engine = subject.asking().engine();
    String name = target(subject).orElseThrow().name();
    // By its name: with each drill it is another one.
    return Attempt.of(
        new Left(
            name(),
            id -> engine.network(name).filter(standing -> standing.id().equals(id)).isPresent()));
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
