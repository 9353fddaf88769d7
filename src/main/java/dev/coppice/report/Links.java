package dev.coppice.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Where one page leads to another one that lies below its folder. */
final class Links {

  private Links() {}

  /** From a page in a folder to the report of a bundle; null where that does not lie below it. */
  static @Nullable String report(Path home, Path bundle) {
    if (!bundle.startsWith(home) || bundle.equals(home)) {
      return null;
    }
    // Segment by segment, and never one that could be read as a scheme such as `javascript:`.
    return StreamSupport.stream(home.relativize(bundle).spliterator(), false)
        .map(part -> URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/", "./", "/report.html"));
  }
}
