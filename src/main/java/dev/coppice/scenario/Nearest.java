package dev.coppice.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody may have meant, by Damerau's distance: swapped letters count as one. */
final class Nearest {

  /** Names longer than this have no neighbours: the distance costs the product of both lengths. */
  private static final int MAX_LENGTH = 100;

  private Nearest() {}

  static Optional<String> to(String name, Collection<String> candidates) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int tolerated = Math.max(1, name.length() / 3);
    return candidates.stream()
        .filter(candidate -> candidate.length() <= MAX_LENGTH)
        .filter(candidate -> distance(name, candidate) <= tolerated)
        .min(Comparator.<String>comparingInt(c -> distance(name, c)).thenComparing(c -> c));
  }

  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int cost = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
  }
}
