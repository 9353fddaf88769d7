package dev.coppice.drill;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.evidence.Redaction;
import dev.coppice.journal.Entry;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.Journal;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The only holder of the calls that change an engine: each is on the disk as an intent before it is
 * made, and as done or failed after it.
 */
final class JournalledGateway implements Gateway {

  private final EngineChanges engine;
  private final CommandRunner commands;
  private final Journal journal;
  private final Recorder recorder;
  private final Redaction redaction;
  private final Predicate<String> destructive;

  /**
   * Stands before an engine.
   *
   * @param redaction for what others say of a call that failed: it can repeat what we sent
   * @param destructive whether a step belongs to the disaster: the first call of such a step is the
   *     impact
   */
  JournalledGateway(
      EngineChanges engine,
      CommandRunner commands,
      Journal journal,
      Recorder recorder,
      Redaction redaction,
      Predicate<String> destructive) {
    this.engine = engine;
    this.commands = commands;
    this.journal = journal;
    this.recorder = recorder;
    this.redaction = redaction;
    this.destructive = destructive;
  }

  @Override
  public EngineChanges step(String id) {
    return new JournalledChanges(id, engine, this);
  }

  /** Runs commands that change the engine; each is written down by its program and purpose only. */
  CommandRunner commands(String step) {
    return command -> call(step, "run", program(command), () -> commands.run(command));
  }

  <T> T call(String step, String call, String object, Supplier<T> body) {
    if (destructive.test(step)) {
      impact();
    }
    journal.write(Entry.Kind.INTENT, step, call, object, Map.of());
    recorder.touched(call, object);
    T result;
    try {
      reached(call, "before");
      result = body.get();
      reached(call, "after");
    } catch (RuntimeException e) {
      journal.write(
          Entry.Kind.FAILED,
          step,
          call,
          object,
          Map.of("why", redaction.clean(String.valueOf(e.getMessage()))));
      throw e;
    }
    journal.write(
        Entry.Kind.DONE,
        step,
        call,
        object,
        result instanceof String identity ? Map.of("identity", identity) : Map.of());
    if (result instanceof String identity) {
      recorder.touched(call, identity);
    }
    return result;
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
  private synchronized void impact() {
    if (!recorder.hasImpact()) {
      journal.write(Entry.Kind.IMPACT, Map.of());
      recorder.impact();
    }
  }

  /** Arguments may hold secrets, so only the program and its first words are written down. */
  private static String program(Command command) {
    return String.join(" ", command.argv().subList(0, Math.min(4, command.argv().size())));
  }
}
