package dev.coppice.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Files that only their owner reads, and that are whole under their name or not there at all. */
final class DurableFile {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private DurableFile() {}

  /** What a file holds: its length in bytes and its SHA-256 in hexadecimal digits. */
  record Content(long bytes, String sha256) {

    static Content of(Path file) throws IOException {
      MessageDigest digest = newSha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        long bytes = in.transferTo(OutputStream.nullOutputStream());
        return new Content(bytes, hex(digest));
      }
    }
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Makes a folder and what it lies in; what is made belongs to its owner alone. */
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, permissions("rwx------"));
  }

  /** Opens a new file; where one of this name is left from before, it goes. */
  static FileChannel create(Path file) throws IOException {
    Files.deleteIfExists(file);
    return FileChannel.open(file, NEW, permissions("rw-------"));
  }

  /** The name under which a file lies until it is whole. */
  static Path unfinished(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  /** Whether a file lies under such a name. */
  static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(".part");
  }

  /** Gives a file its name once it is on the disk and not only on its way there. */
  static void publish(Path unfinished, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(folderOf(file))) {
      folder.force(true);
    }
  }

  /** The folder that a file lies in. */
  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new UncheckedIOException(new IOException(file + " is no file"));
    }
    return folder;
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
