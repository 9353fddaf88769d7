package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void tells_a_port_that_is_taken_from_one_that_is_free() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
      assertFalse(Ports.isFree("127.0.0.1", port));
    }
    assertTrue(Ports.isFree("127.0.0.1", port));
  }

  @Test
  void does_not_call_a_port_taken_that_only_we_cannot_bind() {
    // An address of nobody's here, kept for documentation (RFC 5737).
    assertTrue(Ports.isFree("192.0.2.1", 8080));
  }
}
