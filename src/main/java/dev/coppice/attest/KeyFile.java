package dev.coppice.attest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How signing keys lie in files: PKCS#8 in PEM, for their owner alone, encrypted or not. */
public final class KeyFile {

  /** Far more than any key takes. */
  private static final long LARGEST = 64 << 10;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFile() {}

  /** Where a passphrase comes from; asked only where the key is encrypted. */
  @FunctionalInterface
  public interface Passphrase {

    /** Null where nobody gives one. */
    char @Nullable [] get();
  }

  /** Where the public half of a key lies: beside it. */
  public static Path publicHalf(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /**
   * Writes a key and its public half beside it; files that are there are left alone.
   *
   * @param passphrase that encrypts the key, null for none
   * @throws IOException where a file cannot be made, or is there
   */
  public static void write(SigningKey key, Path file, char @Nullable [] passphrase)
      throws IOException {
    byte[] pkcs8 = key.secret().getEncoded();
    Pem secret =
        passphrase == null
            ? new Pem(Pem.PRIVATE, pkcs8)
            : new Pem(Pem.ENCRYPTED, Encryption.encrypt(pkcs8, passphrase));
    Path half = publicHalf(file);
    Files.createFile(half);
    try {
      Files.writeString(half, key.publicHalf().pem());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      Files.delete(half);
      throw e;
    }
    Files.writeString(file, secret.text());
  }

  /**
   * Reads a signing key.
   *
   * @throws KeyException where others may read it, or it is none that Coppice signs with
   */
  public static SigningKey read(Path file, Passphrase passphrase) {
    requireOwnerAlone(file);
    return parse(file.toString(), text(file), passphrase);
  }

  /** The first line of a file that only its owner may read. */
  public static char[] passphrase(Path file) {
    requireOwnerAlone(file);
    return text(file).lines().findFirst().orElse("").toCharArray();
  }

  private static void requireOwnerAlone(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new KeyException(
            "%s: there is no such file; make a key with: coppice keygen %s".formatted(file, file));
      }
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      rights.retainAll(OTHERS);
      if (!rights.isEmpty()) {
        throw new KeyException(
            "%s: others than its owner may use this file (%s): chmod 600 %s"
                .formatted(
                    file,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                    file));
      }
    } catch (UnsupportedOperationException noRights) {
      // A file system that knows none.
      return;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new KeyException(
            "%s: this is no key: it has %d bytes".formatted(file, Files.size(file)));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static KeyException unreadable(Path file, IOException e) {
    return new KeyException(
        "tried to read the key %s but failed because: %s".formatted(file, e), e);
  }

  /**
   * Reads the text of a signing key.
   *
   * @param where it comes from, for what is said of it
   * @throws KeyException where it is none that Coppice signs with
   */
  public static SigningKey parse(String where, String text, Passphrase passphrase) {
    List<Pem> blocks = Pem.blocks(text);
    List<Pem> secret =
        blocks.stream()
            .filter(b -> b.label().equals(Pem.PRIVATE) || b.label().equals(Pem.ENCRYPTED))
            .toList();
    if (secret.size() != 1) {
      throw new KeyException(where + ": " + noSigningKey(blocks));
    }
    Pem block = secret.get(0);
    byte[] pkcs8 =
        block.label().equals(Pem.PRIVATE) ? block.der() : decrypted(where, block, passphrase);
    PrivateKey key = privateKey(where, pkcs8);
    try {
      return SigningKey.of((EdECPrivateKey) key);
    } catch (GeneralSecurityException e) {
      throw new KeyException(where + ": this key cannot sign: " + e.getMessage(), e);
    }
  }

  private static byte[] decrypted(String where, Pem block, Passphrase passphrase) {
    char[] given = passphrase.get();
    if (given == null) {
      throw new KeyException(
          where
              + ": the key is encrypted, and no passphrase is given: set COPPICE_SIGN_PASSPHRASE,"
              + " or give --passphrase-file FILE");
    }
    try {
      return Encryption.decrypt(block.der(), given);
    } catch (GeneralSecurityException e) {
      throw new KeyException(
          where + ": the passphrase does not open this key: give the one that it was made with", e);
    }
  }

  private static PrivateKey privateKey(String where, byte[] pkcs8) {
    for (String algorithm : List.of("Ed25519", "Ed448", "RSA", "EC", "DSA", "XDH")) {
      try {
        PrivateKey key =
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        if (algorithm.equals(SigningKey.ALGORITHM)) {
          return key;
        }
        throw new KeyException(
            "%s: this is a key for %s, and Coppice signs with Ed25519: make one with: coppice keygen"
                .formatted(where, algorithm));
      } catch (GeneralSecurityException another) {
        // Then it is tried as the next.
      }
    }
    throw new KeyException(
        where + ": this is no private key for Ed25519: make one with: coppice keygen");
  }

  private static String noSigningKey(List<Pem> blocks) {
    List<String> labels = new ArrayList<>(blocks.stream().map(Pem::label).distinct().toList());
    if (labels.isEmpty()) {
      return "this is no PEM file with a private key: make one with: coppice keygen";
    }
    if (labels.equals(List.of(Pem.PUBLIC))) {
      return "this is a public key, and only the private one signs: give the file without .pub";
    }
    return "this holds %s, and Coppice signs with one key in PKCS#8 (%s): make one with: coppice keygen"
        .formatted(String.join(", ", labels), Pem.PRIVATE);
  }
}
