package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DockerApiTest {

  private static final EngineCall CALL = EngineCall.get("inspect volume v", "/volumes/v");
  private static final Duration SHORT = Duration.ofMillis(60);

  @Test
  void an_answer_is_a_tree() {
    assertEquals("v", answering(200, "{\"Name\":\"v\"}").json(CALL).at("Name").text());
    assertEquals(Optional.empty(), answering(404, "{\"message\":\"no\"}").find(CALL));
  }

  @Test
  void an_answer_without_a_body_is_success() {
    answering(204, "").send(CALL);
    answering(304, "").send(CALL);
  }

  @Test
  void a_refusal_speaks_in_the_engines_words() {
    EngineException refused =
        assertThrows(
            EngineException.class, () -> answering(409, "{\"message\":\"in use\"}").json(CALL));
    assertEquals("tried to inspect volume v but failed because: in use", refused.getMessage());
    assertEquals(409, refused.status());
  }

  @Test
  void a_refusal_by_what_is_no_engine_is_told_as_it_is() {
    assertEquals("Bad gateway", refusal(502, "Bad gateway\n").why());
    assertEquals("the engine answered 502", refusal(502, "").why());
  }

  private static EngineException refusal(int status, String body) {
    return assertThrows(EngineException.class, () -> answering(status, body).json(CALL));
  }

  @Test
  void a_broken_connection_tells_the_deepest_cause() {
    DockerApi api =
        new DockerApi(
            client(
                () -> {
                  throw new RuntimeException(new IOException("Connection refused"));
                }));
    EngineException broken = assertThrows(EngineException.class, () -> api.json(CALL));
    assertEquals("Connection refused", broken.why());
    assertEquals(0, broken.status());
  }

  @Test
  void an_engine_that_never_answers_is_given_up() {
    CountDownLatch never = new CountDownLatch(1);
    DockerApi api =
        new DockerApi(
            client(
                () -> {
                  never.await();
                  return new Answer(200, InputStream.nullInputStream());
                }));
    assertTimely(() -> api.json(CALL.within(SHORT)));
    assertEquals(Optional.empty(), api.attempt(CALL.within(SHORT), DockerApi::tree));
  }

  @Test
  void a_body_that_drips_past_the_limit_is_cut_off() {
    assertTimely(() -> answering(dripping(1000)).json(CALL.within(SHORT)));
  }

  @Test
  void a_patient_call_waits_as_long_as_something_comes() {
    byte[] read =
        answering(dripping(20))
            .exchange(CALL.patiently(SHORT), (response, body) -> body.readAllBytes());
    assertEquals(20, read.length);
  }

  @Test
  void an_interrupted_caller_is_let_go_and_stays_interrupted() {
    Thread.currentThread().interrupt();
    assertTimely(() -> answering(dripping(1000)).json(CALL));
    assertTrue(Thread.interrupted());
  }

  private static void assertTimely(Runnable call) {
    long started = System.nanoTime();
    assertThrows(EngineException.class, call::run);
    long ms = (System.nanoTime() - started) / 1_000_000;
    assertTrue(ms < 3000, "took " + ms + " ms");
  }

  /** One byte every 10 ms. */
  private static InputStream dripping(int bytes) {
    return new InputStream() {
      private int left = bytes;

      @Override
      public int read() throws IOException {
        if (left-- <= 0) {
          return -1;
        }
        try {
          Thread.sleep(10);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return ' ';
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = read();
        if (read < 0) {
          return -1;
        }
        into[from] = (byte) read;
        return 1;
      }
    };
  }

  private static DockerApi answering(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new DockerApi(client(() -> new Answer(status, new ByteArrayInputStream(bytes))));
  }

  private static DockerApi answering(InputStream body) {
    return new DockerApi(client(() -> new Answer(200, body)));
  }

  private interface Execution {
    DockerHttpClient.Response execute() throws InterruptedException;
  }

  private static DockerHttpClient client(Execution execution) {
    return new DockerHttpClient() {
      @Override
      public Response execute(Request request) {
        try {
          return execution.execute();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private record Answer(int status, InputStream body) implements DockerHttpClient.Response {

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Map.of();
    }

    @Override
    public InputStream getBody() {
      return body;
    }

    @Override
    public void close() {}
  }
}
