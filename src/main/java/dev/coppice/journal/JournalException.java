package dev.coppice.journal;

/** A journal cannot be read or does not hold together. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JournalException(String message) {
    super(message);
  }
}
