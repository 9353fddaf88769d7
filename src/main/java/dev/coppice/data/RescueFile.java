package dev.coppice.data;

import dev.coppice.evidence.RunRecord.RescueCopy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A volume's copy as a tar file: written once, and believed only after it was read back. */
record RescueFile(String volume, Path file) {

  private static final int END_OF_TAR = 1024;

  /**
   * A copy that was read back.
   *
   * @param onDisk bytes of its file that take room
   */
  record Written(RescueCopy copy, long onDisk) {}

  private record Sent(String sha256, long bytes, long onDisk) {}

  /**
   * Writes what the source gives, reads it back, and gives the file its name.
   *
   * @throws IOException where what lies on the disk is not what came, or is no whole tar
   */
  Written write(Consumer<OutputStream> source) throws IOException {
    Path unfinished = DurableFile.unfinished(file);
    try {
      Sent sent = send(unfinished, source);
      RescueCopy copy = read(unfinished);
      if (!copy.sha256().equals(sent.sha256()) || copy.bytes() != sent.bytes()) {
        throw new IOException("what was read back is not what was written: " + unfinished);
      }
      DurableFile.publish(unfinished, file);
      return new Written(copy, sent.onDisk());
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static Sent send(Path to, Consumer<OutputStream> source) throws IOException {
    MessageDigest digest = DurableFile.newSha256();
    try (FileChannel channel = DurableFile.create(to);
        SparseOutput sparse = new SparseOutput(channel);
        OutputStream out = new DigestOutputStream(sparse, digest)) {
      source.accept(out);
      out.flush();
      channel.force(true);
      return new Sent(DurableFile.hex(digest), sparse.bytes(), sparse.onDisk());
    }
  }

  private RescueCopy read(Path from) throws IOException {
    requireEnd(from);
    MessageDigest digest = DurableFile.newSha256();
    int entries = 0;
    try (InputStream in =
            new DigestInputStream(new BufferedInputStream(Files.newInputStream(from)), digest);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      while (tar.getNextEntry() != null) {
        tar.transferTo(OutputStream.nullOutputStream());
        entries++;
      }
      // The hash is of the whole file, what lies behind the end of the archive included.
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (entries == 0) {
      throw new IOException("the copy holds nothing, not even the volume's own folder");
    }
    return new RescueCopy(
        volume, file.toString(), DurableFile.hex(digest), Files.size(from), entries);
  }

  /** A tar that was cut between two entries reads well: only its end shows that it is whole. */
  private static void requireEnd(Path tar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "r")) {
      byte[] end = new byte[END_OF_TAR];
      if (file.length() >= END_OF_TAR) {
        file.seek(file.length() - END_OF_TAR);
        file.readFully(end);
        for (byte b : end) {
          if (b != 0) {
            throw new IOException("the copy was cut off: it has no end");
          }
        }
        return;
      }
    }
    throw new IOException("the copy was cut off: it is shorter than any tar");
  }
}
