package dev.coppice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.attest.KeyFile;
import dev.coppice.attest.SigningKey;
import dev.coppice.attest.Trust;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord;
import dev.coppice.judge.Drills;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Honest bundles of every verdict are valid wherever and however they lie. */
@ResourceLock(Resources.LOCALE)
@ResourceLock(Resources.TIME_ZONE)
class HonestCopiesTest {

  @TempDir Path folder;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void put_back() throws IOException {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @Test
  void verify_after_a_copy_by_tar_and_by_zip_read_only_in_another_zone_and_language()
      throws IOException {
    SigningKey key = SigningKey.fresh();
    KeyFile.write(key, folder.resolve("key"), null);
    Trust trust = Trust.read(folder.resolve("key.pub"));
    for (Map.Entry<String, Facts> drill : Drills.all().entrySet()) {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      Path made =
          HonestBundle.of(
              drill.getValue(), folder.resolve("reports/s").resolve(drill.getKey()), key);
      Path byTar = byTar(made, folder.resolve("by tar, with spaces"));
      Path byZip = byZip(made, folder.resolve("ümlaut " + drill.getKey()));
      readOnly(byTar);
      for (String elsewhere : List.of("ar-EG-u-nu-arab", "tr-TR", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(elsewhere));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        for (Path copy : List.of(made, byTar, byZip)) {
          Verification verification = new Verify(copy, new RunRecord.Tool("1", "c"), trust).look();
          assertEquals(List.of(), verification.faults(), copy + " in " + elsewhere);
          assertEquals(List.of(), verification.refusals(), copy + " in " + elsewhere);
        }
      }
    }
  }

  private static Path byTar(Path bundle, Path into) throws IOException {
    Files.createDirectories(into);
    Path tar = into.resolve("it.tar");
    run(
        "tar",
        "-cf",
        tar.toString(),
        "-C",
        bundle.getParent().toString(),
        "" + bundle.getFileName());
    run("tar", "-xf", tar.toString(), "-C", into.toString());
    return into.resolve(bundle.getFileName());
  }

  private static void run(String... argv) {
    CommandRunner.Result result =
        new SystemCommands().run(Command.of(Duration.ofSeconds(20), argv));
    assertEquals(0, result.exitCode(), result.stderr());
  }

  /** Zip keeps no empty folders unless told to, and no rights. */
  private static Path byZip(Path bundle, Path into) throws IOException {
    Path zip = into.resolveSibling("it.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(bundle)) {
      for (Path file :
          all.filter(Files::isRegularFile).sorted(Comparator.reverseOrder()).toList()) {
        entries.putNextEntry(new ZipEntry(bundle.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(entries, file);
      }
    }
    return into;
  }

  private static void readOnly(Path bundle) throws IOException {
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.setPosixFilePermissions(
            path,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "r-x------" : "r--------"));
      }
    }
  }
}
