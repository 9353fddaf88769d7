package dev.coppice.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rescue copies of every run on this machine, each run's in a folder of its own. */
public record RescueCopies(Path store) {

  /** A copy as it lies there; only one with a manifest was finished. */
  public record Copy(Path file, RescueManifest manifest) {

    private boolean is(String name) {
      return file.endsWith(name);
    }
  }

  /** The file of a volume's copy from before its loss. */
  static String first(String volume) {
    return volume + ".tar";
  }

  /**
   * The file of a second copy from before the loss, with what the volume's writers wrote after the
   * first. No volume has a tilde in its name, so that this is no other volume's first copy.
   */
  static String last(String volume) {
    return volume + "~last.tar";
  }

  /** The file of a copy from before the volume was made anew by the run that had made it. */
  static String remade(String volume, int number) {
    return volume + "~remade-" + number + ".tar";
  }

  /** The finished copies of what a run lost, the last of each volume, by the volume's name. */
  public List<Copy> of(String run) {
    SortedMap<String, Copy> lost = new TreeMap<>();
    for (Copy copy : all(run)) {
      String volume = copy.manifest().volume();
      if (copy.is(last(volume))) {
        lost.put(volume, copy);
      } else if (copy.is(first(volume))) {
        lost.putIfAbsent(volume, copy);
      }
    }
    return List.copyOf(lost.values());
  }

  /** Every finished copy of a run, those of what it had made itself among them. */
  public List<Copy> all(String run) {
    List<Copy> copies = new ArrayList<>();
    for (Path file : files(run)) {
      Path copy = RescueManifest.copyOf(file);
      if (copy != null && Files.isRegularFile(copy)) {
        try {
          copies.add(new Copy(copy, RescueManifest.of(copy)));
        } catch (IOException e) {
          throw new UncheckedIOException("tried to read the manifest of " + copy, e);
        }
      }
    }
    copies.sort(Comparator.comparing(copy -> copy.manifest().volume()));
    return List.copyOf(copies);
  }

  /** The finished copy of a volume, as the user names it. */
  public Optional<Copy> of(String run, String name) {
    return of(run).stream().filter(copy -> copy.manifest().name().equals(name)).findFirst();
  }

  /** Every run of which something lies here, finished or not. */
  public List<String> runs() {
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(store)) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list the rescue copies in " + store, e);
    }
  }

  /** Bytes on the disk that the copies of a run take; holes take none. */
  public long bytes(String run) {
    long all = files(run).stream().mapToLong(RescueCopies::bytes).sum();
    long holes =
        all(run).stream().mapToLong(c -> c.manifest().bytes() - c.manifest().onDisk()).sum();
    return Math.max(all - holes, 0);
  }

  /** Bytes on the disk that all copies take together. */
  public long bytes() {
    return runs().stream().mapToLong(this::bytes).sum();
  }

  /** A size in words. */
  public static String size(long bytes) {
    return bytes < 1_000_000 ? bytes + " bytes" : bytes / 1_000_000 + " MB";
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Released meanwhile: it takes nothing any more.
      return 0;
    }
  }

  /** Gives up all that lies here of a run; nothing where nothing does. */
  public void release(String run) {
    try {
      List<Path> files = new ArrayList<>(files(run));
      // Without its manifest a copy is not believed: what is left of a release that died is none.
      files.sort(Comparator.comparing((Path f) -> RescueManifest.copyOf(f) == null));
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder(run));
      if (Files.isDirectory(store)) {
        try (FileChannel channel = FileChannel.open(store)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to give up the rescue copies of run " + run, e);
    }
  }

  /** Removes what a run that was killed had begun to write and could not finish. */
  public void clearTorn(String run) {
    try {
      for (Path file : files(run)) {
        if (DurableFile.isUnfinished(file)) {
          Files.deleteIfExists(file);
        }
      }
      if (Files.isDirectory(folder(run)) && files(run).isEmpty()) {
        Files.deleteIfExists(folder(run));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tried to remove what run %s left half written in %s".formatted(run, folder(run)), e);
    }
  }

  /** The folder in which the copies of a run lie. */
  public Path folder(String run) {
    return store.resolve(run);
  }

  private List<Path> files(String run) {
    Path folder = folder(run);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list the rescue copies in " + folder, e);
    }
  }
}
