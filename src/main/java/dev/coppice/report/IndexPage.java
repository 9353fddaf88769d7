package dev.coppice.report;

import dev.coppice.history.Chronicle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The past of all scenarios, as a page for people. */
public final class IndexPage {

  private IndexPage() {}

  /**
   * Renders the page.
   *
   * @param home the folder that it will lie in
   * @param now when it is made: it says how long ago each scenario was verified
   */
  public static byte[] render(Chronicle chronicle, Path home, Instant now) {
    Index index = Index.of(chronicle, home.toAbsolutePath().normalize(), now);
    return new Html().render("index.ftlh", Map.of("index", index, "made", now));
  }
}
