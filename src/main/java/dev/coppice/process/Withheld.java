package dev.coppice.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Variables of this process's environment that no command finds in its own. */
public final class Withheld {

  /** The text of a signing key, for where no file can lie, such as a CI job. */
  public static final String KEY = "COPPICE_SIGN_KEY";

  /** What opens an encrypted signing key. */
  public static final String PASSPHRASE = "COPPICE_SIGN_PASSPHRASE";

  static final Set<String> NAMES = Set.of(KEY, PASSPHRASE);

  private Withheld() {}

  /** An environment as a scenario and its commands may know it. */
  public static Map<String, String> without(Map<String, String> environment) {
    if (NAMES.stream().noneMatch(environment::containsKey)) {
      return environment;
    }
    Map<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeAll(NAMES);
    return rest;
  }
}
