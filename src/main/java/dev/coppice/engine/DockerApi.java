package dev.coppice.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Engine API as JSON over docker-java's transport, so that nothing a request or an answer holds
 * is lost on the way. One serves all threads.
 */
final class DockerApi implements AutoCloseable {

  private static final int MAX_JSON_BYTES = 64 << 20;

  private final DockerHttpClient client;
  private final String root;
  private final ExecutorService workers;

  /** Speaks no particular version. */
  DockerApi(DockerHttpClient client) {
    this(client, "", Executors.newCachedThreadPool(DockerApi::worker));
  }

  private DockerApi(DockerHttpClient client, String root, ExecutorService workers) {
    this.client = client;
    this.root = root;
    this.workers = workers;
  }

  /** The same client, speaking one version. */
  DockerApi speaking(String version) {
    return new DockerApi(client, "/v" + version, workers);
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "engine-call");
    thread.setDaemon(true);
    return thread;
  }

  /** The answer as a tree. */
  Tree json(EngineCall call) {
    return exchange(call, DockerApi::tree);
  }

  /** Reads the whole body of an answer. */
  static Tree tree(DockerHttpClient.Response response, InputStream body) throws IOException {
    return Json.tree(body.readNBytes(MAX_JSON_BYTES));
  }

  /** The answer, or nothing where the engine says that the object is not there. */
  Optional<Tree> find(EngineCall call) {
    try {
      return Optional.of(json(call));
    } catch (EngineException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Sends what is answered by success alone; 304, already so, is one. */
  void send(EngineCall call) {
    json(call);
  }

  <T> T exchange(EngineCall call, Exchange.Reader<T> reader) {
    return attempt(call, reader).orElseThrow(() -> tooLate(call));
  }

  /** As {@link #exchange}, but nothing where time was up. */
  <T> Optional<T> attempt(EngineCall call, Exchange.Reader<T> reader) {
    return carryOut(call, new Exchange<>(client, root, call, reader, false));
  }

  /** Opens an answer without an end, which the caller closes; the limit is for its beginning. */
  DockerHttpClient.Response open(EngineCall call) {
    return carryOut(call, new Exchange<>(client, root, call, (response, body) -> response, true))
        .orElseThrow(() -> tooLate(call));
  }

  /**
   * Makes the call on a thread of its own, since the transport's timeout is ignored on unix sockets
   * and a read on a TCP socket cannot be interrupted: the caller is never held past the limit.
   */
  private <T> Optional<T> carryOut(EngineCall call, Exchange<T> exchange) {
    Future<T> future = workers.submit(exchange);
    try {
      return awaited(future, exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(call.doing(), "it was interrupted", 0, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException refused) {
        throw refused;
      }
      throw new EngineException(call.doing(), words(e), 0, e);
    } finally {
      if (!future.isDone()) {
        exchange.abandon();
        future.cancel(true);
      }
    }
  }

  private static <T> Optional<T> awaited(Future<T> future, Exchange<T> exchange)
      throws InterruptedException, ExecutionException {
    for (long left = exchange.nanosLeft(); left > 0; left = exchange.nanosLeft()) {
      try {
        return Optional.of(future.get(left, TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        // A patient call may have been heard from meanwhile: what is left says so.
      }
    }
    return Optional.empty();
  }

  private static EngineException tooLate(EngineCall call) {
    return new EngineException(
        call.doing(),
        "the engine gave no answer for " + Math.max(1, call.limit().toSeconds()) + " s",
        0,
        null);
  }

  /** What the deepest cause says: the layers above it only repeat it with class names. */
  static String words(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null
        ? "the connection broke (" + deepest.getClass().getSimpleName() + ")"
        : message;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      // Nothing is lost: every answer that mattered has been read.
    }
  }
}
