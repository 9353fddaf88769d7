package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpQuestionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private HttpServer server;
  private ExecutorService threads;

  @BeforeEach
  void serve() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          /title | Walden | -
          /title | walden | /title is "Walden", not "walden"
          /year  | 1854   | -
          /year  | 1854.0 | -
          /year  | 1855   | /year is "1854", not "1855"
          /price | 9.9    | -
          /isbn  | 0123   | -
          /isbn  | 123    | /isbn is "0123", not "123"
          /sold  | true   | -
          /tags/0| wood   | -
          /tags  | wood   | /tags is "["wood"]", not "wood"
          /pages | 1      | /pages is missing in the answer
          """)
  void compares_the_scalar_at_a_pointer(String pointer, String expected, String why)
      throws Exception {
    answers(
        200,
        """
        {"title":"Walden","year":1854,"price":9.90,"isbn":"0123","sold":true,"tags":["wood"]}""");

    assertEquals(why, ask(expecting(200, Map.of(), null, Map.of(pointer, expected))));
  }

  @Test
  void fails_where_json_was_expected_and_something_else_came() throws Exception {
    answers(200, "<html>");
    String why = ask(expecting(200, Map.of(), null, Map.of("/a", "1")));
    assertTrue(why.startsWith("the answer is no JSON: "), why);

    answers(200, "{\"a\":1} and more");
    assertNotNull(ask(expecting(200, Map.of(), null, Map.of("/a", "1"))));
  }

  @Test
  void compares_status_headers_and_body() throws Exception {
    answers(200, "Walden");
    Comparison walden = new Comparison(null, "Wal", null, null, null);

    assertNull(ask(expecting(200, Map.of("x-from", "api"), walden, Map.of())));
    assertEquals(
        "status 200 instead of 404",
        ask(expecting(404, Map.of("x-from", "api"), walden, Map.of())));
    assertEquals(
        "header X-From is \"api\", not \"web\"",
        ask(expecting(200, Map.of("X-From", "web"), null, Map.of())));
    assertEquals(
        "header X-Not is missing, not \"web\"",
        ask(expecting(200, Map.of("X-Not", "web"), null, Map.of())));
    assertEquals(
        "\"Walden\" does not contain \"x\"",
        ask(expecting(200, Map.of(), new Comparison(null, "x", null, null, null), Map.of())));
  }

  @Test
  void sends_what_the_scenario_says_on_a_connection_of_its_own() throws Exception {
    server.createContext(
        "/",
        exchange ->
            send(
                exchange,
                201,
                String.join(
                    " ",
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestHeaders().getFirst("Connection"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))));
    HttpQuestion question =
        new HttpQuestion(
            url("/"),
            "POST",
            Map.of("Host", "shop.example", "Authorization", "Basic secret"),
            "größer",
            201,
            Map.of(),
            new Comparison("POST shop.example close Basic secret größer", null, null, null, null),
            Map.of(),
            false);

    assertNull(ask(question));
  }

  @Test
  void a_body_that_drips_ends_with_the_timeout_of_the_whole_exchange() throws Exception {
    server.createContext("/", exchange -> drip(exchange, 1, 20));

    long start = System.nanoTime();
    String why = get().ask(null, Duration.ofMillis(200)).why();

    assertTrue(why.matches("no (complete )?answer within 200 ms"), why);
    assertTrue(System.nanoTime() - start < 2_000_000_000L, "it took far longer than its timeout");
  }

  @Test
  void an_answer_that_never_comes_ends_with_the_timeout() throws Exception {
    server.createContext("/", exchange -> pause(10_000));

    String why = get().ask(null, Duration.ofMillis(100)).why();

    assertTrue(why.matches("no (complete )?answer within 100 ms"), why);
  }

  @Test
  void a_body_without_end_is_given_up_at_its_cap() throws Exception {
    server.createContext("/", exchange -> drip(exchange, 64 << 10, 0));

    assertEquals("the answer is longer than 1 MiB", ask(get()));
  }

  @Test
  void a_redirect_is_followed_only_where_asked_for_and_never_for_ever() throws Exception {
    answers(200, "");
    redirects("/once", "/");
    redirects("/loop", "/loop");

    assertEquals("status 302 instead of 200", ask(following("/once", false)));
    assertNull(ask(following("/once", true)));
    String why = ask(following("/loop", true));
    assertTrue(Set.of("status 302 instead of 200", "Too many retries").contains(why), why);
  }

  @Test
  void fails_where_nobody_listens() throws Exception {
    HttpQuestion question = get();
    server.stop(0);
    assertEquals("no connection: nobody listens there", ask(question));
    assertEquals(
        "the name of the host leads nowhere",
        ask(
            new HttpQuestion(
                URI.create("http://nowhere.invalid/"),
                "GET",
                Map.of(),
                null,
                200,
                Map.of(),
                null,
                Map.of(),
                false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/",
        "/orders",
        "http:///orders",
        "http://u:p@127.0.0.1/",
        "http://h:99999/"
      })
  void refuses_an_address_that_cannot_be_asked(String url) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HttpQuestion(
                URI.create(url), "GET", Map.of(), null, 200, Map.of(), null, Map.of(), false));
  }

  @Test
  void refuses_what_cannot_be_sent_or_compared() {
    refuses("GET", Map.of("Bad Name", "v"), 200, Map.of(), false);
    refuses("GET", Map.of("Content-Length", "1"), 200, Map.of(), false);
    refuses("GE T", Map.of(), 200, Map.of(), false);
    refuses("GET", Map.of(), 99, Map.of(), false);
    refuses("GET", Map.of(), 200, Map.of("title", "Walden"), false);
    refuses("HEAD", Map.of(), 200, Map.of("/title", "Walden"), false);
    refuses("GET", Map.of("Authorization", "x"), 200, Map.of(), true);
  }

  @Test
  void neither_words_nor_complaints_tell_a_secret() {
    HttpQuestion question =
        new HttpQuestion(
            URI.create("http://h/a?token=s3cret"),
            "GET",
            Map.of("Authorization", "s3cret"),
            "s3cret",
            200,
            Map.of(),
            null,
            Map.of(),
            false);
    assertEquals("GET http://h/a?… is 200", question.inWords());
    assertFalse(question.toString().contains("s3cret"));

    IllegalArgumentException complaint =
        assertThrows(
            IllegalArgumentException.class,
            () -> refusable("GET", Map.of("Authorization", "s3cret\n"), 200, Map.of(), false));
    assertFalse(complaint.getMessage().contains("s3cret"), complaint.getMessage());
  }

  private static void refuses(
      String method,
      Map<String, String> headers,
      int status,
      Map<String, String> json,
      boolean follow) {
    assertThrows(
        IllegalArgumentException.class, () -> refusable(method, headers, status, json, follow));
  }

  private static HttpQuestion refusable(
      String method,
      Map<String, String> headers,
      int status,
      Map<String, String> json,
      boolean follow) {
    return new HttpQuestion(
        URI.create("http://h/"), method, headers, null, status, Map.of(), null, json, follow);
  }

  private HttpQuestion get() {
    return expecting(200, Map.of(), null, Map.of());
  }

  private HttpQuestion expecting(
      int status, Map<String, String> header, Comparison answer, Map<String, String> json) {
    return new HttpQuestion(url("/"), "GET", Map.of(), null, status, header, answer, json, false);
  }

  private HttpQuestion following(String path, boolean follow) {
    return new HttpQuestion(
        url(path), "GET", Map.of(), null, 200, Map.of(), null, Map.of(), follow);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static String ask(HttpQuestion question) throws InterruptedException {
    return question.ask(null, TIMEOUT).why();
  }

  private void answers(int status, String body) {
    try {
      server.removeContext("/");
    } catch (IllegalArgumentException none) {
      // The first answer of this test.
    }
    server.createContext("/", exchange -> send(exchange, status, body));
  }

  private void redirects(String from, String to) {
    server.createContext(
        from,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          send(exchange, 302, "");
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-From", "api");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void drip(HttpExchange exchange, int bytes, long everyMs) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < 1000; i++) {
      exchange.getResponseBody().write(new byte[bytes]);
      exchange.getResponseBody().flush();
      pause(everyMs);
    }
    exchange.close();
  }

  private static void pause(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
