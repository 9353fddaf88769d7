package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.journal.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs that are signed, however they end, and the key that nothing of them may see. */
class SigningIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;
  private Path key;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-signing", 8131);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
    key = own.resolve("keys/signing.key");
    assertTrue(key.getParent().toFile().mkdirs());
    coppice.run("keygen", key.toString()).said(0, "key id: ");
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  /** Busy machines take minutes: these tests are not about speed. */
  private static String scenario(String name, String... edits) {
    List<String> all =
        new ArrayList<>(List.of("  timeout: 60s", "  timeout: 8m", "rto: 60s", "rto: 10m"));
    all.addAll(List.of(edits));
    return shop.scenario(name, all.toArray(String[]::new));
  }

  private Coppice.Ended patiently(String... arguments) {
    return coppice.start(arguments).ended(600);
  }

  private String trust() {
    return key + ".pub";
  }

  private Path bundle(Coppice.Ended ended) {
    String out = ended.out().strip();
    return Path.of(out.substring(out.lastIndexOf("report: ") + "report: ".length())).getParent();
  }

  @Test
  void a_key_in_the_environment_signs_and_reaches_no_command_of_the_scenario() throws IOException {
    String secret = Files.readString(key);
    coppice.environment.put("COPPICE_SIGN_KEY", secret);
    coppice.environment.put("COPPICE_SIGN_PASSPHRASE", "not-needed-here");
    String scenario =
        scenario(
            "signed",
            "rebuild: native",
            "rebuild: compose",
            "objectives:",
            "before:\n  - [sh, -c, env]\nafter:\n  - [sh, -c, env]\nobjectives:");
    Coppice.Ended ended = patiently("run", scenario, "--confirm", shop.target());
    ended.verified();
    Path bundle = bundle(ended);

    for (String log : List.of("logs/before-1.log", "logs/after-1.log")) {
      String told = Files.readString(bundle.resolve(log));
      assertTrue(told.contains("COPPICE_RUN="), told);
      assertFalse(told.contains("COPPICE_SIGN"), told);
    }
    String line = secret.lines().skip(1).findFirst().orElseThrow();
    try (Stream<Path> files = Files.walk(bundle)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(line) || text.contains("not-needed-here"), file::toString);
      }
    }
    assertTrue(Files.exists(bundle.resolve(Bundle.SCENARIO)));
    assertTrue(Files.readString(bundle.resolve(Bundle.DEFINITION)).contains("\"services\""));
    assertFalse(Files.readString(bundle.resolve("report.html")).contains(">UNSIGNED<"));
    coppice.environment.clear();
    coppice.run("verify", bundle.toString(), "--trust", trust()).said(0, "SIGNED by key", "head: ");
    Files.writeString(bundle.resolve(Bundle.PROBES), "");
    coppice.run("verify", bundle.toString(), "--trust", trust()).said(2, Bundle.PROBES);
  }

  @Test
  void runs_that_are_killed_count_in_the_chain_when_they_are_over() throws IOException {
    String scenario = scenario("killed");
    String[] run = {"run", scenario, "--confirm", shop.target(), "--sign", key.toString()};
    Coppice.Going held = coppice.start(run);
    held.says("hold " + shop.container("data", 1) + "  ");
    held.kill();
    held.ended();
    String chain = own.resolve("reports").toString();
    coppice.run("verify", "--chain", chain).said(2, "never sealed");
    coppice.run("resume", "--sign", key.toString()).said(3, "died before its impact", "are sealed");
    coppice.run("verify", "--chain", chain, "--trust", trust()).said(1, "1 bundles");

    Coppice.Going down = coppice.start(run);
    down.says("remove " + shop.container("web", 1) + "  ");
    down.kill();
    down.ended();
    Coppice.Ended resumed = patiently("resume", "--sign", key.toString());
    assertTrue(resumed.evidence().interrupted(), resumed::toString);
    Path bundle = bundle(resumed);
    coppice.run("verify", bundle.toString(), "--trust", trust()).said(1, "SIGNED by key");
    assertTrue(Files.exists(bundle.resolve(Bundle.RESUMED_PLAN)));

    Coppice.Ended last = patiently(run);
    last.verified();
    coppice.run("verify", "--chain", chain, "--trust", trust()).said(0, "3 bundles");
    Files.move(bundle, own.resolve("hidden"));
    coppice.run("verify", "--chain", chain, "--trust", trust()).said(2, "never sealed");
  }

  @Test
  void a_key_that_cannot_be_used_is_found_before_anything_is_touched() throws IOException {
    String before = shop.everything();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    Files.createDirectories(own.resolve("config/coppice"));
    Files.writeString(own.resolve("config/coppice/config.yaml"), "sign: " + key + "\n");
    String scenario = scenario("refused");

    coppice
        .run("run", scenario, "--confirm", shop.target())
        .said(2, "others than its owner", "chmod 600 " + key);

    assertEquals(before, shop.everything());
    assertEquals(List.of(), new State(own.resolve("state/coppice")).runs());
    patiently("run", scenario, "--confirm", shop.target(), "--no-sign").verified();
  }
}
