package dev.coppice.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine could not be reached or refused a call.
 *
 * @see #status()
 */
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String doing;
  private final String why;
  private final int status;

  /**
   * @param doing what was being done to what, such as "remove volume bookshop_orders-db"
   * @param why the engine's own words
   * @param status the HTTP status it answered, 0 where there was no answer
   */
  public EngineException(String doing, String why, int status, @Nullable Throwable cause) {
    super("tried to " + doing + " but failed because: " + why, cause);
    this.doing = doing;
    this.why = why;
    this.status = status;
  }

  public String doing() {
    return doing;
  }

  /** The engine's own words. */
  public String why() {
    return why;
  }

  /** The HTTP status that the engine answered, 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** Whether the engine said that the object is not there. */
  public boolean isMissing() {
    return status == 404;
  }

  /** Whether the engine said that a name is taken, or that an object is in use or so already. */
  public boolean isConflict() {
    return status == 409;
  }
}
