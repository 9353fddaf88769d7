package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.engine.EngineException;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RescueTest {

  @TempDir private Path store;
  private final FakeEngine engine = new FakeEngine();
  private Rescue rescue;
  private Path tar;

  @BeforeEach
  void has_a_volume() throws IOException {
    rescue = new Rescue(engine, engine, Map.of("dev.coppice.run", "r1"), "r1", store);
    tar = store.resolve("r1/shop_orders.tar");
    engine.volumes.add("shop_orders");
    engine.archive = tarOf("volume/", "volume/base", "volume/log");
  }

  @Test
  void clears_away_what_a_killed_run_left_half_written() throws Exception {
    RescueCopies all = new RescueCopies(store);
    Files.createDirectories(store.resolve("r1"));
    Path torn = Files.writeString(store.resolve("r1/.shop_orders.tar.part"), "half");
    all.clearTorn("r1");
    assertFalse(Files.exists(torn.getParent()));

    rescue.copy(copy("shop_orders"));
    Files.writeString(torn, "half");
    Files.writeString(store.resolve("r1/.shop_orders.tar.manifest.json.part"), "half");
    all.clearTorn("r1");

    assertEquals(1, all.of("r1").size());
    try (var left = Files.list(store.resolve("r1"))) {
      assertEquals(2, left.count());
    }
    all.clearTorn("unknown");
  }

  @Test
  void keeps_beside_a_copy_what_was_written_after_it() throws Exception {
    rescue.copy(copy("shop_orders"));
    assertEquals(Optional.empty(), rescue.copyWhatCameLater(copy("shop_orders")));

    engine.archive = tarOf("volume/", "volume/base", "volume/log", "volume/last-words");
    RescueCopy later = rescue.copyWhatCameLater(copy("shop_orders")).orElseThrow();

    assertEquals(store.resolve("r1/shop_orders~last.tar").toString(), later.file());
    assertEquals(4, later.entries());
    assertEquals(3, rescue.copies().get(0).entries());
    assertEquals(
        List.of(Path.of(later.file())),
        new RescueCopies(store).of("r1").stream().map(RescueCopies.Copy::file).toList(),
        "put back");
  }

  @Test
  void copies_nothing_later_that_was_not_copied_before() throws Exception {
    assertEquals(Optional.empty(), rescue.copyWhatCameLater(copy("shop_orders")));
    assertEquals(List.of(), engine.calls);
  }

  @Test
  void copies_a_volume_and_leaves_nothing_on_the_engine() throws Exception {
    rescue.copy(copy("shop_orders"));
    rescue.clear(engine.step("clear"));

    assertEquals(
        List.of(
            "copy shop_orders: importEmptyImage coppice/empty:r1",
            "copy shop_orders: createContainer coppice-rescue-r1-shop_orders",
            "copy shop_orders: removeContainer id-of-coppice-rescue-r1-shop_orders",
            "clear: removeImage coppice/empty:r1"),
        engine.calls);
    assertEquals(
        List.of(
            new RescueCopy(
                "shop_orders",
                tar.toString(),
                DurableFile.Content.of(tar).sha256(),
                engine.archive.length,
                3)),
        rescue.copies());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tar)));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tar.getParent())));
  }

  @Test
  void copies_again_beside_what_was_copied_before() throws Exception {
    rescue.copy(copy("shop_orders"));
    String before = DurableFile.Content.of(tar).sha256();
    engine.archive = tarOf("volume/", "volume/base", "volume/newer");

    Path later = Path.of(rescue.copyAgain(copy("shop_orders")).file());
    Path latest = Path.of(rescue.copyAgain(copy("shop_orders")).file());

    assertEquals(store.resolve("r1/shop_orders~remade-1.tar"), later);
    assertEquals(store.resolve("r1/shop_orders~remade-2.tar"), latest);
    assertEquals(before, DurableFile.Content.of(tar).sha256());
    RescueCopies copies = new RescueCopies(store);
    assertEquals(
        List.of(tar), copies.of("r1").stream().map(RescueCopies.Copy::file).toList(), "put back");
    assertEquals(3, copies.all("r1").size());
  }

  @Test
  void tells_in_a_manifest_beside_a_copy_whose_it_is() throws Exception {
    rescue.copy(
        new Step(
            "copy orders",
            Phase.RESCUE,
            Verb.COPY,
            "shop_orders",
            "why",
            List.of(),
            Map.of(Rescue.NAME, "orders", Rescue.PROJECT, "shop")));

    RescueManifest manifest = new RescueCopies(store).of("r1", "orders").orElseThrow().manifest();

    assertEquals(
        List.of("shop_orders", "orders", "shop", "hill", "/var/lib/docker", "r1"),
        List.of(
            manifest.volume(),
            manifest.name(),
            manifest.project(),
            manifest.engine(),
            manifest.rootDir(),
            manifest.run()));
    assertEquals(DurableFile.Content.of(tar).sha256(), manifest.sha256());
    assertEquals(engine.archive.length, manifest.bytes());
    assertEquals(3, manifest.entries());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(RescueManifest.beside(tar))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512, 700, 1024, 1536, 2048, 2560, 3072})
  void a_copy_that_was_cut_off_anywhere_is_no_copy(int bytes) {
    engine.archive = Arrays.copyOf(engine.archive, bytes);

    assertThrows(IOException.class, () -> rescue.copy(copy("shop_orders")));

    assertEquals(List.of(), rescue.copies());
    assertFalse(Files.exists(tar));
    assertEquals(
        "copy shop_orders: removeContainer id-of-coppice-rescue-r1-shop_orders",
        engine.calls.get(engine.calls.size() - 1));
  }

  @Test
  void an_archive_of_nothing_is_no_copy() throws Exception {
    engine.archive = tarOf();
    assertThrows(IOException.class, () -> rescue.copy(copy("shop_orders")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "../etc", ".hidden", "a/b"})
  void a_volume_that_is_not_there_or_no_file_name_is_refused_untouched(String volume) {
    assertThrows(Exception.class, () -> rescue.copy(copy(volume)));
    assertEquals(List.of(), engine.calls);
  }

  @Test
  void holds_what_runs_and_lets_go_only_what_it_held_itself() {
    engine.states.put("db", "running");
    engine.states.put("api", "paused");
    engine.states.put("migrate", "exited");
    for (String container : List.of("db", "api", "migrate")) {
      rescue.hold(hold(container));
    }

    assertEquals(List.of("hold db: pause db"), engine.calls);
    assertEquals(List.of("db"), rescue.held());

    Rescue.release(engine, engine.step("release"), rescue.held());
    assertEquals(
        Map.of("db", "running", "api", "paused", "migrate", "exited"), Map.copyOf(engine.states));
  }

  @Test
  void a_container_that_is_gone_cannot_be_held() {
    assertThrows(EngineException.class, () -> rescue.hold(hold("gone")));
  }

  @Test
  void releases_the_others_where_one_cannot_be_released() {
    engine.states.put("stuck", "paused");
    engine.states.put("db", "paused");

    assertThrows(
        EngineException.class,
        () -> Rescue.release(engine, engine.step("release"), List.of("gone", "stuck", "db")));

    assertEquals("running", engine.states.get("db"));
  }

  @Test
  void the_copies_must_fit_with_something_to_spare() {
    long mib = 1 << 20;
    assertTrue(RescueSpace.obstacle(100 * mib, 169 * mib, store).isEmpty());
    assertEquals(
        "rescue copies need 169 MiB in " + store + ", free are 168 MiB",
        RescueSpace.obstacle(100 * mib, 168 * mib, store).orElseThrow().what());
    assertTrue(
        RescueSpace.obstacle(engine, List.of("shop_orders"), store.resolve("not/yet")).isEmpty());
  }

  private static Step copy(String volume) {
    return new Step("copy " + volume, Phase.RESCUE, Verb.COPY, volume, "why", List.of(), Map.of());
  }

  private static Step hold(String container) {
    return new Step(
        "hold " + container, Phase.RESCUE, Verb.HOLD, container, "why", List.of(), Map.of());
  }

  private static byte[] tarOf(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512)) {
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        byte[] content = name.endsWith("/") ? new byte[0] : name.getBytes("UTF-8");
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
