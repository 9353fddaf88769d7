package dev.coppice.cli;

/** A run past its impact could not be gone on with: users may be without the stack. */
final class UnfinishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfinishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
