package dev.coppice.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Stands between a tool and its engine and sees from outside what the one asks of the other. It can
 * lose a request, or its answer.
 */
final class EngineProxy implements AutoCloseable {

  /** What becomes of a request. */
  enum Fate {
    PASSES,
    REQUEST_IS_LOST,
    ANSWER_IS_LOST
  }

  private final ServerSocket server;
  private final String host;
  private final int port;
  private final List<Call> calls = new ArrayList<>();
  private volatile Function<Call, Fate> fate = call -> Fate.PASSES;

  /**
   * Begins to listen on a port of loopback.
   *
   * @param engine its address, {@code tcp://HOST:PORT}
   */
  EngineProxy(String engine) {
    URI uri = URI.create(engine);
    host = uri.getHost();
    port = uri.getPort();
    try {
      server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("proxy", this::accept);
  }

  String endpoint() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  /** Decides about each request before it is passed on; it may take its time. */
  void decide(Function<Call, Fate> fate) {
    this.fate = fate;
  }

  /** The requests seen since the last forgetting, in order. */
  List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  void forget() {
    synchronized (calls) {
      calls.clear();
    }
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        daemon("proxy-requests", () -> serve(client));
      } catch (IOException e) {
        // Closed: nobody is served any more.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket engine = new Socket(host, port)) {
      engine.setTcpNoDelay(true);
      new Connection(client, engine).carry();
    } catch (IOException e) {
      // Either side hung up, and so does the other.
    }
  }

  /** One connection of a client, and the one that goes on from here. */
  private final class Connection {

    private final Socket client;
    private final Socket engine;
    private final long process;

    /** Requests whose answers are still to come. */
    private final Deque<Pending> pending = new ArrayDeque<>();

    Connection(Socket client, Socket engine) {
      this.client = client;
      this.engine = engine;
      process = Peers.processOf(client.getPort(), server.getLocalPort());
    }

    void carry() throws IOException {
      Thread answers =
          new Thread(
              () -> {
                try {
                  answers();
                } catch (IOException e) {
                  // Hung up.
                } finally {
                  hangUp();
                }
              },
              "proxy-answers");
      answers.setDaemon(true);
      answers.start();
      try {
        requests();
        engine.shutdownOutput();
        answers.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        hangUp();
      }
    }

    private void hangUp() {
      for (Socket socket : List.of(client, engine)) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is gone, which was wanted.
        }
      }
    }

    private void requests() throws IOException {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = engine.getOutputStream();
      for (Head head = Head.read(in); head != null; head = Head.read(in)) {
        Call call = new Call(head.word(0), head.word(1), process, System.nanoTime());
        Fate decided = fate.apply(call);
        synchronized (calls) {
          calls.add(call);
        }
        if (decided == Fate.REQUEST_IS_LOST) {
          hangUp();
          return;
        }
        synchronized (pending) {
          pending.add(new Pending(call, decided == Fate.ANSWER_IS_LOST, head.isUpgrade()));
        }
        out.write(head.bytes());
        if (head.isUpgrade()) {
          in.transferTo(out);
          return;
        }
        head.copyBody(in, out, false);
        out.flush();
      }
    }

    private void answers() throws IOException {
      InputStream in = new BufferedInputStream(engine.getInputStream());
      OutputStream out = client.getOutputStream();
      for (Head head = Head.read(in); head != null; head = Head.read(in)) {
        int status = Integer.parseInt(head.word(1));
        if (status == 100) {
          out.write(head.bytes());
          continue;
        }
        Pending asked;
        synchronized (pending) {
          asked = pending.removeFirst();
        }
        asked.call().answered(status);
        if (asked.loses()) {
          return;
        }
        out.write(head.bytes());
        if (status == 101 || asked.upgrade()) {
          in.transferTo(out);
          client.shutdownOutput();
          return;
        }
        if (status != 204 && status != 304 && !asked.call().method().equals("HEAD")) {
          head.copyBody(in, out, true);
        }
        out.flush();
      }
    }
  }

  private record Pending(Call call, boolean loses, boolean upgrade) {}

  /** First line and headers of a message, as they came. */
  private record Head(String text) {

    static Head read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int last4 = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
        last4 = last4 << 8 | b;
        if (last4 == 0x0d0a0d0a) {
          return new Head(bytes.toString(StandardCharsets.ISO_8859_1));
        }
      }
      return null;
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String word(int index) {
      return text.split(" ", 3)[index];
    }

    String header(String name) {
      for (String line : text.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
          return line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT);
        }
      }
      return "";
    }

    boolean isUpgrade() {
      return header("connection").contains("upgrade");
    }

    /**
     * Passes the body on.
     *
     * @param untilEnd whether one without a length goes on to the end of the stream
     */
    void copyBody(InputStream in, OutputStream out, boolean untilEnd) throws IOException {
      if (header("transfer-encoding").contains("chunked")) {
        copyChunks(in, out);
      } else if (!header("content-length").isEmpty()) {
        copy(in, out, Long.parseLong(header("content-length")));
      } else if (untilEnd) {
        in.transferTo(out);
      }
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
      while (true) {
        byte[] size = line(in);
        out.write(size);
        String hex = new String(size, StandardCharsets.ISO_8859_1).split(";")[0].strip();
        long bytes = Long.parseLong(hex, 16);
        copy(in, out, bytes);
        byte[] end = line(in);
        while (bytes == 0 && end.length > 2) {
          out.write(end);
          end = line(in);
        }
        out.write(end);
        out.flush();
        if (bytes == 0) {
          return;
        }
      }
    }

    private static byte[] line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b;
      do {
        b = in.read();
        if (b < 0) {
          throw new IOException("hung up in the middle");
        }
        line.write(b);
      } while (b != '\n');
      return line.toByteArray();
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
      byte[] buffer = new byte[1 << 16];
      for (long left = bytes; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new IOException("hung up in the middle");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
