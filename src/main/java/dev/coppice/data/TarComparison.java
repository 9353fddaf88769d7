package dev.coppice.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Whether two tars hold the same, entry by entry and in the same order. */
final class TarComparison {

  private static final int PIECE = 64 << 10;

  private TarComparison() {}

  /**
   * The first difference in words, null where there is none. Both are read to their ends and closed
   * by the caller; neither is ever in memory as a whole.
   */
  static @Nullable String difference(InputStream wanted, InputStream found) throws IOException {
    TarArchiveInputStream one = new TarArchiveInputStream(new BufferedInputStream(wanted, PIECE));
    TarArchiveInputStream other = new TarArchiveInputStream(new BufferedInputStream(found, PIECE));
    @Nullable String difference = null;
    while (difference == null) {
      TarArchiveEntry want = one.getNextEntry();
      TarArchiveEntry have = other.getNextEntry();
      if (want == null && have == null) {
        break;
      }
      if (want == null || have == null) {
        difference =
            want == null ? have.getName() + " is one too many" : want.getName() + " is missing";
      } else {
        difference = difference(want, have);
        if (difference == null && !sameContent(one, other)) {
          difference = want.getName() + " holds something else";
        }
      }
    }
    found.transferTo(java.io.OutputStream.nullOutputStream());
    return difference;
  }

  private static @Nullable String difference(TarArchiveEntry want, TarArchiveEntry have) {
    String name = want.getName();
    if (!name.equals(have.getName())) {
      return name + " is missing or " + have.getName() + " is one too many";
    }
    return first(
        differs(name, "kind", (char) want.getLinkFlag(), (char) have.getLinkFlag()),
        differs(name, "size", want.getSize(), have.getSize()),
        differs(name, "owner", owner(want), owner(have)),
        differs(name, "mode", want.getMode(), have.getMode()),
        differs(name, "time", want.getModTime().toInstant(), have.getModTime().toInstant()),
        differs(name, "link", want.getLinkName(), have.getLinkName()),
        differs(name, "device", device(want), device(have)),
        differs(name, "attributes", want.getExtraPaxHeaders(), have.getExtraPaxHeaders()));
  }

  private static @Nullable String first(@Nullable String... differences) {
    return Arrays.stream(differences).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static @Nullable String differs(
      String name, String what, @Nullable Object want, @Nullable Object have) {
    return Objects.equals(want, have)
        ? null
        : "the %s of %s is %s, in the copy it is %s".formatted(what, name, have, want);
  }

  private static String owner(TarArchiveEntry entry) {
    return entry.getLongUserId() + ":" + entry.getLongGroupId();
  }

  private static String device(TarArchiveEntry entry) {
    return entry.getDevMajor() + ":" + entry.getDevMinor();
  }

  private static boolean sameContent(InputStream one, InputStream other) throws IOException {
    byte[] wanted = new byte[PIECE];
    byte[] found = new byte[PIECE];
    while (true) {
      int want = one.readNBytes(wanted, 0, PIECE);
      int have = other.readNBytes(found, 0, PIECE);
      if (want != have || !Arrays.equals(wanted, 0, want, found, 0, have)) {
        return false;
      }
      if (want == 0) {
        return true;
      }
    }
  }
}
