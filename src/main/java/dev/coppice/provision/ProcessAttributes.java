package dev.coppice.provision;

import static dev.coppice.provision.Attribute.hostSwitch;
import static dev.coppice.provision.Attribute.hostText;
import static dev.coppice.provision.Attribute.row;
import static dev.coppice.provision.Attribute.text;
import static dev.coppice.provision.Attribute.toggle;

import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs in a container, and how the engine looks after it. */
final class ProcessAttributes {

  static final List<Attribute> ROWS =
      List.of(
          row("command", (value, draft) -> draft.config("Cmd", value.texts())),
          row("entrypoint", (value, draft) -> draft.config("Entrypoint", value.texts())),
          row("environment", ProcessAttributes::environment),
          text("platform", "platform"), // the engine refuses where the image is for another
          text("user", "User"),
          text("working_dir", "WorkingDir"),
          toggle("tty", "Tty"),
          toggle("stdin_open", "OpenStdin"),
          text("stop_signal", "StopSignal"),
          row("stop_grace_period", ProcessAttributes::grace),
          hostSwitch("init", "Init"),
          hostText("runtime", "Runtime"),
          row(
              "healthcheck",
              ProcessAttributes::health,
              "test",
              "interval",
              "timeout",
              "retries",
              "start_period",
              "start_interval",
              "disable"),
          row("annotations", ProcessAttributes::annotations),
          row("restart", ProcessAttributes::restart),
          row("deploy.restart_policy", ProcessAttributes::policy, "condition", "max_attempts"),
          row("logging", ProcessAttributes::logging, "driver", "options"));

  private ProcessAttributes() {}

  // A name without a value unsets what the image sets.
  private static void environment(Tree value, ContainerDraft draft) {
    List<String> environment = new ArrayList<>();
    value
        .map()
        .forEach(
            (name, text) -> environment.add(text.isPresent() ? name + "=" + text.text("") : name));
    draft.config("Env", environment);
  }

  private static void annotations(Tree value, ContainerDraft draft) {
    if (!draft.place().isAtLeast(43)) {
      // Such an engine drops them without a word.
      throw new NotCarriedOut(
          "annotations", "needs Engine API 1.43, this engine has " + draft.place().apiVersion());
    }
    Map<String, Object> annotations = new LinkedHashMap<>();
    value.map().forEach((name, text) -> annotations.put(name, text.text("")));
    draft.host("Annotations", annotations);
  }

  // The engine counts the grace period in whole seconds.
  private static void grace(Tree value, ContainerDraft draft) {
    long nanos = GoDuration.nanos("stop_grace_period", value.text(""));
    draft.config("StopTimeout", nanos / 1_000_000_000L);
  }

  private static void health(Tree value, ContainerDraft draft) {
    Map<String, Object> check = new LinkedHashMap<>();
    if (value.at("disable").isTrue()) {
      check.put("Test", List.of("NONE"));
    } else if (value.at("test").isPresent()) {
      check.put("Test", value.at("test").texts());
    }
    duration("interval", "Interval", value, check);
    duration("timeout", "Timeout", value, check);
    duration("start_period", "StartPeriod", value, check);
    if (value.at("start_interval").isPresent()) {
      if (!draft.place().isAtLeast(44)) {
        // Such an engine drops it without a word.
        throw new NotCarriedOut(
            "healthcheck.start_interval",
            "needs Engine API 1.44, this engine has " + draft.place().apiVersion());
      }
      duration("start_interval", "StartInterval", value, check);
    }
    if (value.at("retries").isPresent()) {
      check.put("Retries", draft.number("healthcheck.retries", value.at("retries")));
    }
    draft.config("Healthcheck", check);
  }

  private static void duration(String key, String field, Tree value, Map<String, Object> check) {
    if (value.at(key).isPresent()) {
      check.put(field, GoDuration.nanos("healthcheck." + key, value.at(key).text("")));
    }
  }

  private static void restart(Tree value, ContainerDraft draft) {
    String[] parts = value.text("").split(":", 2);
    long attempts = parts.length == 2 ? draft.number("restart", new Tree(parts[1])) : 0;
    draft.host("RestartPolicy", policy("restart", parts[0], attempts));
  }

  private static void policy(Tree value, ContainerDraft draft) {
    Tree attempts = value.at("max_attempts");
    draft.host(
        "RestartPolicy",
        policy(
            "deploy.restart_policy.condition",
            value.at("condition").text(""),
            attempts.isPresent()
                ? draft.number("deploy.restart_policy.max_attempts", attempts)
                : 0));
  }

  private static Map<String, Object> policy(String key, String condition, long attempts) {
    String name =
        switch (condition) {
          case "" -> ""; // the engine reads it as no, and so does Compose
          case "none", "no" -> "no";
          case "any", "always" -> "always";
          case "on-failure", "unless-stopped" -> condition;
          default -> throw new NotCarriedOut(key, "is no restart policy: " + condition);
        };
    return Map.of("Name", name, "MaximumRetryCount", attempts);
  }

  private static void logging(Tree value, ContainerDraft draft) {
    Map<String, Object> options = new LinkedHashMap<>();
    value.at("options").map().forEach((name, text) -> options.put(name, text.text("")));
    draft.host("LogConfig", Map.of("Type", value.at("driver").text(""), "Config", options));
  }
}
