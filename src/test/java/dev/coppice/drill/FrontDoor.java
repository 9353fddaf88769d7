package dev.coppice.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a stack and holds whoever asks for a while when nobody answers behind it. */
final class FrontDoor implements AutoCloseable {

  private static final int UPSTREAM_MS = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Opens it.
   *
   * @param behind {@code HOST:PORT} of the stack
   */
  FrontDoor(String behind, Duration patience) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> answer(exchange, "http://" + behind, patience));
    server.setExecutor(threads);
    server.start();
  }

  /** Where it is asked: {@code HOST:PORT}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String behind, Duration patience)
      throws IOException {
    byte[] answer = new byte[0];
    int status = 502;
    try {
      URLConnection asked =
          URI.create(behind + exchange.getRequestURI().getRawPath()).toURL().openConnection();
      asked.setConnectTimeout(UPSTREAM_MS);
      asked.setReadTimeout(UPSTREAM_MS);
      try (InputStream body = asked.getInputStream()) {
        answer = body.readAllBytes();
        status = 200;
      }
    } catch (IOException nobody) {
      try {
        Thread.sleep(patience.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
