package dev.coppice.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Commands that outlived the process that started them. They would go on beside whoever takes its
 * work up, so they are found by a variable of their environment and ended.
 */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Leftovers() {}

  /**
   * Ends every process of this user that carries the variable with that value, and waits for it.
   *
   * @return how many there were
   */
  static int end(String variable, String value) {
    String wanted = variable + "=" + value;
    long own = ProcessHandle.current().pid();
    List<ProcessHandle> left =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != own && carries(process.pid(), wanted))
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : left) {
      await(process.onExit());
    }
    return left.size();
  }

  private static boolean carries(long pid, String wanted) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "environ"));
      return ("\0" + new String(environment, StandardCharsets.UTF_8) + "\0")
          .contains("\0" + wanted + "\0");
    } catch (IOException e) {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  }

  private static void await(CompletableFuture<ProcessHandle> end) {
    try {
      end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // A killed process that does not go away is in the kernel's hands; it does no work any more.
      return;
    }
  }
}
