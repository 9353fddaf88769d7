package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Date;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarComparisonTest {

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(
            "the owner of volume/base is 0:998, in the copy it is 999:998",
            of(e -> e.setUserId(0))),
        arguments(
            "the owner of volume/base is 999:0, in the copy it is 999:998",
            of(e -> e.setGroupId(0))),
        arguments(
            "the mode of volume/base is 384, in the copy it is 33188", of(e -> e.setMode(0600))),
        arguments(
            "the time of volume/base is 1970-01-01T00:00:00Z, in the copy it is"
                + " 2001-02-03T04:05:06Z",
            of(e -> e.setModTime(new Date(0)))));
  }

  private static Consumer<TarArchiveEntry> of(Consumer<TarArchiveEntry> edit) {
    return entry -> {
      if (entry.getName().equals("volume/base")) {
        edit.accept(entry);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("changes")
  void names_the_first_thing_that_differs(String difference, Consumer<TarArchiveEntry> edit)
      throws Exception {
    assertEquals(difference, difference(Tars.volume(), Tars.volume("walden", edit)));
  }

  @Test
  void finds_content_of_the_same_size_that_differs() throws Exception {
    assertEquals(
        "volume/base holds something else",
        difference(Tars.volume(), Tars.volume("walter", entry -> {})));
    assertEquals(
        "the size of volume/base is 4, in the copy it is 6",
        difference(Tars.volume(), Tars.volume("emma", entry -> {})));
  }

  @Test
  void finds_links_that_lead_elsewhere_or_became_files() throws Exception {
    assertEquals(
        "the link of volume/soft is hard, in the copy it is base",
        difference(
            Tars.volume(),
            Tars.volume(
                "walden",
                entry -> {
                  if (entry.isSymbolicLink()) {
                    entry.setLinkName("hard");
                  }
                })));
  }

  @Test
  void finds_what_is_missing_and_what_is_one_too_many() throws Exception {
    byte[] shorter = Arrays.copyOf(Tars.volume(), 3 * 512 + 1024);
    Arrays.fill(shorter, 3 * 512, shorter.length, (byte) 0);

    assertEquals("volume/hard is missing", difference(Tars.volume(), shorter));
    assertEquals("volume/hard is one too many", difference(shorter, Tars.volume()));
  }

  @Test
  void the_same_twice_is_no_difference() throws Exception {
    assertNull(difference(Tars.volume(), Tars.volume()));
  }

  private static String difference(byte[] wanted, byte[] found) throws Exception {
    return TarComparison.difference(
        new ByteArrayInputStream(wanted), new ByteArrayInputStream(found));
  }
}
