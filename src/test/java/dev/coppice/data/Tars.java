package dev.coppice.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small tars of a volume, with one edit each. */
final class Tars {

  private Tars() {}

  /** A volume with a folder, a file, a hard and a symbolic link to it. */
  static byte[] volume() {
    return volume("walden", entry -> {});
  }

  static byte[] volume(String content, Consumer<TarArchiveEntry> edit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512)) {
      put(tar, new TarArchiveEntry("volume/"), "", edit);
      put(tar, new TarArchiveEntry("volume/base"), content, edit);
      TarArchiveEntry hard = new TarArchiveEntry("volume/hard", TarArchiveEntry.LF_LINK);
      hard.setLinkName("volume/base");
      put(tar, hard, "", edit);
      TarArchiveEntry soft = new TarArchiveEntry("volume/soft", TarArchiveEntry.LF_SYMLINK);
      soft.setLinkName("base");
      put(tar, soft, "", edit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(
      TarArchiveOutputStream tar,
      TarArchiveEntry entry,
      String content,
      Consumer<TarArchiveEntry> edit)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    entry.setModTime(new Date(981_173_106_000L));
    entry.setIds(999, 998);
    entry.setSize(bytes.length);
    edit.accept(entry);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
