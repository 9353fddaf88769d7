package dev.coppice.provision;

import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.engine.SettingList;
import dev.coppice.stack.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container's own health command as the engine would run it, whether the definition gives it or
 * the image does.
 *
 * @param command the program and its arguments
 * @param interval between the end of a check and the next one
 * @param timeout for one check
 * @param startPeriod after the start, in which failures do not count
 * @param retries so many failures one after the other make unhealthy, 1 or more
 */
public record HealthCommand(
    List<String> command, Duration interval, Duration timeout, Duration startPeriod, int retries) {

  private static final String CHECK = "Config.Healthcheck.";

  /** What an engine takes where nothing or 0 is given. */
  private static final Duration USUAL = Duration.ofSeconds(30);

  private static final int USUAL_RETRIES = 3;

  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  public HealthCommand {
    command = List.copyOf(command);
  }

  /** The check that a container was made with, empty where it has none. */
  public static Optional<HealthCommand> of(Container made) {
    List<String> test = SettingList.of(made.settings().get(CHECK + "Test"));
    if (test.size() < 2) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(test.subList(1, test.size()));
    if (test.get(0).equals("CMD-SHELL")) {
      List<String> shell = SettingList.of(made.settings().get("Config.Shell"));
      command.addAll(0, shell.isEmpty() ? SHELL : shell);
    } else if (!test.get(0).equals("CMD")) {
      return Optional.empty();
    }
    long retries = number(made, "Retries");
    return Optional.of(
        new HealthCommand(
            command,
            span(made, "Interval", USUAL),
            span(made, "Timeout", USUAL),
            span(made, "StartPeriod", Duration.ZERO),
            retries > 0 ? (int) Math.min(retries, Integer.MAX_VALUE) : USUAL_RETRIES));
  }

  /** What a run of it printed and how it ended. */
  public static String words(ExecAnswer answer, Duration timeout) {
    String ending =
        answer.timedOut()
            ? "no answer within " + timeout.toMillis() / 1000.0 + " s"
            : "exit " + answer.exitCode();
    return ((answer.stdout() + answer.stderr()).strip() + " (" + ending + ")").strip();
  }

  private static Duration span(Container made, String key, Duration usual) {
    long nanos = number(made, key);
    return nanos > 0 ? Duration.ofNanos(nanos) : usual;
  }

  private static long number(Container made, String key) {
    String text = made.settings().getOrDefault(CHECK + key, "0");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
