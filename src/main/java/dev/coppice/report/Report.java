package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import java.util.Map;

/** One format that a bundle is rendered in: the same evidence always gives the same bytes. */
public interface Report {

  /** The file's name in the bundle, such as {@code report.html}. */
  String file();

  /**
   * Renders the evidence. Reads nothing else: no clock, no time zone, no locale, no engine.
   *
   * @param logs text by file name under {@code logs/}; what services and commands of others wrote,
   *     so it is taken as hostile
   * @param planSigned whether the bundle holds a plan that was signed before impact
   */
  byte[] render(Evidence evidence, Map<String, String> logs, boolean planSigned);
}
