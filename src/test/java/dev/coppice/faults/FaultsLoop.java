package dev.coppice.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All of it, for script/faults: neither a unit test nor one of those on real engines by its name.
 */
class FaultsLoop {

  @Test
  void nothing_is_broken_by_any_blow() throws Exception {
    String arguments = System.getProperty("coppice.faults", "").strip();
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" +"));

    assertEquals(0, new Faults(Faults.options(words), System.out).play(), "violations");
  }
}
