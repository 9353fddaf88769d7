package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.HumanRecord;
import java.util.Map;

/** The page of a run with what people said about it later; it lies outside of the bundle. */
public final class ReviewedReport {

  private ReviewedReport() {}

  public static byte[] render(
      Evidence evidence, Map<String, String> logs, boolean planSigned, HumanRecord review) {
    return new HtmlReport().render(evidence, logs, planSigned, review);
  }
}
