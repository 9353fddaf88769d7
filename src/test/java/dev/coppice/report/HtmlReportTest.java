package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

  static Stream<String> samples() {
    return EvidenceSamples.all().keySet().stream();
  }

  /** Leaves the page under target/, to be looked at in a browser. */
  private static String page(String sample) throws IOException {
    Evidence evidence = EvidenceSamples.all().get(sample);
    byte[] html = new HtmlReport().render(evidence, EvidenceSamples.logs(sample), true);
    Path folder = Files.createDirectories(Path.of("target", "report-samples"));
    Files.write(folder.resolve(sample + ".html"), html);
    return new String(html, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void holds_nothing_that_runs_or_is_fetched(String sample) throws IOException {
    String html = page(sample);
    for (String forbidden :
        List.of("<script", "<img", "<link", "<iframe", "<object", "url(", "@import", " style=")) {
      assertFalse(html.contains(forbidden), () -> sample + " holds " + forbidden);
    }
    String attributes = html.replaceAll("=\"[^\"]*\"", "=");
    assertEquals(List.of(), all(attributes, "<[^>]*\\s(on[a-z]+|src|srcset)=[^>]*>"));
    assertEquals(
        List.of(), all(html, "href=\"(?!#)[^\"]*\""), "links lead nowhere but into the page");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void says_in_large_letters_that_no_plan_was_signed(String sample) throws IOException {
    Evidence evidence = EvidenceSamples.all().get(sample);
    byte[] html = new HtmlReport().render(evidence, EvidenceSamples.logs(sample), false);
    String unsigned = "<p class=\"unsigned\">UNSIGNED</p>";

    assertTrue(new String(html, StandardCharsets.UTF_8).contains(unsigned), sample);
    assertFalse(page(sample).contains("UNSIGNED"), sample);
    Files.write(Path.of("target", "report-samples", sample + "-unsigned.html"), html);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void allows_its_own_style_by_hash_and_nothing_else(String sample) throws Exception {
    String html = page(sample);
    String css = all(html, "(?s)<style>(.*?)</style>").get(0);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
    String policy =
        "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(hash)
            + "'; base-uri 'none'; form-action 'none'";
    assertEquals(
        List.of(policy),
        all(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">").stream()
            .map(content -> content.replace("&#39;", "'").replace("&#x3D;", "="))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void can_be_read_by_a_screen_reader(String sample) throws IOException {
    String html = page(sample);
    assertEquals(1, all(html, "<h1>").size());
    int last = 1;
    for (String level : all(html, "<h([1-6])")) {
      int now = Integer.parseInt(level);
      assertTrue(now <= last + 1, () -> sample + ": a heading of level " + now + " comes too deep");
      last = now;
    }
    for (String svg : all(html, "(?s)(<svg.*?</svg>)")) {
      assertTrue(svg.contains("<title>"), () -> "a picture without a title: " + svg);
      assertTrue(svg.contains("role=\"img\"") || svg.contains("aria-hidden=\"true\""), () -> svg);
    }
    for (String table : all(html, "(?s)(<table.*?</table>)")) {
      assertTrue(table.contains("<caption"), () -> "a table without a caption: " + table);
      assertEquals(List.of(), all(table, "<th(?! scope=)[^e][^>]*>"), "headings of one direction");
    }
    Set<String> ids = new HashSet<>();
    all(html, "\\sid=\"([^\"]*)\"")
        .forEach(id -> assertTrue(ids.add(id), () -> "the id occurs twice: " + id));
    all(html, "aria-labelledby=\"([^\"]*)\"")
        .forEach(id -> assertTrue(ids.contains(id), () -> "nothing has the id " + id));
    assertTrue(html.contains("<main") && html.contains("<header") && html.contains("<footer"));
  }

  @Test
  void shows_hostile_text_harmless() throws IOException {
    String html = page("hostile");
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "it is shown, escaped");
    assertTrue(html.contains("${7*7}"), "it is no template");
    assertEquals(List.of(), all(html, "([\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e])"));
    assertFalse(html.contains("[31m"), "a terminal escape goes as a whole");
  }

  @ParameterizedTest
  @MethodSource("samples")
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  void gives_the_same_bytes_wherever_it_runs(String sample) {
    Evidence evidence = EvidenceSamples.all().get(sample);
    Map<String, String> logs = EvidenceSamples.logs(sample);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      byte[] html = new HtmlReport().render(evidence, logs, true);
      byte[] junit = new JunitReport().render(evidence, logs, true);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertArrayEquals(html, new HtmlReport().render(evidence, logs, true));
      Locale.setDefault(Locale.GERMANY);
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertArrayEquals(html, new HtmlReport().render(evidence, logs, true));
      assertArrayEquals(junit, new JunitReport().render(evidence, logs, true));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void unfolds_the_log_of_what_failed_and_folds_the_others() throws IOException {
    String html = page("not-verified");
    assertTrue(html.contains("<details class=\"log\" open>\n<summary>bookshop-api-1.log"));
    assertTrue(html.contains("<details class=\"log\">\n<summary>bookshop-db-1.log"));
    assertTrue(html.contains("The last 200 lines; 60 before them are in the bundle"));
    assertTrue(
        html.indexOf("id=\"failed\"") < html.indexOf("id=\"conditions\""),
        "what failed comes first");
  }

  @Test
  void a_run_that_ended_before_impact_says_that_nothing_was_destroyed() throws IOException {
    String html = page("refused");
    assertTrue(html.contains("nothing was lost"));
    assertTrue(html.contains("none: nothing was destroyed"));
    assertFalse(html.contains("was rebuilt"), "nothing was rebuilt either");
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(Math.min(1, match.groupCount())))
        .toList();
  }
}
