package dev.coppice.history;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads folders of reports, {@code REPORTS/SCENARIO/RUN}. Of each bundle it reads the evidence
 * alone, and believes it: whether it is as it was sealed is what {@code coppice verify} tells.
 */
public final class Archive {

  private Archive() {}

  /** One of the things that may lie in a scenario's folder; two of the three are null. */
  private record Found(
      @Nullable RunLine run, @Nullable SelftestLine selftest, @Nullable Broken broken) {}

  /**
   * What the folders tell, all of them together; a bundle that lies in two of them counts once. A
   * folder that is not there tells nothing.
   *
   * @throws UncheckedIOException where a folder cannot be listed
   */
  public static Past read(List<Path> reports) {
    Set<Path> scenarios = new LinkedHashSet<>();
    reports.stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .distinct()
        .forEach(folder -> scenarios.addAll(folders(folder)));
    return bundles(scenarios);
  }

  /** The same of the folder of one scenario alone, without a look at the others. */
  public static Past read(Path reports, String scenario) {
    return bundles(Set.of(reports.resolve(scenario).toAbsolutePath().normalize())).of(scenario);
  }

  private static Past bundles(Set<Path> scenarios) {
    List<Path> bundles = scenarios.stream().flatMap(folder -> folders(folder).stream()).toList();
    // In parallel: a year of drills is thousands of small files.
    List<Found> found = bundles.parallelStream().map(Archive::found).toList();
    List<RunLine> runs = new ArrayList<>();
    List<SelftestLine> selftests = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    for (Found one : found) {
      if (one.run() != null) {
        runs.add(one.run());
      } else if (one.selftest() != null) {
        selftests.add(one.selftest());
      } else if (one.broken() != null) {
        broken.add(one.broken());
      }
    }
    selftests.sort(Comparator.comparing(line -> line.summary().startedAt()));
    broken.sort(Comparator.comparing(one -> one.folder().toString()));
    return Copies.once(new Past(runs, selftests, broken));
  }

  private static List<Path> folders(Path folder) {
    List<Path> folders = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return folders;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path one : all) {
        // Plain files, such as an index page, are no bundles; a link might lead anywhere.
        if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(one);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list " + folder, e);
    }
    folders.sort(Comparator.naturalOrder());
    return folders;
  }

  private static Found found(Path folder) {
    try {
      Bundle bundle = Bundle.of(folder, Redaction.none());
      if (isFile(folder, Bundle.EVIDENCE)) {
        return new Found(new RunLine(folder, bundle.outline()), null, null);
      }
      if (isFile(folder, Bundle.SELFTEST)) {
        return new Found(null, new SelftestLine(folder, bundle.selftest()), null);
      }
      if (isFile(folder, Scorecard.FILE)) {
        return new Found(null, null, null);
      }
      return broken(
          folder,
          isFile(folder, Bundle.RUN)
              ? "its run goes on, or was killed: coppice status"
              : "it holds neither %s nor %s".formatted(Bundle.EVIDENCE, Bundle.RUN));
    } catch (BundleException unreadable) {
      return broken(folder, String.valueOf(unreadable.getMessage()));
    } catch (RuntimeException odd) {
      // Values that no run writes must not keep the others from being told.
      return broken(folder, "its records are no such records of a run: " + odd);
    }
  }

  private static boolean isFile(Path folder, String file) {
    return Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  private static Found broken(Path folder, String why) {
    Path scenario = folder.getParent();
    return new Found(
        null,
        null,
        new Broken(folder, scenario == null ? "" : String.valueOf(scenario.getFileName()), why));
  }
}
