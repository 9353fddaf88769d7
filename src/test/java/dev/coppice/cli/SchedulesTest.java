package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples of schedules are read by those for whom they are written. */
class SchedulesTest {

  private static final Path FOLDER = Path.of("docs", "schedules");

  /** Up to what ends a command for a shell. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?<![#\\w.-])(?:/opt/coppice/)?coppice ([a-z][^;|&)\\n]*)");

  @TempDir Path folder;

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    }
  }

  private static List<String> commands(Path file) throws IOException {
    String text =
        Files.readString(file)
            .lines()
            .filter(line -> !line.strip().startsWith("#"))
            // In /etc/cron.d the user stands before the command.
            .map(line -> line.replaceFirst("^([0-9*]+ +){5}coppice ", ""))
            .reduce("", (a, b) -> a + b + "\n");
    return COMMAND.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void holds_only_commands_that_coppice_understands(Path file) throws IOException {
    List<String> commands = commands(file);
    boolean none = file.endsWith("alerts.yaml") || file.toString().endsWith(".timer");
    assertEquals(none, commands.isEmpty(), file::toString);
    for (String command : commands) {
      String[] words = command.replaceAll(" 2>.*$", "").replace("\"", "").strip().split(" +");

      assertDoesNotThrow(
          () -> Main.commandLine(new Signals(), words).parseArgs(words),
          () -> file + ": " + command);
    }
  }

  @Test
  void each_is_named_on_the_page_about_them() throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    Set<String> named = new TreeSet<>();
    Pattern.compile("\\]\\(([a-z.-]+)\\)")
        .matcher(page)
        .results()
        .forEach(link -> named.add(link.group(1)));
    Set<String> there = new TreeSet<>();
    files().forEach(file -> there.add(file.getFileName().toString()));

    assertEquals(there, named);
  }

  private static Object yaml(String name) throws IOException {
    return new Load(LoadSettings.builder().build())
        .loadFromString(Files.readString(FOLDER.resolve(name)));
  }

  private static Map<?, ?> map(Object value, Object... keys) {
    Object at = value;
    for (Object key : keys) {
      at = ((Map<?, ?>) at).get(key);
    }
    return (Map<?, ?>) at;
  }

  @Test
  void the_workflow_for_github_is_one() throws IOException {
    Object workflow = yaml("github.yaml");

    assertEquals(
        Set.of("schedule", "workflow_dispatch", "pull_request"), map(workflow, "on").keySet());
    for (Object job : map(workflow, "jobs").values()) {
      assertTrue(map(job).containsKey("runs-on"));
      for (Object step : (List<?>) map(job).get("steps")) {
        assertTrue(map(step).containsKey("run") != map(step).containsKey("uses"), step::toString);
      }
    }
    // While it is cut down, a newer one must not end the drill.
    assertEquals(false, map(workflow, "jobs", "drill", "concurrency").get("cancel-in-progress"));
    List<?> schedules = (List<?>) map(workflow, "on").get("schedule");
    assertEquals(5, String.valueOf(map(schedules.get(0)).get("cron")).split(" ").length);
  }

  @Test
  void the_pipeline_for_gitlab_is_one() throws IOException {
    Object pipeline = yaml("gitlab.yaml");
    List<?> stages = (List<?>) map(pipeline).get("stages");

    for (String job : List.of("drill", "gate")) {
      assertTrue(stages.contains(map(pipeline, job).get("stage")), job);
      assertTrue(map(pipeline, job).get("script") instanceof List<?>, job);
      assertTrue(map(pipeline, job, "artifacts", "reports").containsKey("junit"), job);
    }
    assertEquals(false, map(pipeline, "drill").get("interruptible"));
  }

  @Test
  void the_crontab_has_a_user_in_each_line_and_runs_what_it_should() throws IOException {
    Pattern line = Pattern.compile("([0-9*,/-]+ ){5}coppice cd /srv/drills && .+|[A-Z]+=.+|#.*|");
    for (String one : Files.readAllLines(FOLDER.resolve("crontab"))) {
      assertTrue(line.matcher(one).matches(), one);
      // cron makes a line end of each.
      assertTrue(one.startsWith("#") || !one.contains("%"), one);
    }
  }

  @Test
  void the_units_are_what_systemd_takes() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is not here");
    List<String> argv = new ArrayList<>(List.of("/usr/bin/systemd-analyze", "verify"));
    for (String name : List.of("coppice-drill.service", "coppice-drill.timer")) {
      Path unit = folder.resolve(name);
      // What is started is not installed here.
      Files.writeString(
          unit,
          Files.readString(FOLDER.resolve(name))
              .replace("/opt/coppice/coppice", "/bin/true")
              .replace("User=coppice", "User=root"));
      argv.add(unit.toString());
    }
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());

    assertEquals(0, process.waitFor(), said);
    assertTrue(said.lines().noneMatch(line -> line.contains("coppice-drill")), said);
  }

  @Test
  void the_alerts_ask_only_for_metrics_that_are_written() throws IOException {
    List<?> groups = (List<?>) map(yaml("alerts.yaml")).get("groups");
    String docs = Files.readString(Path.of("docs", "notices.md"));
    List<?> rules = (List<?>) map(groups.get(0)).get("rules");
    assertEquals(3, rules.size());
    for (Object rule : rules) {
      Pattern.compile("coppice_[a-z_]+")
          .matcher(String.valueOf(map(rule).get("expr")))
          .results()
          .forEach(metric -> assertTrue(docs.contains("`" + metric.group() + "`"), metric::group));
    }
  }

  @Test
  void the_timer_leads_to_its_service() throws IOException {
    String timer = Files.readString(FOLDER.resolve("coppice-drill.timer"));

    assertTrue(timer.contains("Unit=coppice-drill.service"));
    assertTrue(timer.contains("OnCalendar="));
    assertTrue(timer.contains("[Install]\nWantedBy=timers.target"));
    String service = Files.readString(FOLDER.resolve("coppice-drill.service"));
    assertTrue(service.contains("Type=oneshot"), "a timer must not start it a second time");
    assertTrue(service.contains("TimeoutStartSec=infinity"), "nobody ends it while it is down");
  }
}
