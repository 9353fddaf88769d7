package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.probe.Probe.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpQuestionTest {

  @Test
  void passes_where_the_peer_stays() throws Exception {
    try (ServerSocket server = listening()) {
      assertNull(ask(server.getLocalPort()).why());
    }
  }

  @Test
  void passes_where_the_peer_greets_and_goes() throws Exception {
    try (ServerSocket server = listening()) {
      serve(server, socket -> socket.getOutputStream().write('+'));
      assertNull(ask(server.getLocalPort()).why());
    }
  }

  @Test
  void fails_where_a_proxy_accepts_and_finds_nobody_behind_it() throws Exception {
    try (ServerSocket server = listening()) {
      serve(server, socket -> {});
      assertEquals(
          "connected, but was hung up on at once: nothing listens behind the port",
          ask(server.getLocalPort()).why());
    }
  }

  @Test
  void fails_where_nobody_listens() throws Exception {
    int port;
    try (ServerSocket server = listening()) {
      port = server.getLocalPort();
    }
    assertEquals("Connection refused", ask(port).why());
  }

  @Test
  void fails_where_the_name_leads_nowhere() throws Exception {
    Answer answer = new TcpQuestion("nowhere.invalid", 80).ask(null, Duration.ofSeconds(2));
    assertTrue(
        answer.why() != null && answer.why().matches("the name .* leads nowhere|no answer .*"),
        answer.why());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void refuses_a_port_that_there_is_not(int port) {
    assertThrows(IllegalArgumentException.class, () -> new TcpQuestion("localhost", port));
  }

  private static ServerSocket listening() throws Exception {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static Answer ask(int port) throws InterruptedException {
    return new TcpQuestion("127.0.0.1", port).ask(null, Duration.ofSeconds(2));
  }

  private interface Peer {
    void meet(Socket socket) throws Exception;
  }

  private static void serve(ServerSocket server, Peer peer) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                peer.meet(socket);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
