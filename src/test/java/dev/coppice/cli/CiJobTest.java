package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CiJobTest {

  @Test
  void is_told_by_gitlab_and_by_github() {
    assertEquals("https://g/p/-/jobs/7", CiJob.url(Map.of("CI_JOB_URL", "https://g/p/-/jobs/7")));
    assertEquals(
        "https://github.com/o/r/actions/runs/42",
        CiJob.url(
            Map.of(
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "o/r",
                "GITHUB_RUN_ID", "42")));
  }

  @Test
  void is_none_elsewhere_and_never_one_with_a_password_in_it() {
    assertNull(CiJob.url(Map.of()));
    assertNull(CiJob.url(Map.of("GITHUB_RUN_ID", "42")));
    assertNull(CiJob.url(Map.of("CI_JOB_URL", "https://user:pass@g/p")));
  }
}
