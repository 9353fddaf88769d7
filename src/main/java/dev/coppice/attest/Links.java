package dev.coppice.attest;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chain of a scenario as its bundles hold it, one link a bundle. */
final class Links {

  private Links() {}

  /**
   * A bundle's link.
   *
   * @param manifest null where a run has begun and signed its plan, and was not sealed
   * @param sha256 by which the next one names it
   */
  record Link(String run, long sequence, String sha256, @Nullable Manifest manifest) {}

  /** Those of all bundles in a folder; nothing where one cannot be read: verify tells. */
  static List<Link> in(@Nullable Path scenario) throws IOException {
    List<Link> links = new ArrayList<>();
    if (scenario == null || !Files.isDirectory(scenario)) {
      return links;
    }
    try (Stream<Path> bundles = Files.list(scenario)) {
      for (Path bundle : bundles.filter(Files::isDirectory).toList()) {
        sealed(bundle).or(() -> begun(bundle)).ifPresent(links::add);
      }
    }
    return links;
  }

  /** The place after all of these. */
  static Place next(List<Link> links) {
    return links.stream()
        .max(Comparator.comparingLong(Link::sequence))
        .map(last -> new Place(last.sequence() + 1, last.sha256()))
        .orElse(new Place(1, null));
  }

  static Optional<Link> sealed(Path bundle) {
    Path file = bundle.resolve(Bundle.MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Manifest manifest = Json.read(Files.readString(file), Manifest.class);
      return Optional.of(
          new Link(manifest.run(), manifest.sequence(), Hash.sha256(file), manifest));
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Link> begun(Path bundle) {
    return Attestation.signedPlan(bundle)
        .map(plan -> new Link(plan.run(), plan.sequence(), hash(bundle), null));
  }

  private static String hash(Path bundle) {
    try {
      return Hash.sha256(bundle.resolve(Bundle.PLAN_ENVELOPE));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the signed plan in " + bundle, e);
    }
  }
}
