package dev.coppice.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.coppice.stack.Tree;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One call on its way: it can be given up from another thread at any moment. */
final class Exchange<T> implements Callable<T> {

  /** What is made of an answer that is no error. */
  interface Reader<T> {
    T read(DockerHttpClient.Response response, InputStream body) throws IOException;
  }

  private static final int MAX_ERROR_BYTES = 64 << 10;

  private final DockerHttpClient client;
  private final String root;
  private final EngineCall call;
  private final Reader<T> reader;
  private final boolean keepOpen;
  private final long startedAt = System.nanoTime();
  private volatile long lastHeard = startedAt;
  private DockerHttpClient.@Nullable Response response;
  private boolean abandoned;

  /**
   * @param keepOpen whether the answer outlives the call, and the reader's caller closes it
   */
  Exchange(
      DockerHttpClient client, String root, EngineCall call, Reader<T> reader, boolean keepOpen) {
    this.client = client;
    this.root = root;
    this.call = call;
    this.reader = reader;
    this.keepOpen = keepOpen;
  }

  @Override
  public T call() throws IOException {
    TarSource stream = call.stream();
    if (stream == null) {
      return answered(request().bodyBytes(call.body()).build());
    }
    try (InputStream content = new Heard(stream.open())) {
      return answered(request().body(content).build());
    }
  }

  private DockerHttpClient.Request.Builder request() {
    return DockerHttpClient.Request.builder()
        .method(call.method())
        .path(root + call.path())
        .headers(call.headers());
  }

  private T answered(DockerHttpClient.Request request) throws IOException {
    DockerHttpClient.Response answer = client.execute(request);
    boolean kept = false;
    try {
      begun(answer);
      InputStream body = new Heard(answer.getBody());
      if (answer.getStatusCode() >= 400) {
        throw refusal(answer.getStatusCode(), body);
      }
      T read = reader.read(answer, body);
      kept = keepOpen;
      return read;
    } finally {
      if (!kept) {
        answer.close();
      }
    }
  }

  private synchronized void begun(DockerHttpClient.Response answer) throws IOException {
    if (abandoned) {
      throw new IOException("given up before it was answered");
    }
    response = answer;
    lastHeard = System.nanoTime();
  }

  /** Frees a read that blocks by closing the connection under it. */
  synchronized void abandon() {
    abandoned = true;
    if (response != null) {
      response.close();
    }
  }

  long nanosLeft() {
    long from = call.patient() ? lastHeard : startedAt;
    return from + call.limit().toNanos() - System.nanoTime();
  }

  private EngineException refusal(int status, InputStream body) throws IOException {
    byte[] content = body.readNBytes(MAX_ERROR_BYTES);
    String words = new String(content, StandardCharsets.UTF_8).strip();
    try {
      Tree error = Json.tree(content);
      words = error.at("message").text(words);
    } catch (IOException e) {
      // Not every proxy between us and the engine speaks JSON: then its words as they are.
    }
    return new EngineException(
        call.doing(), words.isEmpty() ? "the engine answered " + status : words, status, null);
  }

  private synchronized void requireWanted() throws IOException {
    if (abandoned) {
      throw new IOException("given up before it was answered");
    }
  }

  /** Notes when something last went by, and ends what is sent once it is given up. */
  private final class Heard extends FilterInputStream {

    Heard(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      requireWanted();
      int read = super.read();
      lastHeard = System.nanoTime();
      return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      requireWanted();
      int read = super.read(into, from, length);
      lastHeard = System.nanoTime();
      return read;
    }
  }
}
