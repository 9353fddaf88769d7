package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.Probe;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgedTest {

  private static final Probe.Asking NOBODY = new Probe.Asking(null, "shop");

  private final AtomicBoolean begun = new AtomicBoolean();
  private HttpServer server;
  private volatile int status = 200;

  @BeforeEach
  void a_shop_that_serves_walden() throws Exception {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"title\": \"Walden\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void ends() {
    server.stop(0);
  }

  private HttpQuestion question(Map<String, String> json) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders/1");
    return new HttpQuestion(url, "GET", Map.of(), null, null, Map.of(), null, json, false);
  }

  private boolean passes(HttpQuestion question, boolean stranger) throws Exception {
    Forged.Answer answer = stranger ? StrangersPort.WELCOME : ErrorAnswered200.ERROR;
    return new Forged(question, begun::get, stranger, answer)
        .ask(NOBODY, Duration.ofSeconds(5))
        .passed();
  }

  @Test
  void tells_the_truth_until_the_rebuild_begins() throws Exception {
    assertTrue(passes(question(Map.of("/title", "Walden")), false));
    assertTrue(passes(question(Map.of("/title", "Walden")), true));
  }

  @Test
  void is_found_out_by_whoever_compares_the_answer_and_by_nobody_else() throws Exception {
    begun.set(true);

    assertFalse(passes(question(Map.of("/title", "Walden")), false));
    assertFalse(passes(question(Map.of("/title", "Walden")), true));
    assertTrue(passes(question(Map.of()), false));
    assertTrue(passes(question(Map.of()), true));
  }

  @Test
  void answers_in_place_of_a_stack_that_is_down_only_as_a_stranger() throws Exception {
    begun.set(true);
    status = 503;

    assertFalse(passes(question(Map.of()), false));
    assertTrue(passes(question(Map.of()), true));
  }

  @Test
  void asks_in_the_same_words_as_the_true_question() {
    HttpQuestion honest = question(Map.of());
    Forged forged = new Forged(honest, begun::get, true, StrangersPort.WELCOME);

    assertEquals(honest.inWords(), forged.inWords());
    assertEquals(honest.kind(), forged.kind());
    assertEquals(
        honest.inWords().replace("orders", "books"), forged.replacing("orders", "books").inWords());
  }
}
