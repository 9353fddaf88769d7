package dev.coppice.cli;

import dev.coppice.evidence.Redaction;
import java.io.PrintWriter;

/** What a command says, without the secrets that it has come to know. */
final class CleanWriter extends PrintWriter {

  private final Redaction redaction;

  CleanWriter(PrintWriter out, Redaction redaction) {
    // As what it wraps: a line that is said stands there, whatever comes after it.
    super(out, true);
    this.redaction = redaction;
  }

  @Override
  public void write(String text, int from, int length) {
    String cleaned = redaction.clean(text.substring(from, from + length));
    super.write(cleaned, 0, cleaned.length());
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text), from, length);
  }
}
