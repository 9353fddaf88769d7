package dev.coppice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void finds_this_very_process() throws IOException {
    try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String words = Listeners.HERE.on(here.getLocalPort()).orElseThrow();

      assertEquals(
          "(process " + ProcessHandle.current().pid() + ")", words.replaceAll("^.* \\(", "("));
    }
  }

  @Test
  void tells_nothing_where_nobody_listens_and_where_nothing_can_be_read(@TempDir Path proc)
      throws IOException {
    assertEquals(Optional.empty(), new Listeners(proc).on(80));

    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/tcp"),
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
            + " inode\n"
            + "   0: 0100007F:0050 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0   "
            + "     0 77 1\n");
    assertEquals(Optional.empty(), new Listeners(proc).on(80));
  }
}
