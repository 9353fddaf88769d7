package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.evidence.Redaction;
import dev.coppice.journal.Entry;
import dev.coppice.journal.FailPoints;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The only holder of the calls that change an engine: each is on the disk as an intent before it is
 * made, looked at after it, and then on the disk as done or failed. One without an answer is
 * unknown until the engine is asked, and never made twice.
 */
final class JournalledGateway implements Gateway {

  /** The environment variable by which a command that a run started is found after its death. */
  static final String COMMAND_OF = "COPPICE_COMMAND_OF";

  static final String LIFT_THE_HOLD = "lift the hold";
  static final String CLEAR_AWAY = "clear away";
  static final String START_AGAIN = "start again";

  /** What puts everything back as it was must not fail for want of a line in the journal. */
  private static final Set<String> PUTS_BACK = Set.of(LIFT_THE_HOLD, CLEAR_AWAY, START_AGAIN);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final EngineChanges engine;
  private final Looks looks;
  private final EngineLoss loss;
  private final CommandRunner commands;
  private final RunJournal journal;
  private final Recorder recorder;
  private final Redaction redaction;
  private final RightEngine rightEngine;
  private final Consumer<Change<?>> mayDestroy;
  private final Predicate<String> destructive;

  /**
   * Stands before an engine.
   *
   * @param reads the same engine, asked whether what a call wanted is so
   * @param redaction for what others say of a call that failed: it can repeat what we sent
   * @param mayDestroy fails where a destructive call must not be made; asked as the last thing
   *     before it
   * @param destructive whether a step belongs to the disaster: the first call of such a step is the
   *     impact
   */
  JournalledGateway(
      Engine reads,
      EngineChanges engine,
      EngineLoss loss,
      CommandRunner commands,
      RunJournal journal,
      Recorder recorder,
      Redaction redaction,
      RightEngine rightEngine,
      Consumer<Change<?>> mayDestroy,
      Predicate<String> destructive) {
    this.engine = engine;
    this.looks = new Looks(reads);
    this.loss = loss;
    this.commands = commands;
    this.journal = journal;
    this.recorder = recorder;
    this.redaction = redaction;
    this.rightEngine = rightEngine;
    this.mayDestroy = mayDestroy;
    this.destructive = destructive;
  }

  @Override
  public EngineChanges step(String id) {
    return new JournalledChanges(id, engine, looks, this);
  }

  /**
   * Runs commands that change the engine; each is written down by its program and purpose only, and
   * carries the run's id, so that it can be ended where it outlives the run.
   */
  CommandRunner commands(String step, String run) {
    return command -> {
      Map<String, String> environment = new TreeMap<>(command.environment());
      environment.put(COMMAND_OF, run);
      return call(
          new Change<>(
              step,
              "run",
              program(command),
              Map.of(Change.EXPECTED, "exit 0"),
              () -> commands.run(command.with(environment)),
              null));
    };
  }

  <T> T call(Change<T> change) {
    if (destructive.test(change.step())) {
      rightEngine.demand();
      mayDestroy.accept(change);
      impact(change);
    } else {
      rightEngine.demandLately();
    }
    write(Entry.Kind.INTENT, change, change.expected());
    recorder.touched(change.call(), change.object());
    try {
      T result = observed(change, made(change));
      write(Entry.Kind.DONE, change, facts(result));
      if (result instanceof String identity) {
        recorder.touched(change.call(), identity);
      }
      return result;
    } catch (Unanswered unanswered) {
      return settled(change, unanswered.cause);
    } catch (RuntimeException e) {
      Optional<T> twin = madeByItsTwin(change, e);
      if (twin.isPresent()) {
        write(Entry.Kind.DONE, change, facts(twin.get()));
        return twin.get();
      }
      write(Entry.Kind.FAILED, change, why(e));
      throw e;
    }
  }

  /**
   * A request that got to the engine twice is carried out once and refused once; which of the two
   * answers comes back is chance. What carries the marks of this very request is its work.
   */
  private static <T> Optional<T> madeByItsTwin(Change<T> change, RuntimeException refusal) {
    boolean conflicts = refusal instanceof EngineException e && e.isConflict();
    Supplier<Optional<T>> look = change.look();
    if (!conflicts || look == null) {
      return Optional.empty();
    }
    try {
      return look.get();
    } catch (EngineException unanswered) {
      return Optional.empty();
    }
  }

  /** A call to which no answer came. */
  private static final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient EngineException cause;

    Unanswered(EngineException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private <T> T made(Change<T> change) {
    try {
      reached(change.call(), "before");
      T result = change.body().get();
      reached(change.call(), "after");
      return result;
    } catch (EngineException e) {
      if (e.status() == 0) {
        throw new Unanswered(e);
      }
      throw e;
    }
  }

  /** What the engine says it did has to be seen. */
  private <T> T observed(Change<T> change, T answered) {
    Supplier<Optional<T>> look = change.look();
    if (look == null) {
      return answered;
    }
    return seen(look)
        .orElseThrow(
            () ->
                new EngineException(
                    change.toString(),
                    "the engine said that it is done, and it is not " + wanted(change),
                    500,
                    null));
  }

  private static String wanted(Change<?> change) {
    return change.expected().getOrDefault(Change.EXPECTED, "so");
  }

  /** The engine alone knows whether it was carried out: it is asked as soon as it answers. */
  private <T> T settled(Change<T> change, EngineException noAnswer) {
    if (!Thread.currentThread().isInterrupted()) {
      loss.noticed();
    }
    write(Entry.Kind.UNKNOWN, change, why(noAnswer));
    Supplier<Optional<T>> look = change.look();
    try {
      Optional<T> found = look != null && loss.isBack() ? seen(look) : Optional.empty();
      if (found.isPresent()) {
        write(Entry.Kind.DONE, change, facts(found.get()));
        return found.get();
      }
    } catch (InterruptedException e) {
      // Whoever takes the run up again asks the engine.
      Thread.currentThread().interrupt();
      throw noAnswer;
    } catch (Unanswered again) {
      throw noAnswer;
    }
    write(Entry.Kind.FAILED, change, why(noAnswer));
    throw noAnswer;
  }

  private <T> Optional<T> seen(Supplier<Optional<T>> look) {
    Time time = loss.time();
    long deadline = time.nanos() + loss.shownWithin().toNanos();
    while (true) {
      Optional<T> found = Optional.empty();
      try {
        found = look.get();
      } catch (EngineException e) {
        if (e.status() == 0) {
          throw new Unanswered(e);
        }
      }
      if (found.isPresent() || time.nanos() - deadline > 0) {
        return found;
      }
      try {
        time.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
    }
  }

  private <T> Map<String, String> facts(T result) {
    if (result instanceof CommandRunner.Result ended) {
      return Map.of("exit", String.valueOf(ended.exitCode()));
    }
    return result instanceof String identity ? Map.of("identity", identity) : Map.of();
  }

  private Map<String, String> why(RuntimeException e) {
    return Map.of("why", redaction.clean(String.valueOf(e.getMessage())));
  }

  private void write(Entry.Kind kind, Change<?> change, Map<String, String> facts) {
    boolean goesOn = recorder.hasImpact() || PUTS_BACK.contains(change.step());
    journal.write(kind, change.step(), change.call(), change.object(), facts, goesOn);
    if (kind == Entry.Kind.INTENT && destructive.test(change.step()) && journal.isBroken()) {
      throw new IllegalStateException(
          "%s was not made: the journal cannot be written, and nothing is destroyed unannounced"
              .formatted(change));
    }
  }

  /** An engine that cannot be reached, or whose answer is lost, as it looks from here. */
  private void reached(String call, String when) {
    try {
      journal.failPoints().reached("engine." + FailPoints.word(call) + "." + when);
    } catch (IOException e) {
      throw new EngineException(call, String.valueOf(e.getMessage()), 0, e);
    }
  }

  /** On the disk before any destructive call is made, by whichever thread comes first. */
  private synchronized void impact(Change<?> change) {
    if (!recorder.hasImpact()) {
      journal.write(Entry.Kind.IMPACT, Map.of("before", change.toString()));
      recorder.impact();
    }
  }

  /** Arguments may hold secrets, so only the program and its first words are written down. */
  private static String program(Command command) {
    return String.join(" ", command.argv().subList(0, Math.min(4, command.argv().size())));
  }
}
