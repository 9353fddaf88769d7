package dev.coppice.report;

import dev.coppice.evidence.SelftestSummary;
import java.util.Map;

/** What came of a selftest, as a page for people. */
public final class SelftestPage {

  public static final String FILE = "selftest.html";

  private SelftestPage() {}

  /** The same summary gives the same bytes. */
  public static byte[] render(SelftestSummary summary) {
    return new Html().render("selftest.ftlh", Map.of("selftest", summary));
  }
}
