package dev.coppice.cli;

import dev.coppice.evidence.Redaction;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must appear in no output: the scenario's secrets and the stack's own. */
final class Secrets {

  private static final int LARGEST_FILE = 64 << 10;

  /** Characters: what is shorter in this process's own environment is hardly a secret of it. */
  private static final int SHORTEST_OF_OURS = 8;

  private Secrets() {}

  static Redaction redaction(
      Scenario scenario, Stack stack, Map<String, String> environment, Set<String> logins) {
    Set<String> secrets = new HashSet<>(scenario.secrets());
    secrets.addAll(logins);
    stack.secrets().values().forEach(source -> add(secrets, source));
    for (Service service : stack.services().values()) {
      Tree definition = service.definition();
      named(definition.at("environment"), secrets);
      named(definition.at("labels"), secrets);
      named(definition.at("build", "args"), secrets);
      for (String key : new String[] {"command", "entrypoint"}) {
        TellingWords.ofArguments(definition.at(key).texts(), secrets);
      }
      TellingWords.ofArguments(definition.at("healthcheck", "test").texts(), secrets);
    }
    stack.environmentFiles().forEach(file -> inText(file, secrets));
    inText(stack.folder().resolve(".env"), secrets);
    ours(environment, secrets);
    return new Redaction(secrets, names(stack));
  }

  /** What is known before Compose has read the files, whose words may repeat what stands there. */
  static Redaction early(
      Scenario.StackFiles stack, Collection<String> known, Map<String, String> environment) {
    Set<String> secrets = new HashSet<>(known);
    stack.compose().forEach(file -> inText(file, secrets));
    stack.envFiles().forEach(file -> inText(file, secrets));
    Path folder = stack.compose().get(0).getParent();
    if (folder != null) {
      inText(folder.resolve(".env"), secrets);
    }
    ours(environment, secrets);
    return new Redaction(secrets, Set.of());
  }

  private static void named(Tree variables, Set<String> secrets) {
    for (Map.Entry<String, Tree> variable : variables.map().entrySet()) {
      String value = variable.getValue().text();
      if (value != null && Redaction.tells(variable.getKey())) {
        secrets.add(value);
      }
      if (value != null) {
        TellingWords.ofText(value, secrets);
      }
    }
  }

  private static void ours(Map<String, String> environment, Set<String> secrets) {
    environment.forEach(
        (name, value) -> {
          if (Redaction.tells(name)
              && value.length() >= SHORTEST_OF_OURS
              && !value.startsWith("/")) {
            secrets.add(value);
          }
        });
  }

  private static void add(Set<String> secrets, FileSource source) {
    if (source.content() != null) {
      secrets.add(source.content());
    }
    if (source.file() != null) {
      String text = text(source.file());
      if (!text.isEmpty()) {
        secrets.add(text);
      }
    }
  }

  private static void inText(Path file, Set<String> secrets) {
    TellingWords.ofLines(text(file), secrets);
  }

  /** Empty where it cannot be read: preflight says so, and what is not read is not written. */
  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE
          ? Files.readString(file)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Names stand in every line of a bundle: a secret that equals one hides nothing. */
  private static Set<String> names(Stack stack) {
    Set<String> names = new HashSet<>();
    names.add(stack.project());
    names.addAll(stack.services().keySet());
    names.addAll(stack.networks().keySet());
    names.addAll(stack.volumes().keySet());
    for (Service service : stack.services().values()) {
      names.add(service.image());
      names.add(ImageName.parse(service.image()).repository());
    }
    // A path to a secret is no secret.
    names.addAll(stack.secrets().keySet().stream().map(key -> "/run/secrets/" + key).toList());
    return names;
  }
}
