package dev.coppice.cli;

import dev.coppice.evidence.Redaction;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is secret by the word that stands before it: in a URL, an option, a line. Pure. */
final class TellingWords {

  private static final String TELLING =
      "[\\w.-]*(?:pass|secret|token|key|credential|pwd|auth|dsn)[\\w.-]*";

  private static final Pattern IN_URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]*:([^@/\\s]+)@");

  private static final Pattern GIVEN =
      Pattern.compile("(?i)" + TELLING + "[\"']?\\s*[=:]\\s*[\"']?([^\\s\"',;&]+)");

  private static final Pattern OPTION = Pattern.compile("(?i)-{1,2}" + TELLING);

  private static final Pattern LINE =
      Pattern.compile(
          "(?im)^[\\s-]*[\"']?" + TELLING + "[\"']?[ \\t]*[:=][ \\t]*[\"']?(.*?)[\"']?[ \\t]*$");

  private static final Pattern MYSQL = Pattern.compile("(?i).*(mysql|mariadb).*");
  private static final Pattern MYSQL_PASSWORD = Pattern.compile("-p(\\S+)");

  private TellingWords() {}

  static void ofText(String text, Set<String> secrets) {
    Matcher url = IN_URL.matcher(text);
    while (url.find()) {
      add(url.group(1), secrets);
    }
    Matcher given = GIVEN.matcher(text);
    while (given.find()) {
      add(given.group(1), secrets);
    }
  }

  /** Of a command's arguments, one of which may be a whole line for a shell. */
  static void ofArguments(List<String> arguments, Set<String> secrets) {
    boolean mysql = arguments.stream().anyMatch(word -> MYSQL.matcher(word).matches());
    String before = "";
    for (String argument : arguments) {
      ofText(argument, secrets);
      if (OPTION.matcher(before).matches()) {
        add(argument, secrets);
      }
      for (String word : argument.split("\\s+", -1)) {
        Matcher password = MYSQL_PASSWORD.matcher(word);
        if (mysql && password.matches()) {
          add(password.group(1), secrets);
        }
        if (OPTION.matcher(before).matches()) {
          add(word, secrets);
        }
        before = word;
      }
    }
  }

  /** Of a file with a setting on each line. */
  static void ofLines(String text, Set<String> secrets) {
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      add(line.group(1), secrets);
    }
    ofText(text, secrets);
  }

  /** A reference to a variable, a path and a word that everybody writes hide nothing. */
  private static void add(String value, Set<String> secrets) {
    if (value.length() >= Redaction.SHORTEST
        && !value.startsWith("$")
        && !value.startsWith("/")
        && !value.startsWith("./")
        && !value.matches("(?i)true|false|none|null|\\[.*|\\{.*|[|>][+-]?")) {
      secrets.add(value);
    }
  }
}
