package dev.coppice.history;

import java.util.List;

/**
 * How much numbers scatter, told so that a few odd ones among them move it little.
 *
 * @param median of them
 * @param mad median of their distances from the median
 */
record Noise(double median, double mad) {

  /** By this the MAD of normally distributed numbers is their standard deviation. */
  private static final double TO_SIGMA = 1.4826;

  private static final double SIGMAS = 3;

  static Noise of(List<Double> numbers) {
    double median = median(numbers);
    return new Noise(
        median, median(numbers.stream().map(number -> Math.abs(number - median)).toList()));
  }

  /**
   * Above this a number is no noise.
   *
   * @param tolerance what is let pass however little they scatter, as a share of the median
   */
  double limit(double tolerance) {
    return median + Math.max(SIGMAS * TO_SIGMA * mad, tolerance * median);
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
