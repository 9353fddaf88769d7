package dev.coppice.verify;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.Manifest.Sealed;
import dev.coppice.evidence.Sealing;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether the files of a bundle are those of its manifest, each byte of them and no others. */
final class Listed {

  /** No record of a run comes near it; more would not fit into memory beside the judge. */
  static final long LARGEST = 1L << 30;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Listed() {}

  /** Never reads more of a file than the manifest lists, and nothing behind a link. */
  static List<Fault> faults(Path folder, Manifest manifest) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Sealed> listed = new TreeMap<>();
    String last = "";
    for (Sealed file : manifest.files()) {
      if (!isPlain(file.path())) {
        faults.add(
            new Fault(Bundle.MANIFEST, "lists " + file.path() + ", which leads out of the bundle"));
      } else if (file.path().compareTo(last) <= 0) {
        faults.add(
            new Fault(Bundle.MANIFEST, "lists " + file.path() + " twice or not in its order"));
      } else if (file.sha256() == null || !SHA256.matcher(file.sha256()).matches()) {
        faults.add(new Fault(Bundle.MANIFEST, "has no hash of " + file.path()));
      } else {
        listed.put(file.path(), file);
        last = file.path();
      }
    }
    Map<String, Sealed> missing = new TreeMap<>(listed);
    try {
      Files.walkFileTree(folder, new Walk(folder, listed, missing, faults));
    } catch (IOException e) {
      faults.add(new Fault(".", "cannot be read: " + e));
    }
    missing.keySet().forEach(path -> faults.add(new Fault(path, "is listed and not there")));
    return faults;
  }

  private static boolean isPlain(String path) {
    return path != null
        && !path.isEmpty()
        && path.indexOf('\\') < 0
        && path.indexOf('\0') < 0
        && !path.matches("[A-Za-z]:.*")
        && Pattern.compile("/")
            .splitAsStream(path + "/")
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))
        && !path.endsWith("/")
        && !path.equals(Bundle.MANIFEST);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final Map<String, Sealed> listed;
    private final Map<String, Sealed> missing;
    private final List<Fault> faults;

    Walk(Path folder, Map<String, Sealed> listed, Map<String, Sealed> missing, List<Fault> faults) {
      this.folder = folder;
      this.listed = listed;
      this.missing = missing;
      this.faults = faults;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
      String path = Sealing.name(folder, file);
      Sealed sealed = listed.get(path);
      missing.remove(path);
      if (is.isSymbolicLink()) {
        faults.add(new Fault(path, "is a link: a bundle holds its files themselves"));
      } else if (!is.isRegularFile()) {
        faults.add(new Fault(path, "is neither a file nor a folder"));
      } else if (path.equals(Bundle.MANIFEST) || (sealed == null && path.equals(Bundle.REVIEW))) {
        // A review comes after the sealing.
        return FileVisitResult.CONTINUE;
      } else if (sealed == null) {
        faults.add(new Fault(path, "is there and not listed"));
      } else {
        compare(file, path, is.size(), sealed);
      }
      return FileVisitResult.CONTINUE;
    }

    private void compare(Path file, String path, long size, Sealed sealed) {
      if (size != sealed.bytes()) {
        faults.add(
            new Fault(
                path,
                "has %d bytes, the manifest lists %d: it was changed after it was sealed"
                    .formatted(size, sealed.bytes())));
      } else if (size > LARGEST) {
        faults.add(new Fault(path, "has %d bytes, more than any record of a run".formatted(size)));
      } else {
        try {
          if (!Hash.sha256(file).equals(sealed.sha256())) {
            faults.add(new Fault(path, "was changed after it was sealed"));
          }
        } catch (IOException e) {
          faults.add(new Fault(path, "cannot be read: " + e));
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      faults.add(new Fault(Sealing.name(folder, file), "cannot be read: " + failure));
      return FileVisitResult.CONTINUE;
    }
  }
}
