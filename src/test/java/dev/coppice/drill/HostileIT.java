package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stack that shouts: 100,000 lines a second, markup and terminal escapes in labels and logs, and
 * secrets wherever one can be put. The tool keeps within its heap and writes down none of them.
 */
class HostileIT {

  private static final List<String> PLANTED =
      List.of(
          "planted-in-environment/1",
          "planted+in+a+url&2",
          "planted-in-a-command\"3",
          "planted-in-a-check-4",
          "planted-in-the-env-file-5");

  private static final String NOISE =
      """
        noise:
          image: ${REGISTRY}/${PROJECT}/api:1
          command:
            - sh
            - -c
            - >-
              echo "$$API_TOKEN" "$$DATABASE_URL" "$${FROM_FILE}" "$$0";
              printf '<script>alert(1)</script> \\033]0;owned\\007 \\342\\200\\256 %s\\n' "$$API_TOKEN";
              while :; do yes "<b>$$API_TOKEN</b>" | head -n 100000; sleep 1; done
            - --password=planted-in-a-command"3
          environment:
            API_TOKEN: "planted-in-environment/1"
            DATABASE_URL: "postgres://shop:planted+in+a+url&2@db/orders"
            FROM_FILE: "${FROM_FILE}"
          labels: {evil: "<img src=x onerror=alert(1)>\\u202e\\e[31m"}
          networks: [back]
          stop_signal: SIGKILL
          healthcheck: {test: [CMD-SHELL, "test -n --token=planted-in-a-check-4"], interval: 1s, timeout: 10s, retries: 20}
          logging: {driver: json-file, options: {max-size: 2m}}
          restart: unless-stopped

      networks:
        front:
      """
          .indent(0);

  private static Shop shop;

  @TempDir private Path own;

  @BeforeAll
  static void a_shop_that_shouts() throws IOException {
    shop = new Shop("drill-hostile", 8111);
    Path compose = shop.folder.resolve("compose.yaml");
    String text = Files.readString(compose);
    assertTrue(text.contains("networks:\n  front:\n"), text);
    Files.writeString(compose, text.replace("networks:\n  front:\n", NOISE));
    Files.writeString(
        shop.folder.resolve(".env"),
        "FROM_FILE=planted-in-the-env-file-5\nFILE_TOKEN=planted-in-the-env-file-5\n",
        java.nio.file.StandardOpenOption.APPEND);
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  @Test
  void it_is_drilled_within_the_heap_and_no_secret_is_written_anywhere() throws IOException {
    Coppice coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
    String scenario = shop.scenario("hostile");
    String said = coppice.run("plan", scenario, "--json").said(0).toString();
    Coppice.Ended ended = coppice.run("run", scenario, "--confirm", shop.target());
    ended.verified();
    said += ended;

    List<String> found = new ArrayList<>(spellings(said, "its output"));
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        found.addAll(spellings(text, own.relativize(file).toString()));
        if (file.toString().endsWith(".html")) {
          assertFalse(text.contains("<script>alert"), file::toString);
          assertFalse(text.contains("<img src=x"), file::toString);
          assertFalse(text.contains("\u001b"), file::toString);
        }
      }
    }
    assertEquals(List.of(), found);
    assertFalse(said.contains("\u001b]"), "a terminal was told to do something");
  }

  private static List<String> spellings(String text, String where) {
    List<String> found = new ArrayList<>();
    for (String secret : PLANTED) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      for (String spelt :
          List.of(
              secret,
              secret.replace("\"", "\\\""),
              secret.replace("\"", "&quot;").replace("&2", "&amp;2"),
              URLEncoder.encode(secret, StandardCharsets.UTF_8),
              HexFormat.of().formatHex(bytes),
              base64.substring(0, base64.length() - 1))) {
        if (text.contains(spelt)) {
          int at = text.indexOf(spelt);
          found.add(where + ": " + text.substring(Math.max(0, at - 60), at + spelt.length()));
        }
      }
    }
    return found;
  }
}
