package dev.coppice.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of the CI job that this process runs in, as the CI server tells it. */
final class CiJob {

  private CiJob() {}

  /** Null where no CI server that Coppice knows tells of one. */
  static @Nullable String url(Map<String, String> environment) {
    String gitlab = environment.getOrDefault("CI_JOB_URL", "");
    if (isUrl(gitlab)) {
      return gitlab;
    }
    String github =
        "%s/%s/actions/runs/%s"
            .formatted(
                environment.getOrDefault("GITHUB_SERVER_URL", ""),
                environment.getOrDefault("GITHUB_REPOSITORY", ""),
                environment.getOrDefault("GITHUB_RUN_ID", ""));
    return environment.containsKey("GITHUB_RUN_ID") && isUrl(github) ? github : null;
  }

  /** One with a password in it is told to nobody. */
  private static boolean isUrl(String text) {
    return text.matches("https?://[^\\s@]+");
  }
}
