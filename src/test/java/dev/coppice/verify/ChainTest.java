package dev.coppice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains that are whole, and what is wrong with those that are not. */
class ChainTest {

  /**
   * @param fault part of the only fault; null where there is none
   */
  record Case(String name, @Nullable String fault, List<ChainLink> links) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("whole", null, List.of(sealed(1, null), sealed(2, "m1"), sealed(3, "m2"))),
        new Case("in any order", null, List.of(sealed(2, "m1"), sealed(1, null))),
        new Case("of one", null, List.of(sealed(1, null))),
        new Case(
            "one is missing",
            "is number 3, and number 2 is missing",
            List.of(sealed(1, null), sealed(3, "m2"))),
        new Case(
            "several are missing",
            "is number 4, and numbers 2 to 3 are missing",
            List.of(sealed(1, null), sealed(4, "m3"))),
        new Case(
            "the first is missing",
            "is number 2, and number 1 is missing",
            List.of(sealed(2, "m1"), sealed(3, "m2"))),
        new Case(
            "two have one number",
            "is number 2, and so is b2: the chain is forked",
            List.of(sealed(1, null), sealed(2, "m1"), another(2, "m1"))),
        new Case(
            "one was exchanged",
            "names m2 as the bundle before it, and number 2 is another one",
            List.of(sealed(1, null), another(2, "m1"), sealed(3, "m2"))),
        new Case(
            "the first names one before it",
            "is the first, and names one before it",
            List.of(sealed(1, "m0"))),
        new Case(
            "one was sealed anew after the next was begun",
            null,
            List.of(sealed(1, null), names(sealed(2, "m1"), "m2-again", "m2"), sealed(3, "m2"))),
        new Case(
            "the one before was not over when the next signed its plan",
            null,
            List.of(sealed(1, null), names(sealed(2, "m1"), "m2", "plan2"), sealed(3, "plan2"))),
        new Case(
            "one was begun and never sealed",
            "was begun and never sealed",
            List.of(sealed(1, null), begun(2, "m1", "r2"), sealed(3, "plan2"))),
        new Case(
            "one was killed, and sealed under its number when it was taken up again",
            null,
            List.of(
                sealed(1, null),
                begun(2, "m1", "r2"),
                names(sealed(2, "m1"), "m2", "plan2"),
                sealed(3, "plan2"))),
        new Case(
            "one without a number was never sealed",
            "was begun and never sealed",
            List.of(sealed(1, null), begun(0, null, "r9"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells_what_is_wrong_with_a_chain(Case one) {
    List<Fault> faults = new Chain(one.links()).faults();
    String fault = one.fault();
    if (fault == null) {
      assertEquals(List.of(), faults);
    } else {
      assertEquals(1, faults.size(), faults::toString);
      assertTrue(faults.get(0).toString().contains(fault), faults::toString);
    }
  }

  private static ChainLink sealed(long number, @Nullable String previous) {
    return link("b" + number, "r" + number, number, previous, "m" + number);
  }

  private static ChainLink another(long number, @Nullable String previous) {
    return link("other", "other", number, previous, "other");
  }

  private static ChainLink link(
      String folder, String run, long number, @Nullable String previous, String hash) {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            run,
            "s",
            number,
            previous,
            null,
            List.of(),
            "sha",
            new RunRecord.Tool("1", "c"),
            List.of());
    return new ChainLink(Path.of(folder), "s", run, number, previous, manifest, Set.of(hash));
  }

  private static ChainLink names(ChainLink link, String... hashes) {
    return new ChainLink(
        link.folder(),
        link.scenario(),
        link.run(),
        link.sequence(),
        link.previous(),
        link.manifest(),
        Set.of(hashes));
  }

  private static ChainLink begun(long number, @Nullable String previous, String run) {
    return new ChainLink(
        Path.of("begun"), "s", run, number, previous, null, Set.of("plan" + number));
  }
}
