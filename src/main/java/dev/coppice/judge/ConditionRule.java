package dev.coppice.judge;

import dev.coppice.evidence.Facts;

/** One of the eleven lines by which a stack counts as recovered. One file a line. */
interface ConditionRule {

  /** 1 to 11. */
  int id();

  /** The line in a few words. */
  String name();

  /** What the facts say of it. What is not in the facts is unknown, never true. */
  Finding judge(Facts facts);
}
