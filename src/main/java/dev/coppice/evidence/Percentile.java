package dev.coppice.evidence;

import java.util.List;

/** A share of a probe's answers, by which one says how long they take. */
public enum Percentile {
  P50("p50", 0.50, 10),
  P95("p95", 0.95, 20),
  P99("p99", 0.99, 100),
  MAX("max", 1.00, 1);

  private final String word;
  private final double share;
  private final int needed;

  Percentile(String word, double share, int needed) {
    this.word = word;
    this.share = share;
    this.needed = needed;
  }

  /** As it is written in a scenario. */
  public String word() {
    return word;
  }

  public static Percentile of(String word) {
    for (Percentile percentile : values()) {
      if (percentile.word.equals(word)) {
        return percentile;
      }
    }
    throw new IllegalArgumentException("no percentile is called " + word);
  }

  /**
   * How many answers it needs to mean something: with fewer than 1 / (1 - share) no answer lies
   * beyond it, so it is the slowest one, and a single one would decide. Half of a handful says
   * little too.
   */
  public int needed() {
    return needed;
  }

  /**
   * The time within which at least this share was answered (nearest rank).
   *
   * @param sorted times in milliseconds, the shortest first; at least one
   */
  public double ofSorted(List<Double> sorted) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }
}
