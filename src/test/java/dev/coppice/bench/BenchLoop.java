package dev.coppice.bench;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All of it, for script/bench: neither a unit test nor one of those on real engines by its name.
 */
class BenchLoop {

  private static final int PAIRS = 5;

  @Test
  void measures_how_fast_a_stack_comes_back() {
    String arguments = System.getProperty("coppice.bench", "").strip();
    List<String> names = arguments.isEmpty() ? List.of() : List.of(arguments.split(" +"));
    List<String> known = Row.ALL.stream().map(Row::name).toList();
    if (!known.containsAll(names)) {
      throw new IllegalArgumentException("the rows are " + known + ", and not " + names);
    }
    new Bench(Integer.getInteger("coppice.bench.pairs", PAIRS), System.out)
        .run(
            Row.ALL.stream().filter(row -> names.isEmpty() || names.contains(row.name())).toList());
  }
}
