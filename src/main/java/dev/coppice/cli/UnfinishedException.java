package dev.coppice.cli;

import org.jspecify.annotations.Nullable;

/** A run past its impact could not be gone on with: users may be without the stack. */
final class UnfinishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfinishedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
