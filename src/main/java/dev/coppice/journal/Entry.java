package dev.coppice.journal;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal.
 *
 * @param seq from 1, without gaps
 * @param prev SHA-256 of the line before, without its line break; 64 zeros for the first
 * @param boot which start of the machine the monotonic time belongs to
 * @param monotonicMs milliseconds since the start of the run
 * @param step of the plan, null for what belongs to none
 * @param call the changing call in words, such as "remove volume"
 * @param object what the call is made on
 * @param facts what else is known, by name
 */
public record Entry(
    long seq,
    String prev,
    String run,
    String boot,
    double monotonicMs,
    Instant wall,
    Kind kind,
    @Nullable String step,
    @Nullable String call,
    @Nullable String object,
    Map<String, String> facts) {

  public Entry {
    facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** What a line says. */
  public enum Kind {
    /** The run begins; the facts say with what. */
    RUN,
    /** A phase begins. */
    PHASE,
    /** A changing call will be made. */
    INTENT,
    /** The call was made and what it wanted is so. */
    DONE,
    /** The call was refused, or what it wanted is not so. */
    FAILED,
    /** No answer came: only the engine can tell whether the call was carried out. */
    UNKNOWN,
    /** A step of the plan is done as a whole. */
    STEP_DONE,
    /** The first destructive call comes next. */
    IMPACT,
    /** The run ended; the facts say how. */
    END
  }
}
