package dev.coppice.report;

import java.util.Map;

/** Every kind of report by its name. A new kind is one file and one line here. */
public final class Reports {

  public static final Map<String, Report> KINDS =
      Map.of(
          "html", new HtmlReport(),
          "junit", new JunitReport());

  private Reports() {}
}
