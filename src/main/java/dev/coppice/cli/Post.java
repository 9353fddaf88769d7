package dev.coppice.cli;

import dev.coppice.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends JSON, and again where the other side is not ready: all of it takes a bounded time. */
final class Post {

  static final Post USUAL =
      new Post(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)), Duration.ofSeconds(5));

  /** It may be ready later; whatever else it answers it would answer again. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final List<Duration> pauses;
  private final Duration patience;

  /**
   * Tries as often as there are pauses, and once more.
   *
   * @param patience for each try, to the end of the answer
   */
  Post(List<Duration> pauses, Duration patience) {
    this.pauses = List.copyOf(pauses);
    this.patience = patience;
  }

  /**
   * Sends it; says how it was taken.
   *
   * @throws IOException where it was not
   */
  String json(URI url, Map<String, String> headers, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("User-Agent", "coppice")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    String why = "";
    for (int tried = 1; ; tried++) {
      try {
        int status = status(client, request.build());
        if (status >= 200 && status < 300) {
          return "told, status %d at try %d".formatted(status, tried);
        }
        why = "status " + status;
        if (!LATER.contains(status)) {
          throw new IOException(why);
        }
      } catch (ExecutionException | TimeoutException failed) {
        why = failed.getCause() == null ? "no answer in time" : words(failed.getCause());
      }
      if (tried > pauses.size()) {
        throw new IOException("%s, tried %d times".formatted(why, tried));
      }
      pause(pauses.get(tried - 1));
    }
  }

  /** The whole exchange is bounded: a request's own timeout lets a body drip on. */
  private int status(HttpClient client, HttpRequest request)
      throws IOException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static void pause(Duration pause) throws IOException {
    try {
      Time.SYSTEM.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
