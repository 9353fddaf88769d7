package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the way: exit 3, and everything on the engine is as it was. */
class RefusalsIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;
  private String before;

  @BeforeAll
  static void a_shop() {
    shop = new Shop("drill-refusals", 8105);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
    before = shop.everything();
  }

  @AfterEach
  void everything_is_as_it_was() {
    assertEquals(before, shop.everything());
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  @Test
  void an_image_that_is_not_pinned() throws IOException {
    Files.delete(shop.folder.resolve("coppice.lock"));

    run("good")
        .said(
            3,
            "image " + shop.image("web") + " of service web is not pinned to a digest",
            "coppice lock");
  }

  @Test
  void an_image_that_its_registry_no_longer_has() throws IOException {
    Path lock = shop.folder.resolve("coppice.lock");
    Files.writeString(
        lock,
        Pattern.compile("[0-9a-f]{64}").matcher(Files.readString(lock)).replaceAll("0".repeat(64)));

    run("good").said(3, "cannot be pulled: its registry answers 404", "lock one that is there");
  }

  @Test
  void a_backup_that_is_missing() throws IOException {
    Files.delete(shop.folder.resolve("orders.txt"));

    run("good").said(3, "backup orders is missing", "coppice backup");
  }

  @Test
  void a_backup_that_is_too_old() {
    run("stale", "max-age: 1h", "max-age: 1ms").said(3, "backup orders is", "old, max-age allows");
  }

  @Test
  void a_backup_that_was_tampered_with() throws IOException {
    Files.writeString(shop.folder.resolve("orders.txt"), "4 ulysses", StandardOpenOption.APPEND);

    run("good").said(3, "backup orders has", "its manifest says");
  }

  @Test
  void a_volume_without_a_way_back() {
    String scenario = shop.scenario("no-way-back");
    String restore = between(scenario, "  restore:\n", "  timeout:");

    run("no-way-back", restore, "")
        .said(3, "volume orders would be made anew and nothing brings its data back");
  }

  @Test
  void a_consent_that_names_another_stack() {
    coppice
        .run("run", shop.scenario("good"), "--confirm", "shop@elsewhere")
        .said(3, "\"shop@elsewhere\" is not " + shop.target());
  }

  @Test
  void no_consent_where_there_is_no_terminal() {
    coppice
        .run("run", shop.scenario("good"))
        .said(3, "there is no terminal to ask at", "--confirm " + shop.target());
  }

  @Test
  void a_scenario_that_protects_its_stack() {
    run("protected", "scenario: protected\n", "scenario: protected\nprotect: true\n")
        .said(3, "stack drill-refusals is protected by the scenario");
  }

  @Test
  void a_stack_that_the_users_configuration_protects() throws IOException {
    Path folder = Files.createDirectories(own.resolve("config").resolve("coppice"));
    Files.writeString(folder.resolve("config.yaml"), "protect: [drill-refusals]\n");

    run("good").said(3, "is protected by your configuration");
  }

  @Test
  void a_secret_whose_file_is_missing() throws IOException {
    Path key = shop.folder.resolve("key.txt");
    String secret = Files.readString(key);
    Files.delete(key);
    try {
      run("good").said(3, "key.txt cannot be read, and the rebuild needs it");
    } finally {
      Files.writeString(key, secret);
    }
  }

  @Test
  void an_engine_that_is_not_the_scenarios() {
    String endpoint = shop.engine.endpoint();
    run(
            "elsewhere",
            "disaster:\n",
            "engine: {endpoint: \"%s\", name: elsewhere}\ndisaster:\n".formatted(endpoint))
        .said(3, "and the scenario wants elsewhere");
  }

  @Test
  void every_obstacle_at_once() throws IOException {
    Files.delete(shop.folder.resolve("orders.txt"));
    Files.delete(shop.folder.resolve("coppice.lock"));

    run("both", "scenario: both\n", "scenario: both\nprotect: true\n")
        .said(3, "backup orders is missing", "is not pinned", "is protected by the scenario");
  }

  private Coppice.Ended run(String name, String... edits) {
    return coppice.run("run", shop.scenario(name, edits), "--confirm", shop.target());
  }

  private static String between(String file, String from, String to) {
    try {
      String text = Files.readString(Path.of(file));
      return text.substring(text.indexOf(from), text.indexOf(to));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
