package dev.coppice.verify;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.PlanPredicate;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the bundles of chains in folders. */
final class ChainLinks {

  private ChainLinks() {}

  /**
   * The bundles in a folder, or in the folders of scenarios in it, or the folder itself.
   *
   * @throws BundleException where there is none, or it cannot be read
   */
  static List<Path> in(Path folder) {
    if (isBundle(folder)) {
      return List.of(folder);
    }
    List<Path> bundles = new ArrayList<>();
    for (Path below : folders(folder)) {
      if (isBundle(below)) {
        bundles.add(below);
      } else {
        folders(below).stream().filter(ChainLinks::isBundle).forEach(bundles::add);
      }
    }
    if (bundles.isEmpty()) {
      throw new BundleException(folder + " holds no bundle");
    }
    return bundles;
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BundleException("tried to read " + folder + " but failed because: " + e, e);
    }
  }

  /** A plan is in it from the first moment on, before anything is touched. */
  private static boolean isBundle(Path folder) {
    return Stream.of(Bundle.MANIFEST, Bundle.PLAN, Bundle.RUN, Bundle.EVIDENCE)
        .anyMatch(file -> Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * The link that a bundle is.
   *
   * @throws BundleException where it cannot be told whose it is
   */
  static ChainLink of(Path bundle) {
    Optional<PlanPredicate> plan = Attestation.signedPlan(bundle);
    Set<String> names = new HashSet<>();
    if (plan.isPresent()) {
      names.add(hash(bundle.resolve(Bundle.PLAN_ENVELOPE)));
    }
    Path sealed = bundle.resolve(Bundle.MANIFEST);
    if (Files.isRegularFile(sealed, LinkOption.NOFOLLOW_LINKS)) {
      Manifest manifest = Bundle.of(bundle, Redaction.none()).manifest();
      names.addAll(manifest.replaces());
      names.add(hash(sealed));
      return new ChainLink(
          bundle,
          manifest.scenario(),
          manifest.run(),
          manifest.sequence(),
          manifest.previous(),
          manifest,
          names);
    }
    if (plan.isPresent()) {
      PlanPredicate says = plan.get();
      return new ChainLink(
          bundle,
          says.scenario().name(),
          says.run(),
          says.sequence(),
          says.previous(),
          null,
          names);
    }
    return new ChainLink(bundle, scenario(bundle), run(bundle), 0, null, null, names);
  }

  /** Of a run that nobody has sealed, its folders tell whose it is. */
  private static String scenario(Path bundle) {
    RunRecord record = record(bundle);
    Path parent = bundle.toAbsolutePath().getParent();
    return record != null
        ? record.scenario().name()
        : parent == null ? "" : String.valueOf(parent.getFileName());
  }

  private static String run(Path bundle) {
    RunRecord record = record(bundle);
    return record != null
        ? record.run()
        : String.valueOf(bundle.toAbsolutePath().getFileName()).replaceFirst("-resumed.*$", "");
  }

  private static @Nullable RunRecord record(Path bundle) {
    try {
      return Json.read(Files.readString(bundle.resolve(Bundle.RUN)), RunRecord.class);
    } catch (IOException | UncheckedIOException torn) {
      return null;
    }
  }

  private static String hash(Path file) {
    try {
      return Hash.sha256(file);
    } catch (IOException e) {
      throw new BundleException("tried to read " + file + " but failed because: " + e, e);
    }
  }
}
