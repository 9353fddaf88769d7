package dev.coppice.provision;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The ways to raise a stack, by the name that a scenario gives in {@code recovery.rebuild}. */
public final class Provisions {

  public static final Map<String, Provision> KINDS =
      Collections.unmodifiableMap(
          new TreeMap<>(Map.of("native", new Native(), "compose", new ComposeUp())));

  private Provisions() {}
}
