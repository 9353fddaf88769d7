package dev.coppice.bench;

import java.util.Arrays;
import java.util.List;

/** What the pairs of a row came to. */
record Numbers(double median, double min, double max) {

  static Numbers of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Numbers(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }
}
