package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.scenario.Outlets;
import dev.coppice.verify.HonestBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {

  private static final Post QUICK =
      new Post(List.of(Duration.ofMillis(5), Duration.ofMillis(5)), Duration.ofSeconds(20));

  @TempDir Path folder;

  /** What a receiver got. */
  private record Got(String path, Map<String, List<String>> headers, String body) {}

  private final List<Got> got = new ArrayList<>();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private List<Integer> answers = List.of(200);
  private Bundle bundle;
  private Evidence evidence;

  @BeforeEach
  void a_receiver_and_an_honest_bundle() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int status;
          synchronized (got) {
            status = answers.get(Math.min(got.size(), answers.size() - 1));
            got.add(
                new Got(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(body, StandardCharsets.UTF_8)));
          }
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.createContext(
        "/drips",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1_000; i++) {
              out.write('.');
              out.flush();
              Thread.sleep(20);
            }
          } catch (IOException | InterruptedException gone) {
            // The other side has heard enough.
          }
        });
    server.start();
    Path reports = Files.createDirectories(folder.resolve("reports").resolve("s").resolve("r1"));
    bundle = Bundle.open(HonestBundle.in(reports));
    evidence = bundle.evidence();
  }

  @AfterEach
  void nobody_listens() {
    server.stop(0);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private List<String> tell(Outlets outlets, Map<String, String> environment, Path metrics) {
    return tell(outlets, environment, metrics, QUICK);
  }

  private List<String> tell(
      Outlets outlets, Map<String, String> environment, Path metrics, Post post) {
    return new Notices(outlets, environment, metrics, post)
        .tell(evidence, 0, bundle, new PrintWriter(err, true));
  }

  private List<String> toWebhook(String path, String secret) {
    return tell(
        new Outlets(null, new Outlets.Webhook(url(path), secret, Map.of("X-Team", "shop")), null),
        Map.of(),
        null);
  }

  @Test
  void nobody_is_told_where_nobody_asked() {
    assertEquals(List.of(), tell(Outlets.NONE, Map.of(), null));
    assertFalse(Files.exists(bundle.folder().resolve("logs").resolve("notices.log")));
  }

  @Test
  void a_webhook_gets_signed_json_and_the_bundle_tells_that_it_did() throws IOException {
    List<String> lines = toWebhook("/hook", "secret");

    assertEquals(List.of("webhook 127.0.0.1: told, status 200 at try 1"), lines);
    Got one = got.get(0);
    assertEquals(
        List.of("sha256=" + Notices.signature("secret", one.body())),
        one.headers().get("X-coppice-signature-256"));
    assertEquals(List.of("shop"), one.headers().get("X-team"));
    Map<?, ?> body = Json.read(one.body(), Map.class);
    assertEquals("coppice.notice/v1", body.get("format"));
    assertEquals("VERIFIED", body.get("verdict"));
    assertTrue(String.valueOf(body.get("text")).startsWith("VERIFIED "), one::body);
    assertTrue(
        Files.readString(bundle.folder().resolve("logs/notices.log")).contains("told, status 200"));
  }

  /** RFC 4231, test case 2. */
  @Test
  void signs_by_the_hmac_that_others_compute() {
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        Notices.signature("Jefe", "what do ya want for nothing?"));
  }

  @ParameterizedTest
  @CsvSource({
    "'503,200', 2, 'told, status 200 at try 2'",
    "'429,500,204', 3, 'told, status 204 at try 3'",
    "'500', 3, 'NOT TOLD: status 500, tried 3 times'",
    "'404', 1, 'NOT TOLD: status 404'",
    "'302', 1, 'NOT TOLD: status 302'",
  })
  void is_tried_again_only_where_that_can_help(String statuses, int tries, String said) {
    answers = List.of(statuses.split(",")).stream().map(Integer::valueOf).toList();

    List<String> lines = toWebhook("/hook", null);

    assertEquals(List.of("webhook 127.0.0.1: " + said), lines);
    assertEquals(tries, got.size());
  }

  @Test
  void who_does_not_answer_delays_it_no_longer_than_told() {
    long start = System.nanoTime();

    List<String> lines =
        tell(
            new Outlets(null, new Outlets.Webhook(url("/drips"), null, Map.of()), null),
            Map.of(),
            null,
            new Post(List.of(Duration.ZERO, Duration.ZERO), Duration.ofMillis(300)));

    long ms = (System.nanoTime() - start) / 1_000_000;
    assertTrue(
        lines.get(0).contains("NOT TOLD: no answer in time, tried 3 times"), lines::toString);
    assertTrue(ms < 10_000, () -> "it took " + ms + " ms");
  }

  @Test
  void one_who_is_not_there_keeps_no_other_from_being_told() throws IOException {
    server.stop(0);
    Path metrics = folder.resolve("m.prom");

    List<String> lines =
        tell(
            new Outlets(
                folder.resolve("no such folder").toString(),
                new Outlets.Webhook(url("/"), null, Map.of()),
                null),
            Map.of(),
            metrics);

    assertEquals("metrics " + metrics + ": written", lines.get(0));
    assertTrue(lines.get(1).contains("NOT TOLD"), lines::toString);
    assertTrue(lines.get(2).startsWith("webhook 127.0.0.1: NOT TOLD"), lines::toString);
  }

  @Test
  void a_collector_gets_the_trace_at_its_own_path() {
    List<String> lines =
        tell(
            new Outlets(null, null, new Outlets.Collector(url("/otel/"), Map.of())),
            Map.of(),
            null);

    assertEquals(List.of("collector 127.0.0.1: told, status 200 at try 1"), lines);
    assertEquals("/otel/v1/traces", got.get(0).path());
    assertEquals(List.of("application/json"), got.get(0).headers().get("Content-type"));
  }

  @Test
  void metrics_of_each_scenario_have_a_file_of_their_own_and_no_half_one_stays()
      throws IOException {
    tell(new Outlets(folder.toString(), null, null), Map.of(), null);

    Path file = folder.resolve("coppice-" + evidence.scenario().name() + ".prom");
    assertTrue(Files.readString(file).contains("coppice_last_run_verified{"));
    assertTrue(
        Files.readString(file)
            .contains("coppice_last_verified_start_timestamp_seconds{scenario=\"s\""));
    assertFalse(Files.exists(folder.resolve(file.getFileName() + ".part")));
  }

  @Test
  void github_gets_a_summary_where_it_asks_for_one() throws IOException {
    Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");

    List<String> lines =
        tell(
            Outlets.NONE,
            Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()),
            null);

    assertEquals(List.of("annotations: 0 given", "summary of the job: written"), lines);
    assertTrue(Files.readString(summary).startsWith("before\n### ✅ coppice run"));
  }
}
