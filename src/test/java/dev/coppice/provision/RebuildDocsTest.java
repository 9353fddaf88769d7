package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the rebuild lists what native carries out, no more and no less. */
class RebuildDocsTest {

  /** Key and what is below it; the note behind them is free. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]*)\\|");

  @Test
  void lists_each_key_that_native_carries_out_and_what_is_below_it() throws IOException {
    String page = Files.readString(Path.of("docs/rebuild.md"));
    String section = page.split("\n## What native carries out\n", 2)[1].split("\n## ", 2)[0];
    List<String> listed =
        ROW.matcher(section)
            .results()
            .map(row -> row.group(1) + ": " + row.group(2).replace("`", "").strip())
            .sorted()
            .toList();

    assertEquals(
        NativeAttributes.ROWS.stream().map(RebuildDocsTest::row).sorted().collect(lines()),
        listed.stream().collect(lines()));
  }

  private static String row(Attribute attribute) {
    return attribute.key() + ": " + String.join(", ", attribute.below());
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }
}
