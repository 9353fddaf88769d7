package dev.coppice.evidence;

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
import java.util.stream.Stream;

/** Writes the manifest of a finished bundle: its files, and its place in the scenario's chain. */
public final class Sealing {

  private Sealing() {}

  /** A manifest that stands beside others, with the hash by which the next one names it. */
  private record Link(Manifest manifest, String sha256) {}

  /**
   * Seals a bundle. One that was sealed before keeps its place in the chain and names what it
   * replaces.
   *
   * @throws UncheckedIOException where a file cannot be read or the manifest not be written
   */
  public static Manifest seal(Bundle bundle, Evidence evidence) {
    Path folder = bundle.folder().toAbsolutePath().normalize();
    try {
      Optional<Link> replaced = link(folder);
      List<Link> chain = replaced.isPresent() ? List.of() : chain(folder);
      Optional<Link> previous =
          chain.stream().max(Comparator.comparingLong(link -> link.manifest().sequence()));
      Optional<Link> earlier =
          chain.stream()
              .filter(link -> link.manifest().run().equals(evidence.run()))
              .max(Comparator.comparingLong(link -> link.manifest().sequence()));
      List<String> replaces = new ArrayList<>();
      replaced.ifPresent(
          old -> {
            replaces.addAll(old.manifest().replaces());
            replaces.add(old.sha256());
          });
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              evidence.run(),
              evidence.scenario().name(),
              replaced
                  .map(old -> old.manifest().sequence())
                  .orElseGet(() -> previous.map(last -> last.manifest().sequence()).orElse(0L) + 1),
              replaced
                  .map(old -> Optional.ofNullable(old.manifest().previous()))
                  .orElseGet(() -> previous.map(Link::sha256))
                  .orElse(null),
              replaced
                  .map(old -> Optional.ofNullable(old.manifest().resumes()))
                  .orElseGet(() -> earlier.map(Link::sha256))
                  .orElse(null),
              replaces,
              evidence.planSha256(),
              evidence.tool(),
              files(folder));
      bundle.write(Bundle.MANIFEST, manifest);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to seal the bundle " + folder, e);
    }
  }

  private static List<Sealed> files(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    List<Sealed> files = new ArrayList<>();
    for (Path path : paths) {
      String name = name(folder, path);
      if (!name.equals(Bundle.MANIFEST) && !name.equals(Bundle.REVIEW)) {
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

  private static List<Link> chain(Path folder) throws IOException {
    Path scenario = folder.getParent();
    List<Link> chain = new ArrayList<>();
    if (scenario == null || !Files.isDirectory(scenario)) {
      return chain;
    }
    try (Stream<Path> bundles = Files.list(scenario)) {
      for (Path bundle : bundles.filter(Files::isDirectory).toList()) {
        link(bundle).ifPresent(chain::add);
      }
    }
    return chain;
  }

  /** Nothing where a folder was never sealed, or what is there cannot be read: verify tells. */
  private static Optional<Link> link(Path folder) throws IOException {
    Path file = folder.resolve(Bundle.MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Link(Json.read(Files.readString(file), Manifest.class), Hash.sha256(file)));
    } catch (UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
