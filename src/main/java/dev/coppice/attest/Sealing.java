package dev.coppice.attest;

import dev.coppice.attest.Links.Link;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.Manifest.Sealed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the manifest of a finished bundle: its files, and its place in the scenario's chain. */
public final class Sealing {

  /** What is made of the manifest or added after it, and so cannot stand in it. */
  public static final Set<String> AFTER_THE_SEAL =
      Set.of(Bundle.MANIFEST, Bundle.ATTESTATION, Bundle.TEST_RESULT, Bundle.REVIEW);

  private Sealing() {}

  /**
   * Seals a bundle. One that was sealed before keeps its place in the chain and names what it
   * replaces; what was signed of that is taken away.
   *
   * @throws UncheckedIOException where a file cannot be read or the manifest not be written
   */
  public static Manifest seal(Bundle bundle, Evidence evidence) {
    Path folder = bundle.folder().toAbsolutePath().normalize();
    try {
      // First: between seal and signature it is unsigned, and never signed wrongly.
      Files.deleteIfExists(folder.resolve(Bundle.ATTESTATION));
      Files.deleteIfExists(folder.resolve(Bundle.TEST_RESULT));
      Optional<Link> replaced = Links.sealed(folder);
      Manifest manifest =
          replaced.isPresent() ? again(replaced.get(), evidence, folder) : first(evidence, folder);
      bundle.write(Bundle.MANIFEST, manifest);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to seal the bundle " + folder, e);
    }
  }

  /** The place in the chain that a run takes which begins now. */
  public static Place next(Path bundle) {
    Path scenario = bundle.toAbsolutePath().normalize().getParent();
    try {
      return Links.next(Links.in(scenario));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the bundles in " + scenario, e);
    }
  }

  private static Manifest again(Link replaced, Evidence evidence, Path folder) throws IOException {
    Manifest old = java.util.Objects.requireNonNull(replaced.manifest());
    List<String> replaces = new ArrayList<>(old.replaces());
    replaces.add(replaced.sha256());
    return manifest(
        evidence, new Place(old.sequence(), old.previous()), old.resumes(), replaces, folder);
  }

  private static Manifest first(Evidence evidence, Path folder) throws IOException {
    Path plan = folder.resolve(Bundle.PLAN_ENVELOPE);
    String own = Files.isRegularFile(plan) ? Hash.sha256(plan) : "";
    // The bundle's own link, of its signed plan, is not one that stands before it.
    List<Link> others =
        Links.in(folder.getParent()).stream()
            .filter(link -> link.manifest() != null || !link.sha256().equals(own))
            .toList();
    String earlier =
        others.stream()
            .filter(link -> link.run().equals(evidence.run()) && link.manifest() != null)
            .max(Comparator.comparingLong(Link::sequence))
            .map(Link::sha256)
            .orElse(null);
    return manifest(evidence, place(others, folder), earlier, List.of(), folder);
  }

  /** The one that was taken when the plan was signed; a resumed run leaves it to its first half. */
  private static Place place(List<Link> others, Path folder) {
    return Attestation.signedPlan(folder)
        .map(PlanPredicate::place)
        .filter(taken -> others.stream().noneMatch(o -> o.sequence() == taken.sequence()))
        .orElseGet(() -> Links.next(others));
  }

  private static Manifest manifest(
      Evidence evidence, Place place, @Nullable String resumes, List<String> replaces, Path folder)
      throws IOException {
    return new Manifest(
        Manifest.FORMAT,
        evidence.run(),
        evidence.scenario().name(),
        place.sequence(),
        place.previous(),
        resumes,
        replaces,
        evidence.planSha256(),
        evidence.tool(),
        files(folder));
  }

  private static List<Sealed> files(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    List<Sealed> files = new ArrayList<>();
    for (Path path : paths) {
      String name = name(folder, path);
      if (!AFTER_THE_SEAL.contains(name)) {
        files.add(new Sealed(name, Files.size(path), Hash.sha256(path)));
      }
    }
    files.sort(Comparator.comparing(Sealed::path));
    return files;
  }

  /** The path of a file below the bundle's folder, with slashes on every system. */
  public static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }
}
