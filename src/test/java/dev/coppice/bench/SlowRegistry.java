package dev.coppice.bench;

import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry of a test engine as if it were far away: a proxy before it hands on no more than
 * {@value #BYTES_PER_SECOND} bytes a second, all connections together.
 */
final class SlowRegistry implements AutoCloseable {

  private static final long BYTES_PER_SECOND = 20_000_000;
  private static final int PART = 64 << 10;
  private static final int SHARED_MB = 20;
  private static final int OWN_MB = 10;

  private final TestEngine engine;
  private final ServerSocket server;
  private final InetSocketAddress registry;
  private final String address;
  private long free = System.nanoTime();

  SlowRegistry(TestEngine engine) {
    this.engine = engine;
    String[] at = engine.startRegistry().split(":", 2);
    registry = new InetSocketAddress(at[0], Integer.parseInt(at[1]));
    try {
      server = new ServerSocket(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    address = engine.gateway() + ":" + server.getLocalPort();
    daemon(this::accept);
  }

  /** Its address, the same for the engine and for the host. */
  String address() {
    return address;
  }

  /**
   * Pushes images that share a layer and have one of their own, of bytes that cannot be compressed.
   *
   * @return the references by which they are pulled, by the names
   */
  Map<String, String> images(List<String> names) {
    engine.loadBusybox();
    String base = with(TestEngine.BUSYBOX, SHARED_MB, "shared");
    Map<String, String> references = new LinkedHashMap<>();
    List<String> made = new ArrayList<>(List.of(base));
    for (String name : names) {
      String image = with(base, OWN_MB, "own");
      engine.push(image, "pulled-" + name + ":1");
      references.put(name, address + "/pulled-" + name + ":1");
      made.add(0, image);
    }
    // By their other names they would be somebody else's.
    made.forEach(image -> engine.docker("rmi", "--force", image));
    return references;
  }

  private String with(String image, int megabytes, String file) {
    String fill = "head -c %d000000 /dev/urandom > /%s".formatted(megabytes, file);
    String container = engine.docker("run", "-d", image, "sh", "-c", fill);
    engine.docker("wait", container);
    String made = engine.docker("commit", container);
    engine.docker("rm", container);
    return made;
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "slow registry");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket there = new Socket();
        there.connect(registry);
        daemon(() -> pass(client, there, false));
        daemon(() -> pass(there, client, true));
      } catch (IOException closed) {
        // It was told to end, or somebody hung up.
      }
    }
  }

  private void pass(Socket from, Socket to, boolean slowly) {
    byte[] part = new byte[PART];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        if (slowly) {
          awaitTurn(read);
        }
        out.write(part, 0, read);
      }
    } catch (IOException hungUp) {
      // Whoever reads an answer to its end hangs up.
    }
  }

  /** So many bytes take their time on the one line that all connections share. */
  private void awaitTurn(int bytes) {
    long until;
    synchronized (this) {
      free = Math.max(free, System.nanoTime()) + bytes * 1_000_000_000L / BYTES_PER_SECOND;
      until = free;
    }
    Observer.pause(Math.max(0, (until - System.nanoTime()) / 1_000_000));
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
