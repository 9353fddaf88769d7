package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.drill.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run says to its guardian, with small processes in its place. */
class GuardianTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private Guardian armed(String script, Duration patience) {
    return Guardian.arm(List.of("sh", "-c", script), log(), patience);
  }

  private Path log() {
    return folder.resolve("guardian.log");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 3                           | it ended without a word",
        "echo no such folder >&2; exit 1  | its last words: no such folder",
        "echo hello; sleep 5              | it ended without a word",
        "sleep 4                          | it did not answer within 0 s",
      })
  void one_that_does_not_say_that_it_is_armed_refuses_the_run(String script, String why) {
    Duration patience = script.startsWith("sleep") ? Duration.ofMillis(300) : LONG;

    RefusedException refused =
        assertThrows(RefusedException.class, () -> armed(script, patience).close());

    assertTrue(refused.obstacles().get(0).what().contains(why), refused::getMessage);
    assertTrue(refused.obstacles().get(0).next().contains("without --guardian"));
  }

  @Test
  void a_program_that_is_not_there_refuses_the_run() {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> Guardian.arm(List.of("/no/such/java"), log(), LONG));

    assertTrue(refused.obstacles().get(0).what().contains("/no/such/java"), refused::getMessage);
  }

  @Test
  void a_run_that_comes_to_its_end_says_so() throws IOException {
    Path heard = folder.resolve("heard");

    armed("echo armed; read word; echo \"$word\" > " + heard, LONG).close();

    assertEquals("over\n", Files.readString(heard));
  }

  @Test
  void one_that_ends_too_early_is_a_wish_to_stop() throws IOException {
    Path number = folder.resolve("number");
    Guardian guardian = armed("echo $$ > %s; echo armed; read word".formatted(number), LONG);
    assertEquals(Optional.empty(), guardian.gone());

    long pid = Long.parseLong(Files.readString(number).strip());
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .dontCatchUncaughtExceptions()
        .until(() -> guardian.gone().isPresent());

    assertEquals(Optional.of("the end of its guardian"), guardian.gone());
    guardian.close();
  }

  @Test
  void it_has_a_session_of_its_own() throws IOException {
    Path session = folder.resolve("session");

    armed(
            "ps -o sid= -p $$ > %s; echo $$ >> %s; echo armed; read word"
                .formatted(session, session),
            LONG)
        .close();

    List<String> lines = Files.readAllLines(session);
    assertFalse(lines.isEmpty());
    assertEquals(lines.get(1).strip(), lines.get(0).strip());
  }
}
