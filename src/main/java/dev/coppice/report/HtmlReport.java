package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import java.util.Map;

/** The page that people read: one file, no script, nothing fetched. */
final class HtmlReport implements Report {

  private final Html html = new Html();

  @Override
  public String file() {
    return "report.html";
  }

  @Override
  public byte[] render(Evidence evidence, Map<String, String> logs, boolean planSigned) {
    return html.render(
        "report.ftlh",
        Map.of("evidence", evidence, "page", Page.of(evidence, logs), "planSigned", planSigned));
  }
}
