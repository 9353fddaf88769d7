package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.HumanRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page that people read: one file, no script, nothing fetched. */
final class HtmlReport implements Report {

  private final Html html = new Html();

  @Override
  public String file() {
    return "report.html";
  }

  @Override
  public byte[] render(Evidence evidence, Map<String, String> logs, boolean planSigned) {
    return render(evidence, logs, planSigned, null);
  }

  /** The same with what people said about the run later. */
  byte[] render(
      Evidence evidence,
      Map<String, String> logs,
      boolean planSigned,
      @Nullable HumanRecord review) {
    return html.render(
        "report.ftlh",
        Map.of(
            "evidence",
            evidence,
            "page",
            Page.of(evidence, logs, review),
            "planSigned",
            planSigned));
  }
}
