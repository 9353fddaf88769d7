package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.verify.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** keygen, sign, verify and report as a user meets them: what they say and how they exit. */
class SigningCommandsTest {

  @TempDir Path folder;

  private Path key = Path.of("");
  private Path bundle = Path.of("");

  private record Said(int exit, String out, String err) {

    Said with(int code, String... words) {
      assertEquals(code, exit, this::toString);
      for (String word : words) {
        assertTrue((out + err).contains(word), this::toString);
      }
      return this;
    }
  }

  private static Said coppice(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(new Signals())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(List.of(args).stream().map(Object::toString).toArray(String[]::new));
    return new Said(exit, out.toString(), err.toString());
  }

  @BeforeEach
  void leave_a_bundle_and_a_key() throws IOException {
    key = folder.resolve("signing.key");
    coppice("keygen", key).with(0, "key id: ", "public key: " + key + ".pub", "not encrypted");
    bundle = Samples.unsigned(folder.resolve("reports").resolve("s").resolve("r1"));
  }

  private Path pub() {
    return Path.of(key + ".pub");
  }

  @Test
  void keygen_overwrites_neither_half() throws IOException {
    String before = Files.readString(key);

    coppice("keygen", key).with(3, key + " is there already");
    Files.delete(key);
    coppice("keygen", key).with(3, key + ".pub is there already");
    assertFalse(Files.exists(key));
    Files.writeString(key, before);
  }

  @Test
  void keygen_encrypts_with_the_first_line_of_a_file_that_is_its_owners_alone() throws IOException {
    Path passphrase = folder.resolve("passphrase");
    Files.writeString(passphrase, "hazel\nignored\n");
    Path encrypted = folder.resolve("encrypted.key");

    coppice("keygen", encrypted, "--passphrase-file", passphrase)
        .with(2, "others than its owner", "chmod 600");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    coppice("keygen", encrypted, "--passphrase-file", passphrase).with(0, "key id: ");

    coppice("sign", bundle, "--sign", encrypted).with(2, "no passphrase is given");
    coppice("sign", bundle, "--sign", encrypted, "--passphrase-file", passphrase)
        .with(0, "signed: " + bundle);
  }

  @Test
  void verify_goes_from_unsigned_to_signed_to_changed() throws IOException {
    coppice("verify", bundle).with(0, "UNSIGNED");
    coppice("verify", bundle, "--trust", pub()).with(3, "it is UNSIGNED");

    coppice("sign", bundle, "--sign", key).with(0, "signed: " + bundle);
    coppice("verify", bundle, "--trust", pub())
        .with(0, "SIGNED by key ", "PLAN UNSIGNED", "head: ");
    coppice("verify", bundle, "--trust", folder).with(0);
    coppice("verify", bundle).with(0, "which you have not said to trust");
    coppice("sign", bundle, "--sign", key).with(3, "is signed already");

    Path other = folder.resolve("other.key");
    coppice("keygen", other);
    coppice("verify", bundle, "--trust", other + ".pub").with(3, "which is not trusted");
    coppice("verify", bundle, "--trust", other).with(2, "to trust takes the public key");

    Files.writeString(bundle.resolve("logs/shop-web-1.log"), "changed");
    coppice("verify", bundle, "--trust", pub()).with(2, "logs/shop-web-1.log");
  }

  @Test
  void sign_signs_nothing_that_was_changed_and_nothing_without_a_key() throws IOException {
    coppice("sign", bundle).with(2, "no key is given");
    Files.writeString(bundle.resolve("logs/shop-web-1.log"), "changed");

    coppice("sign", bundle, "--sign", key).with(2, "nothing was signed");
    assertFalse(Files.exists(bundle.resolve(Bundle.ATTESTATION)));
  }

  @Test
  void a_key_that_others_may_read_is_wrong_input_wherever_it_is_given() throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String scenario = folder.resolve("none.yaml").toString();

    for (List<String> command :
        List.of(
            List.of("run", scenario),
            List.of("recover", scenario),
            List.of("selftest", scenario),
            List.of("sign", bundle.toString()),
            List.of("report", bundle.toString()))) {
      // The scenario is not there: the key is looked at before it.
      coppice(command.get(0), command.get(1), "--sign", key)
          .with(2, "others than its owner", "chmod 600 " + key);
    }
  }

  @Test
  void report_leaves_a_signed_bundle_alone_or_signs_it_anew() throws IOException {
    coppice("sign", bundle, "--sign", key).with(0);
    String sealed = Files.readString(bundle.resolve(Bundle.MANIFEST));

    coppice("report", bundle).with(0, "report: ");
    assertEquals(sealed, Files.readString(bundle.resolve(Bundle.MANIFEST)));

    // As another version would have left it.
    Files.writeString(bundle.resolve("report.html"), "<p>older</p>");
    coppice("report", bundle).with(3, "is signed", "--sign KEY", "--no-sign");
    coppice("report", bundle, "--sign", key).with(0);
    coppice("verify", bundle, "--trust", pub()).with(0, "SIGNED");

    Files.writeString(bundle.resolve("report.html"), "<p>older</p>");
    coppice("report", bundle, "--no-sign").with(0);
    coppice("verify", bundle).with(0, "UNSIGNED");
  }

  @Test
  void a_chain_is_told_with_its_newest_run_and_its_head_is_missed() throws IOException {
    Path second = Samples.unsigned(folder.resolve("reports").resolve("s").resolve("r2"), "r2");
    Said told = coppice("verify", "--chain", folder.resolve("reports"));
    told.with(0, "scenario s: 2 bundles, none is missing before the newest", "head: ");
    Path heads = folder.resolve("heads");
    Files.writeString(heads, told.out());
    coppice("verify", "--chain", folder.resolve("reports"), "--head", heads).with(0);
    coppice("verify", "--chain", folder.resolve("reports"), "--trust", pub()).with(3, "UNSIGNED");

    Files.move(second, folder.resolve("hidden"));
    coppice("verify", "--chain", folder.resolve("reports")).with(0, "1 bundles");
    coppice("verify", "--chain", folder.resolve("reports"), "--head", heads)
        .with(2, "which was kept, is of none of these bundles");
    Files.move(folder.resolve("hidden"), second);
    Files.move(bundle, folder.resolve("hidden"));
    coppice("verify", "--chain", folder.resolve("reports")).with(2, "number 1 is missing");
    coppice("verify", "--chain", folder.resolve("hidden")).with(0);
    coppice("verify", folder.resolve("hidden"), second).with(2, "--chain");
    coppice("verify", folder.resolve("hidden"), "--head", heads).with(2, "--chain");
    coppice("verify", "--chain", Files.createDirectory(folder.resolve("empty")))
        .with(2, "holds no bundle");
  }

  @Test
  void what_is_no_bundle_or_a_later_one_is_wrong_input() throws IOException {
    Path manifest = bundle.resolve(Bundle.MANIFEST);
    String sealed = Files.readString(manifest);
    Files.writeString(manifest, sealed.replace("coppice.manifest/v1", "coppice.manifest/v2"));
    coppice("verify", bundle).with(2, "coppice.manifest/v2", "version 1 of Coppice or a later one");
    Files.writeString(manifest, sealed.substring(0, sealed.length() / 2));
    coppice("verify", bundle).with(2, "manifest.json");
    Files.delete(manifest);
    coppice("verify", bundle).with(2, "is not a sealed bundle", "coppice resume");
    coppice("verify", folder.resolve("nowhere")).with(2);
    coppice("verify", key).with(2);
  }

  @Test
  void a_file_of_ten_gigabytes_is_refused_by_its_size_alone() throws IOException {
    Path log = bundle.resolve("logs/shop-web-1.log");
    try (RandomAccessFile sparse = new RandomAccessFile(log.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    long began = System.nanoTime();
    coppice("verify", bundle).with(2, "has 10737418240 bytes");
    Path manifest = bundle.resolve(Bundle.MANIFEST);
    Files.writeString(
        manifest,
        Files.readString(manifest, StandardCharsets.UTF_8)
            .replaceFirst("(shop-web-1.log\",\\s+\"bytes\" : )\\d+", "$110737418240"));
    coppice("verify", bundle).with(2, "more than any record of a run");
    assertTrue(System.nanoTime() - began < 20_000_000_000L, "it was read");
  }
}
