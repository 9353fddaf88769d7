package dev.coppice.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer, bounded in time and bytes. */
final class HttpExchange {

  /** How much of a body is read: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  static {
    // Read once by the client: without it neither a name of a virtual host can be asked for, nor a
    // connection of its own for each question, and an old connection may lead to what is gone.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
  }

  private HttpExchange() {}

  // Each is made when it is first needed: a scenario is read far more often than asked.

  private static final class Plain {
    static final HttpClient CLIENT =
        client(HttpClient.Redirect.NEVER).sslContext(new NoTls()).build();
  }

  private static final class Staying {
    static final HttpClient CLIENT = client(HttpClient.Redirect.NEVER).build();
  }

  /** Where a redirect leads is not known before. */
  private static final class Following {
    static final HttpClient CLIENT = client(HttpClient.Redirect.NORMAL).build();
  }

  /** HTTP/1.1 without a proxy: what is asked is the stack and not what stands in front of it. */
  private static HttpClient.Builder client(HttpClient.Redirect redirect) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .followRedirects(redirect);
  }

  private static HttpClient clientFor(HttpRequest request, boolean follow) {
    if (follow) {
      return Following.CLIENT;
    }
    boolean isPlain = "http".equalsIgnoreCase(request.uri().getScheme());
    return isPlain ? Plain.CLIENT : Staying.CLIENT;
  }

  static HttpRequest.Builder newRequest(URI url) {
    return HttpRequest.newBuilder(url).header("Connection", "close");
  }

  /**
   * Sends a request and reads the answer to its end.
   *
   * @throws IOException in words for a person, where there was no complete answer
   */
  static HttpResponse<byte[]> send(HttpRequest request, boolean follow, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        clientFor(request, follow).sendAsync(request, response -> new CappedBody(MAX_BYTES));
    try {
      // The client's own timeout ends with the headers: a body may drip for as long as it likes.
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no complete answer within " + Words.of(timeout), e);
    } catch (ExecutionException e) {
      throw new IOException(inWords(e), e);
    } finally {
      answer.cancel(true);
    }
  }

  /** The client hides why it found no connection in causes that mostly say nothing. */
  private static String inWords(Throwable failure) {
    boolean connecting = false;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the name of the host leads nowhere";
      }
      if (cause.getMessage() != null) {
        return Words.of(cause);
      }
      connecting |= cause instanceof ConnectException;
    }
    return connecting ? "no connection: nobody listens there" : Words.of(failure);
  }
}
