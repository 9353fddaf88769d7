package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.time.Time;
import java.time.Duration;

/** Whether the engine went away while a run goes on, and waiting until it answers again. */
public final class EngineLoss {

  /** How long an engine may be away: a restart with many containers takes a minute. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An engine may show what it did a moment after it said so. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Engine engine;
  private final Time time;
  private final Duration patience;
  private final Duration shownWithin;
  private int count;

  public EngineLoss(Engine engine, Time time) {
    this(engine, time, PATIENCE, SHOWN_WITHIN);
  }

  EngineLoss(Engine engine, Time time, Duration patience, Duration shownWithin) {
    this.engine = engine;
    this.time = time;
    this.patience = patience;
    this.shownWithin = shownWithin;
  }

  Time time() {
    return time;
  }

  /** How long is looked for what the engine says it has done. */
  Duration shownWithin() {
    return shownWithin;
  }

  /** A call had no answer, or the stream of events broke: what ran may have ended. */
  synchronized void noticed() {
    count++;
  }

  /**
   * How often it was noticed; a changed count says that what was known has to be looked at anew.
   */
  synchronized int count() {
    return count;
  }

  /** Asks once whether the engine answers: a question that got none may be the first to tell. */
  void look() {
    try {
      engine.identity();
    } catch (EngineException away) {
      if (away.status() == 0) {
        noticed();
      }
    }
  }

  /** Waits until the engine answers; false where it did not in time. */
  public boolean isBack() throws InterruptedException {
    return isBack(patience);
  }

  boolean isBack(Duration patience) throws InterruptedException {
    long deadline = time.nanos() + patience.toNanos();
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        engine.identity();
        return true;
      } catch (EngineException away) {
        if (time.nanos() - deadline > 0) {
          return false;
        }
      }
      time.sleep(PAUSE);
    }
  }
}
