package dev.coppice.compose;

import org.jspecify.annotations.Nullable;

/** Compose is not there, or could not read what it was given. The message is for the user. */
public final class ComposeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean refused;

  private ComposeException(String message, boolean refused, @Nullable Throwable cause) {
    super(message, cause);
    this.refused = refused;
  }

  /** The same in other words. */
  public ComposeException with(String message) {
    return new ComposeException(message, refused, getCause());
  }

  /** The machine lacks something; the input may be right. */
  public static ComposeException refused(String message) {
    return new ComposeException(message, true, null);
  }

  /** A file of the user's is wrong. */
  public static ComposeException input(String message, @Nullable Throwable cause) {
    return new ComposeException(message, false, cause);
  }

  /** Whether the run is refused, rather than its input wrong. */
  public boolean isRefused() {
    return refused;
  }
}
