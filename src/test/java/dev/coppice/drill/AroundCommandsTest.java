package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Redaction;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AroundCommandsTest {

  @TempDir Path folder;
  private final List<Command> run = new ArrayList<>();
  private CommandRunner world =
      command -> {
        run.add(command);
        return switch (command.argv().get(0)) {
          case "fails" -> new CommandRunner.Result(3, "", "some\nno such alert\n", false);
          case "hangs" -> new CommandRunner.Result(-1, "", "", true);
          case "tells" -> new CommandRunner.Result(0, "hush hush and open sesame\n", "", false);
          case "missing" -> throw new UncheckedIOException(new IOException("no such program"));
          default -> new CommandRunner.Result(0, "fine\n", "", false);
        };
      };

  private AroundCommands around(List<List<String>> before, List<List<String>> after) {
    Redaction redaction = new Redaction(Set.of("open sesame"), Set.of());
    return new AroundCommands(
        new Scenario.Around(before, after, null, null, null, null),
        Path.of("/srv/shop"),
        Bundle.create(folder, redaction),
        AroundCommands.told("r1", "shop", "box"),
        Map.of("PAGER_TOKEN", "hush hush", "HOME", "/root"),
        when -> command -> world.run(command));
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve("logs").resolve(name));
  }

  @Test
  void runs_programs_of_the_scenarios_folder_there_and_tells_them_which_run_it_is()
      throws Exception {
    around(List.of(List.of("./silence", "30m"), List.of("drain")), List.of()).before();

    assertEquals(List.of("/srv/shop/silence", "30m"), run.get(0).argv());
    assertEquals(List.of("drain"), run.get(1).argv());
    assertEquals(Path.of("/srv/shop"), run.get(0).folder());
    assertEquals(
        Map.of(
            "COPPICE_RUN",
            "r1",
            "COPPICE_STACK",
            "shop",
            "COPPICE_ENGINE",
            "box",
            "COPPICE_WHEN",
            "before"),
        run.get(0).environment());
    assertEquals("fine\n", log("before-2.log"));
  }

  @Test
  void refuses_the_run_at_the_first_that_fails_and_still_runs_what_comes_at_the_end() {
    AroundCommands around =
        around(List.of(List.of("fails"), List.of("drain")), List.of(List.of("wake")));

    RefusedException refused = assertThrows(RefusedException.class, around::before);

    assertTrue(refused.getMessage().contains("fails failed with exit code 3: no such alert"));
    assertEquals(1, run.size());
    assertEquals(List.of(), around.after());
    assertEquals(List.of("wake"), run.get(1).argv());
  }

  @Test
  void runs_all_that_comes_at_the_end_and_tells_what_failed() {
    AroundCommands around =
        around(List.of(), List.of(List.of("missing"), List.of("hangs"), List.of("wake")));
    around.goesOn();

    List<String> failures = around.after();

    assertEquals(3, run.size());
    assertEquals(2, failures.size());
    assertTrue(failures.get(0).contains("the after command missing could not be run"));
    assertTrue(failures.get(1).contains("was not done within 2 minutes"));
  }

  @Test
  void runs_nothing_at_the_end_of_a_run_that_never_came_to_its_beginning() {
    assertEquals(List.of(), around(List.of(), List.of(List.of("wake"))).after());
    assertEquals(List.of(), run);
  }

  @Test
  void keeps_secrets_of_the_scenario_and_of_the_environment_out_of_the_logs() throws Exception {
    around(List.of(List.of("tells")), List.of()).before();

    assertFalse(log("before-1.log").contains("sesame"), log("before-1.log"));
    assertFalse(log("before-1.log").contains("hush"), log("before-1.log"));
  }

  @Test
  void ends_at_once_where_the_run_is_asked_to_stop() {
    AroundCommands around = around(List.of(List.of("drain")), List.of());
    world =
        command -> {
          Thread.currentThread().interrupt();
          return new CommandRunner.Result(-1, "", "interrupted", false);
        };

    assertThrows(InterruptedException.class, around::before);
    assertFalse(Thread.interrupted());
  }
}
