package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.coppice.evidence.Content;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionContentTest {

  @TempDir private Path folder;
  private final HashKey key = HashKey.fresh();

  @BeforeEach
  void has_files() throws IOException {
    Files.writeString(folder.resolve("app.conf"), "port 80");
    Files.writeString(folder.resolve("key.txt"), "open sesame");
    Files.createDirectories(folder.resolve("init/more"));
    Files.writeString(folder.resolve("init/more/a.sql"), "create");
  }

  @Test
  void reads_configs_secrets_and_what_is_mounted_from_the_folder() {
    assertEquals(
        Set.of(
            "config app",
            "config inline",
            "secret key",
            "bind web:/app.conf",
            "bind web:/init",
            "writable bind web:/w"),
        content().hashes().keySet());
  }

  @Test
  void shows_no_content_and_the_same_hash_for_the_same() {
    assertEquals(content(), content());
    assertNotEquals(content(), DefinitionContent.of(stack(), HashKey.fresh()));
    assertEquals(true, content().hashes().values().stream().allMatch(h -> h.startsWith("hmac:")));
  }

  @Test
  void sees_a_file_that_was_replaced() throws IOException {
    Content before = content();
    Files.writeString(folder.resolve("app.conf"), "port 81");
    differsIn(before, "bind web:/app.conf", "config app");
  }

  @Test
  void sees_what_changes_deep_in_a_folder() throws IOException {
    Content before = content();
    Files.writeString(folder.resolve("init/more/a.sql"), "created");
    differsIn(before, "bind web:/init");
    Files.writeString(folder.resolve("init/more/a.sql"), "create");
    differsIn(before);
    Files.createFile(folder.resolve("init/b.sql"));
    differsIn(before, "bind web:/init");
  }

  @Test
  void sees_a_file_that_is_gone() throws IOException {
    Content before = content();
    Files.delete(folder.resolve("app.conf"));
    differsIn(before, "bind web:/app.conf", "config app");
    assertEquals("not read: NoSuchFileException", content().hashes().get("config app"));
  }

  private void differsIn(Content before, String... names) {
    Content after = content();
    assertEquals(
        List.of(names),
        before.hashes().keySet().stream()
            .filter(name -> !before.hashes().get(name).equals(after.hashes().get(name)))
            .toList());
  }

  private Content content() {
    return DefinitionContent.of(stack(), key);
  }

  private Stack stack() {
    Service web =
        new Service(
            "web",
            "r/web:1",
            null,
            1,
            List.of(),
            List.of(
                bind("app.conf", "/app.conf", true),
                bind("init", "/init", true),
                bind("key.txt", "/w", false),
                bind("init", "/written", false),
                bind("no-socket", "/s", false),
                new Mount(Mount.Type.BIND, "/etc/hostname", "/elsewhere", true),
                new Mount(Mount.Type.VOLUME, "data", "/data", false)),
            List.of(),
            false,
            "hash",
            Tree.EMPTY);
    return new Stack(
        "shop",
        folder,
        List.of(),
        List.of(),
        List.of(),
        "2.26.1",
        new TreeMap<>(Map.of("web", web)),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(
            Map.of(
                "app",
                new FileSource("app", folder.resolve("app.conf"), null, false),
                "inline",
                new FileSource("inline", null, "content", false))),
        new TreeMap<>(Map.of("key", new FileSource("key", folder.resolve("key.txt"), null, false))),
        "sha");
  }

  private Mount bind(String source, String target, boolean readOnly) {
    return new Mount(Mount.Type.BIND, folder.resolve(source).toString(), target, readOnly);
  }
}
