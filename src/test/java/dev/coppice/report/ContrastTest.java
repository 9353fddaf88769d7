package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2, 1.4.3 (text, 4.5 to 1) and 1.4.11 (pictures, 3 to 1), in both themes. */
class ContrastTest {

  private static final List<String> TEXT = List.of("ink", "soft", "good", "bad", "unsure");
  private static final List<String> GROUND =
      List.of("paper", "card", "good-tint", "bad-tint", "unsure-tint");
  private static final List<String> PICTURE =
      List.of("leaf", "sprout", "bark", "sky", "plum", "ash", "bad", "critical");

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everything_can_be_told_from_its_ground(String theme) throws Exception {
    Map<String, String> colours = colours(theme);
    for (String text : TEXT) {
      for (String ground : GROUND) {
        check(colours, text, ground, 4.5);
      }
    }
    for (String picture : PICTURE) {
      check(colours, picture, "card", 3);
    }
  }

  private static void check(Map<String, String> colours, String on, String ground, double least) {
    double a = luminance(colours.get(on));
    double b = luminance(colours.get(ground));
    double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    assertTrue(
        contrast >= least,
        () -> String.format(Locale.ROOT, "--%s on --%s: %.2f to 1", on, ground, contrast));
  }

  private static double luminance(String hex) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      light[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
  }

  private static Map<String, String> colours(String theme) throws Exception {
    try (InputStream in = HtmlReport.class.getResourceAsStream("/dev/coppice/report/report.css")) {
      String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String[] roots = css.split(":root \\{", -1);
      assertEquals(3, roots.length, "a light and a dark theme");
      String root = roots[theme.equals("light") ? 1 : 2].split("}", 2)[0];
      Map<String, String> colours = new HashMap<>();
      Pattern.compile("--([a-z-]+): #([0-9a-fA-F]{6})")
          .matcher(root)
          .results()
          .forEach(match -> colours.put(match.group(1), match.group(2)));
      return colours;
    }
  }
}
