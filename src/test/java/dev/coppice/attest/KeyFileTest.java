package dev.coppice.attest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in files: whose they are, how they are opened, and what is none. */
class KeyFileTest {

  private static final KeyFile.Passphrase NONE = () -> null;

  /** An Ed25519 key and one for RSA as `openssl genpkey` writes them, made for this test. */
  private static final String OF_OPENSSL =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """;

  @TempDir Path folder;

  private final SigningKey key = SigningKey.fresh();

  private Path file() {
    return folder.resolve("signing.key");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void refuses(Path file, KeyFile.Passphrase passphrase, String... words) {
    KeyException refused = assertThrows(KeyException.class, () -> KeyFile.read(file, passphrase));
    for (String word : words) {
      assertTrue(refused.getMessage().contains(word), refused::getMessage);
    }
  }

  @Test
  void comes_back_as_the_same_key_and_is_its_owners_alone() throws IOException {
    KeyFile.write(key, file(), null);

    assertEquals(key.publicHalf(), KeyFile.read(file(), NONE).publicHalf());
    assertEquals("rw-------", rights(file()));
    assertEquals(
        Map.of(key.publicHalf(), KeyFile.publicHalf(file())),
        Trust.read(KeyFile.publicHalf(file())).keys());
  }

  @Test
  void works_out_the_public_half_of_a_key_that_others_made() throws IOException {
    Files.writeString(file(), OF_OPENSSL);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));

    // RFC 8032, 7.1, TEST 1.
    assertTrue(
        KeyFile.read(file(), NONE)
            .publicHalf()
            .base64()
            .endsWith("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
  }

  @Test
  void is_opened_by_its_passphrase_and_no_other() throws IOException {
    KeyFile.write(key, file(), "hazel".toCharArray());

    assertFalse(Files.readString(file()).contains("BEGIN PRIVATE KEY"));
    assertEquals(key.publicHalf(), KeyFile.read(file(), "hazel"::toCharArray).publicHalf());
    refuses(file(), "willow"::toCharArray, "the passphrase does not open this key");
    refuses(file(), NONE, "no passphrase is given", "COPPICE_SIGN_PASSPHRASE");
  }

  @Test
  void overwrites_nothing_and_leaves_no_half_behind() throws IOException {
    Files.writeString(file(), "mine");

    assertThrows(FileAlreadyExistsException.class, () -> KeyFile.write(key, file(), null));
    assertEquals("mine", Files.readString(file()));
    assertFalse(Files.exists(KeyFile.publicHalf(file())));
  }

  @Test
  void is_refused_where_others_may_use_it() throws IOException {
    KeyFile.write(key, file(), null);
    for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));

      refuses(file(), NONE, "others than its owner", rights, "chmod 600 " + file());
    }
  }

  @Test
  void is_refused_where_it_is_of_another_type() throws Exception {
    for (Map.Entry<String, String> type :
        Map.of("RSA", "a key for RSA", "EC", "a key for EC", "Ed448", "a key for Ed448")
            .entrySet()) {
      byte[] der =
          KeyPairGenerator.getInstance(type.getKey()).generateKeyPair().getPrivate().getEncoded();
      secret(new Pem(Pem.PRIVATE, der).text());

      refuses(file(), NONE, type.getValue(), "coppice keygen");
    }
    for (Map.Entry<String, String> text :
        Map.of(
                key.publicHalf().pem(),
                "this is a public key",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
                "OPENSSH PRIVATE KEY",
                OF_OPENSSL + OF_OPENSSL,
                "signs with one key",
                "",
                "no PEM file",
                new Pem(Pem.PRIVATE, new byte[20]).text(),
                "no private key for Ed25519")
            .entrySet()) {
      secret(text.getKey());

      refuses(file(), NONE, text.getValue());
    }
    refuses(folder.resolve("none"), NONE, "there is no such file", "coppice keygen");
  }

  private void secret(String text) throws IOException {
    Files.writeString(file(), text);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void trusts_the_public_keys_of_a_folder_and_nothing_else() throws IOException {
    KeyFile.write(key, file(), null);
    SigningKey second = SigningKey.fresh();
    Files.writeString(folder.resolve("second.pem"), second.publicHalf().pem());
    Files.writeString(folder.resolve("README"), "keys");

    assertEquals(2, Trust.read(folder).keys().size());
    Files.writeString(folder.resolve("wrong.pem"), OF_OPENSSL);
    KeyException refused = assertThrows(KeyException.class, () -> Trust.read(folder));
    assertTrue(refused.getMessage().contains("wrong.pem: this holds a PRIVATE KEY"));
    assertThrows(KeyException.class, () -> Trust.read(folder.resolve("nowhere")));
    assertThrows(KeyException.class, () -> Trust.read(folder.resolve("README")));
  }
}
