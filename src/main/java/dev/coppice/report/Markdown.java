package dev.coppice.report;

/** Text of others in GitHub's Markdown: it is shown as it is and makes nothing. */
final class Markdown {

  /** What begins something in Markdown or HTML. */
  private static final String SPECIAL = "\\`*_{}[]()<>#+!|~";

  private Markdown() {}

  /** Text in the cell of a table, or anywhere on a line. */
  static String cell(String raw) {
    StringBuilder text = new StringBuilder();
    for (char c : Plain.line(raw).toCharArray()) {
      if (c == '<') {
        text.append("&lt;");
      } else if (c == '&') {
        text.append("&amp;");
      } else if (c == '@') {
        // A backslash does not keep GitHub from notifying whoever has that name.
        text.append("@\u200B");
      } else {
        text.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return text.toString();
  }
}
