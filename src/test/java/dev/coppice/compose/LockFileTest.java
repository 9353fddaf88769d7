package dev.coppice.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {

  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @TempDir Path folder;

  @Test
  void keeps_other_references_when_one_moves() throws IOException {
    Path file = folder.resolve(LockFile.NAME);
    LockFile.EMPTY.with(Map.of("shop/web:1", A, "shop/api:1", A)).write(file);
    LockFile.read(file).with(Map.of("shop/web:1", B)).write(file);
    assertEquals(
        """
        {
          "format" : "coppice.lock/v1",
          "images" : {
            "shop/api:1" : "%s",
            "shop/web:1" : "%s"
          }
        }
        """
            .formatted(A, B),
        Files.readString(file));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void a_reference_that_carries_a_digest_needs_no_entry() {
    LockFile lock = LockFile.EMPTY.with(Map.of("shop/web:1", B));
    assertEquals(A, lock.digestFor("shop/web@" + A));
    assertEquals(B, lock.digestFor("shop/web:1"));
    assertNull(lock.digestFor("shop/web:2"));
  }

  @Test
  void a_lock_that_is_not_there_is_empty() {
    assertEquals(LockFile.EMPTY, LockFile.read(folder.resolve("none")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\": \"coppice.lock/v1\", | coppice.lock:1:",
        "{\"format\": \"coppice.lock/v2\"} | its format is not coppice.lock/v1",
        "{\"format\": \"coppice.lock/v1\", \"images\": {\"a\": \"sha256:1\"}}"
            + "| the digest of a is sha256:1",
        "{\"format\": \"coppice.lock/v1\", \"images\": {\"a\": 1, \"a\": 2}} | Duplicate field 'a'",
        "[] | its format is not",
        "'' | its format is not"
      })
  void says_where_and_how_a_lock_is_damaged(String text, String expected) throws IOException {
    Path file = folder.resolve(LockFile.NAME);
    Files.writeString(file, text);
    ComposeException damaged = assertThrows(ComposeException.class, () -> LockFile.read(file));
    assertFalse(damaged.isRefused());
    String message = damaged.getMessage();
    assertEquals(true, message.contains(expected), message);
    assertEquals(true, message.startsWith(folder.toString()), message);
  }
}
