package dev.coppice.scenario;

import dev.coppice.stack.Fallback;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of each run, in the user's own configuration.
 *
 * @param metrics folder of node_exporter's text files, null for none; absolute
 */
public record Outlets(
    @Nullable String metrics, @Nullable Webhook webhook, @Nullable Collector otlp) {

  public static final Outlets NONE = new Outlets(null, null, null);

  public Outlets {
    if (metrics != null && !metrics.startsWith("/")) {
      throw new IllegalArgumentException("`metrics` must be an absolute path, not " + metrics);
    }
  }

  /**
   * Gets a JSON body by POST.
   *
   * @param secret that the body is signed with, null where it is not
   */
  public record Webhook(URI url, @Nullable String secret, Map<String, String> headers) {

    /** Without what may be secret in it. */
    @Override
    public String toString() {
      return "webhook " + url.getHost();
    }
  }

  /**
   * An OTLP collector.
   *
   * @param endpoint to which {@code /v1/traces} is added
   */
  public record Collector(
      @Fallback("http://127.0.0.1:4318") URI endpoint, Map<String, String> headers) {

    @Override
    public String toString() {
      return "collector " + endpoint.getHost();
    }
  }
}
