package dev.coppice.probe;

import java.util.regex.Pattern;

/**
 * A text under a regular expression that may never end: it lets go as soon as its thread is told to
 * stop, which {@link Deadline} does when time is up.
 */
record Patient(CharSequence text) implements CharSequence {

  /** Whether the whole text matches; one that cannot be decided on this stack does not. */
  static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Patient(text)).matches();
    } catch (StackOverflowError tooDeep) {
      // Repeated groups recurse for each repetition: a long text is too much for them.
      throw new IllegalStateException("matches is too deep for a text of this length", tooDeep);
    }
  }

  @Override
  public char charAt(int index) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("matches was not done in time");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
