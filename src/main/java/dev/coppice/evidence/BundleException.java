package dev.coppice.evidence;

/** A folder is not a bundle, or one of its files cannot be read. */
public final class BundleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
