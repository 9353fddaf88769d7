package dev.coppice.drill;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that did not begin could not look whether all runs that ran before it: its journal stays,
 * to be resumed.
 */
public final class NotPutRightException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotPutRightException(String run, RuntimeException cause) {
    super(
        "tried to end run %s as if it had never been but failed because: %s%nUsers may be without the stack. Next: coppice resume %s"
            .formatted(run, cause.getMessage(), run),
        cause);
  }

  /** The one that a failure is, or that came of closing what the failure had left open. */
  public static Optional<NotPutRightException> in(Throwable failure) {
    return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
        .filter(NotPutRightException.class::isInstance)
        .map(NotPutRightException.class::cast)
        .findFirst();
  }
}
