package dev.coppice.plan;

/** The phases of a run, in their order. */
public enum Phase {
  LOAD,
  DESCRIBE,
  OBSERVE,
  PLAN,
  PREFLIGHT,
  CONFIRM,
  BASELINE,
  RESCUE,
  DESTROY,
  OUTAGE,
  REBUILD,
  VERIFY,
  JUDGE,
  SEAL,
  REPORT;

  /** The phase as it is written in files and output. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return word();
  }
}
