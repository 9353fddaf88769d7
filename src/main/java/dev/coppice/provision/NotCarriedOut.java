package dev.coppice.provision;

/** A value of the definition that native cannot carry out exactly. */
final class NotCarriedOut extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String why;

  NotCarriedOut(String key, String why) {
    super(why);
    this.key = key;
    this.why = why;
  }

  /** The path of the key in the service, such as {@code healthcheck.start_interval}. */
  String key() {
    return key;
  }

  /** Completes the sentence that begins with the key. */
  String why() {
    return why;
  }
}
