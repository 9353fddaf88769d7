package dev.coppice.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A volume's content as the archive that an engine makes of it. */
final class Tar {

  private static final int BLOCK = 512;

  /** Header of the folder and header of the one file in it, of which only the length changes. */
  private static final String FILE = "volume/data";

  private Tar() {}

  static byte[] of(Data data) {
    byte[] content = data.text().getBytes(StandardCharsets.UTF_8);
    int blocks = (content.length + BLOCK - 1) / BLOCK;
    byte[] tar = new byte[BLOCK * (2 + blocks + 2)];
    TarArchiveEntry folder = new TarArchiveEntry("volume/");
    // A volume keeps its times wherever it is unpacked.
    folder.setModTime(0);
    folder.writeEntryHeader(tar);
    byte[] header = new byte[BLOCK];
    TarArchiveEntry file = new TarArchiveEntry(FILE);
    file.setModTime(0);
    file.setSize(content.length);
    file.writeEntryHeader(header);
    System.arraycopy(header, 0, tar, BLOCK, BLOCK);
    System.arraycopy(content, 0, tar, 2 * BLOCK, content.length);
    return tar;
  }

  /** What the copy of a volume holds. */
  static Data read(InputStream from) {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(from)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory() && entry.getName().endsWith("data")) {
          ByteArrayOutputStream content = new ByteArrayOutputStream();
          tar.transferTo(content);
          return Data.of(content.toString(StandardCharsets.UTF_8));
        }
      }
      return Data.NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
