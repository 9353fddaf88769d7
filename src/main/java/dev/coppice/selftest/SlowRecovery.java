package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The stack comes back as it should, and later than an objective allows. */
final class SlowRecovery implements Mutation {

  /** Waiting longer for a missed target would show nothing more. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration OVER = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "slow recovery past the objective";
  }

  @Override
  public String what() {
    return "Nothing is started until the nearest recovery time objective is over.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    Optional<Duration> target = target(subject);
    if (target.isEmpty()) {
      return "the scenario sets no recovery time objective; such as `objectives: {rto: 60s}`";
    }
    return target.get().compareTo(LONGEST) > 0
        ? "the nearest objective is %d minutes, and nobody waits that long here"
            .formatted(target.get().toMinutes())
        : null;
  }

  private static Optional<Duration> target(Subject subject) {
    return subject.plan().objectives().stream()
        .filter(objective -> !objective.name().equals(Plan.RPO))
        .min(Comparator.comparingLong(Plan.Objective::targetMs))
        .map(objective -> Duration.ofMillis(objective.targetMs()));
  }

  @Override
  public Attempt attempt(Subject subject) {
    Duration delay = target(subject).orElseThrow().plus(OVER);
    return new Attempt(
        new Delayed(name(), delay, new AtomicLong(Long.MIN_VALUE)),
        UnaryOperator.identity(),
        delay);
  }

  @Override
  public boolean spoils() {
    return false;
  }

  @Override
  public int meant() {
    return 11;
  }

  /**
   * Starts that wait.
   *
   * @param begun when the first of them began to, by the run's own clock
   */
  private record Delayed(String name, Duration delay, AtomicLong begun) implements Sabotage {

    @Override
    public Performer performer(Verb verb, Performer honest, Site site) {
      if (verb != Verb.START && verb != Verb.COMPOSE_UP) {
        return honest;
      }
      return step -> {
        begun.compareAndSet(Long.MIN_VALUE, site.time().nanos());
        long left = begun.get() + delay.toNanos() - site.time().nanos();
        if (left > 0) {
          site.time().sleep(Duration.ofNanos(left));
        }
        honest.perform(step);
      };
    }
  }
}
