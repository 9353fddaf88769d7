package dev.coppice.drill;

import dev.coppice.evidence.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that a run's environment values are hashed with; it stays on this machine. */
public final class HashKey {

  private static final String FILE = "key";

  private final byte[] key;

  private HashKey(byte[] key) {
    this.key = key;
  }

  public static HashKey fresh() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new HashKey(key);
  }

  /** The key of an earlier run, so that its hashes can be compared with. */
  public static HashKey of(Path runFolder) {
    try {
      return new HashKey(HexFormat.of().parseHex(Files.readString(runFolder.resolve(FILE))));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the key of the run in " + runFolder, e);
    }
  }

  /** The hash of an environment value. */
  public String hash(String value) {
    return Hash.keyed(key, value);
  }

  void keep(Path runFolder) {
    Path file = runFolder.resolve(FILE);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(key));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file, e);
    }
  }
}
