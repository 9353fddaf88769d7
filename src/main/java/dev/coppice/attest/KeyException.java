package dev.coppice.attest;

/** A key cannot be used as it is; the message says why and what to do. */
public final class KeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeyException(String message) {
    super(message);
  }

  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
