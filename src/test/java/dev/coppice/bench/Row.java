package dev.coppice.bench;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A line of the table: a stack and what is measured of it.
 *
 * @param target the ratio that it shall not exceed
 * @param toys the stack, given a port to publish
 */
record Row(String name, What what, double target, IntFunction<List<Toy>> toys) {

  /** What is measured. */
  enum What {
    /** In a drill, from the end of the destroy phase to the last success of a health command. */
    READY,
    /**
     * The same to the last start, with which a toy answers: what Compose needs without waiting for
     * anybody's health.
     */
    ANSWERING,
    /**
     * In a drill that loses the images too, from the last removal to the last pull, against {@code
     * compose pull}; the ratio that counts is that to pulls by hand.
     */
    PULLS,
    /** In a drill, from the first kill to the last removal, against {@code down -v -t 0}. */
    REMOVAL,
    /** Whole processes on an engine without the stack, against {@code up -d --wait}. */
    RECOVER
  }

  /** Whether its target is a ratio to the work by hand, and not to Compose. */
  boolean isAgainstFloor() {
    return what == What.PULLS;
  }

  static final List<Row> ALL =
      List.of(
          new Row("chain-4", What.READY, 0.05, port -> Toy.chain(4, 10_000, port)),
          new Row("chain-6", What.READY, 0.30, port -> Toy.chain(6, 500, port)),
          new Row("layers-3x10", What.READY, 0.30, port -> Toy.layers(3, 10, 5_000, port)),
          new Row("flat-30", What.READY, 0.35, port -> Toy.layers(1, 30, 10_000, port)),
          new Row("flat-30-fast", What.READY, 0.98, port -> Toy.layers(1, 30, 500, port)),
          new Row(
              "flat-30-answering", What.ANSWERING, 0.98, port -> Toy.layers(1, 30, 10_000, port)),
          new Row("flat-100", What.READY, 0.42, port -> Toy.layers(1, 100, 30_000, port)),
          new Row(
              "flat-100-answering", What.ANSWERING, 0.92, port -> Toy.layers(1, 100, 30_000, port)),
          new Row("pulls-3", What.PULLS, 1.05, port -> Toy.layers(1, 3, 10_000, port)),
          new Row("removal-30", What.REMOVAL, 0.95, port -> Toy.layers(1, 30, 10_000, port)),
          new Row("recover-chain-4", What.RECOVER, 0.10, port -> Toy.chain(4, 10_000, port)));
}
