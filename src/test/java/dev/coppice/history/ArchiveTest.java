package dev.coppice.history;

import static dev.coppice.history.ReportsFolder.cold;
import static dev.coppice.history.ReportsFolder.rta;
import static dev.coppice.history.ReportsFolder.with;
import static dev.coppice.history.ReportsFolder.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Json;
import dev.coppice.evidence.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveTest {

  @TempDir Path folder;

  /** A folder that tells nothing, and what is said of it. */
  record Wrong(String name, Consumer<Path> makes, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Wrong> wrongs() {
    return List.of(
        new Wrong("nothing in it", bundle -> {}, "it holds neither evidence.json nor run.json"),
        new Wrong(
            "a run that was killed",
            bundle -> write(bundle.resolve("run.json"), "{}"),
            "its run goes on, or was killed: coppice status"),
        new Wrong("half a file", bundle -> evidence(bundle, half(honest())), "Unexpected"),
        new Wrong("no JSON", bundle -> evidence(bundle, "hello"), "Unrecognized token"),
        new Wrong("a list", bundle -> evidence(bundle, "[]"), "it is no such record of a run"),
        new Wrong(
            "a later format",
            bundle -> evidence(bundle, honest().replace("evidence/v1", "evidence/v2")),
            "has the format coppice.evidence/v2, this version reads coppice.evidence/v1"),
        new Wrong(
            "a name twice",
            bundle -> evidence(bundle, "{\"run\": \"a\", \"run\": \"b\"}"),
            "Duplicate field 'run'"),
        new Wrong(
            "no verdict",
            bundle -> evidence(bundle, honest().replace("\"verdict\"", "\"verdikt\"")),
            "it does not tell its `verdict`"),
        new Wrong(
            "an unknown verdict",
            bundle -> evidence(bundle, honest().replace("\"VERIFIED\"", "\"FINE\"")),
            "it is no such record of a run, see verdict"),
        new Wrong("ten gigabytes", ArchiveTest::huge, "more than any record of a run"));
  }

  private static String honest() {
    return Json.pretty(ReportsFolder.honest());
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }

  private static void evidence(Path bundle, String text) {
    write(bundle.resolve("evidence.json"), text);
  }

  private static void huge(Path bundle) {
    try (RandomAccessFile file =
        new RandomAccessFile(bundle.resolve("evidence.json").toFile(), "rw")) {
      file.setLength(10L << 30);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void tells_a_broken_bundle_with_its_reason_and_goes_on(Wrong wrong) throws IOException {
    ReportsFolder reports = new ReportsFolder(folder);
    reports.run("shop");
    Path bundle = Files.createDirectories(folder.resolve("shop").resolve("wrong"));
    wrong.makes().accept(bundle);

    Past past = Archive.read(List.of(folder));

    assertEquals(1, past.runs().size());
    assertEquals(1, past.broken().size());
    Broken broken = past.broken().get(0);
    assertEquals(bundle, broken.folder());
    assertTrue(broken.why().contains(wrong.said()), broken::why);
    assertTrue(!broken.why().contains("dev.coppice"), broken::why);
  }

  @Test
  void reads_what_history_wants_of_a_run() {
    new ReportsFolder(folder).run("shop", rta(4_200), cold());

    RunLine line = Archive.read(List.of(folder)).runs().get(0);

    assertEquals("run-0001", line.outline().run());
    assertEquals(Verdict.VERIFIED, line.outline().verdict());
    assertEquals(4_200, line.outline().rta().ms());
    assertEquals(60_000, line.outline().targetMs("rto"));
    assertTrue(line.outline().isCold());
    assertTrue(line.isComparable());
    assertEquals(18_000, line.outline().durationMs());
  }

  @Test
  void puts_runs_in_the_order_of_their_time_wherever_they_lie() {
    ReportsFolder reports = new ReportsFolder(folder.resolve("a"));
    ReportsFolder cache = new ReportsFolder(folder.resolve("b"));
    reports.run("shop", "z-first", ReportsFolder.FIRST);
    cache.run("shop", "a-second", ReportsFolder.FIRST.plusSeconds(60));
    reports.run("shop", "m-third", ReportsFolder.FIRST.plusSeconds(120));

    Past past =
        Archive.read(List.of(reports.folder(), cache.folder(), folder.resolve("not there")));

    assertEquals(
        List.of("z-first", "a-second", "m-third"),
        past.runs().stream().map(line -> line.outline().run()).toList());
  }

  @Test
  void counts_a_bundle_once_that_lies_in_two_folders_and_tells_one_that_differs() {
    ReportsFolder reports = new ReportsFolder(folder.resolve("a"));
    ReportsFolder cache = new ReportsFolder(folder.resolve("b"));
    reports.run("shop", "one", ReportsFolder.FIRST);
    cache.run("shop", "one", ReportsFolder.FIRST);
    reports.run("shop", "two", ReportsFolder.FIRST);
    Path other = cache.run("shop", "two", ReportsFolder.FIRST, with("verdict", "NOT_VERIFIED"));

    Past past = Archive.read(List.of(reports.folder(), cache.folder(), reports.folder()));

    assertEquals(2, past.runs().size());
    assertEquals(1, past.broken().size());
    assertEquals(other, past.broken().get(0).folder());
    assertTrue(past.broken().get(0).why().contains("differs from the bundle of the same run"));
  }

  @Test
  void passes_over_files_and_links_beside_the_bundles() throws IOException {
    new ReportsFolder(folder).run("shop");
    Files.writeString(folder.resolve("index.html"), "");
    Files.writeString(folder.resolve("shop").resolve("note.txt"), "");
    Files.createSymbolicLink(folder.resolve("shop").resolve("link"), folder.resolve("shop"));

    Past past = Archive.read(List.of(folder));

    assertEquals(1, past.runs().size());
    assertEquals(List.of(), past.broken());
  }
}
