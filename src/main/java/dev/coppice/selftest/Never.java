package dev.coppice.selftest;

/** What is said of a lie that a condition of every run should have found out. */
final class Never {

  private Never() {}

  /** In the scenario's syntax: a comment. */
  static String unnoticed(int condition) {
    return ("# No check has to be added: condition %d of every run should have found this.%n"
            + "# Please report it with the drill's bundle: it is a fault of Coppice.%n")
        .formatted(condition);
  }
}
