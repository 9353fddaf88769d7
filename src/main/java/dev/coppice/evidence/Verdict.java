package dev.coppice.evidence;

/** What a run proved. */
public enum Verdict {
  VERIFIED,
  NOT_VERIFIED,
  INCONCLUSIVE
}
