package dev.coppice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.process.CommandRunner.Result;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SystemCommandsTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  @TempDir private Path folder;

  private static Command shell(String script) {
    return Command.of(LONG, "/bin/sh", "-c", script);
  }

  private static Result run(Command command) {
    return new SystemCommands(Duration.ofMillis(300)).run(command);
  }

  @Test
  void keeps_both_streams_and_the_exit_code() {
    assertEquals(
        new Result(3, "out\n", "err\n", false), run(shell("echo out; echo err >&2; exit 3")));
  }

  @Test
  void runs_in_its_folder_with_its_environment_added() {
    Result result =
        run(
            shell("pwd; echo $COPPICE_TEST; test -n \"$PATH\"")
                .in(folder)
                .with(Map.of("COPPICE_TEST", "here")));
    assertEquals(new Result(0, folder + "\nhere\n", "", false), result);
  }

  @Test
  void takes_no_part_of_an_argument_for_a_command() {
    assertEquals("$(id) ; `id`\n", run(Command.of(LONG, "echo", "$(id) ; `id`")).stdout());
  }

  @Test
  void reads_from_and_writes_to_files() throws Exception {
    Path input = Files.writeString(folder.resolve("in"), "bytes");
    Path output = folder.resolve("out");
    Result result = run(Command.of(LONG, "cat").reading(input).writing(output));
    assertEquals(new Result(0, "", "", false), result);
    assertEquals("bytes", Files.readString(output));
  }

  @Test
  void has_nothing_to_read_where_no_input_is_given() {
    assertEquals(new Result(0, "", "", false), run(Command.of(LONG, "cat")));
  }

  @Test
  void keeps_the_beginning_of_output_and_the_end_of_errors() {
    int more = CommandRunner.MAX_BYTES + 100_000;
    String script = "echo begin; head -c %d /dev/zero; echo end".formatted(more);
    Result out = run(shell(script));
    assertEquals(CommandRunner.MAX_BYTES, out.stdout().length());
    assertTrue(out.stdout().startsWith("begin\n"));
    Result err = run(shell("{ " + script + "; } >&2"));
    assertEquals(CommandRunner.MAX_BYTES, err.stderr().length());
    assertTrue(err.stderr().endsWith("end\n"));
  }

  @Test
  void kills_a_command_past_its_time_with_its_children() throws Exception {
    Path pid = folder.resolve("pid");
    Command command =
        new Command(
            shell("sleep 60 & echo $! >" + pid + "; echo begun; wait").argv(),
            null,
            Map.of(),
            null,
            null,
            Duration.ofMillis(300));
    assertEquals(new Result(-1, "begun\n", "", true), run(command));
    long child = Long.parseLong(Files.readString(pid).strip());
    assertTrue(ends(child), "the child " + child + " is still there");
  }

  @Test
  void does_not_wait_for_what_a_command_leaves_behind() throws Exception {
    Path pid = folder.resolve("pid");
    Result result = run(shell("sleep 60 & echo $! >" + pid + "; echo done"));
    assertEquals(new Result(0, "done\n", "", false), result);
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void an_interrupted_command_is_killed_and_the_thread_stays_interrupted() {
    Thread.currentThread().interrupt();
    Result result = run(shell("exec sleep 60"));
    assertTrue(Thread.interrupted(), "the flag is restored");
    assertEquals(-1, result.exitCode());
    assertFalse(result.succeeded());
    assertFalse(result.timedOut());
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    UncheckedIOException thrown =
        assertThrows(
            UncheckedIOException.class, () -> run(Command.of(LONG, "coppice-no-such-program")));
    assertTrue(
        thrown.getMessage().startsWith("tried to run coppice-no-such-program but failed because:"),
        thrown.getMessage());
  }

  private static boolean ends(long pid) throws InterruptedException {
    for (int look = 0; look < 1000; look++) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }
}
