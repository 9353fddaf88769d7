package dev.coppice.cli;

import dev.coppice.evidence.Redaction;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must appear in no output: the scenario's secrets and the stack's own. */
final class Secrets {

  private static final Pattern TELLING =
      Pattern.compile("(?i).*(pass|secret|token|key|credential|pwd|auth|dsn).*");

  private static final int LARGEST_FILE = 64 << 10;

  private Secrets() {}

  static Redaction redaction(Scenario scenario, Stack stack) {
    Set<String> secrets = new HashSet<>(scenario.secrets());
    stack.secrets().values().forEach(source -> add(secrets, source));
    for (Service service : stack.services().values()) {
      for (Map.Entry<String, Tree> variable :
          service.definition().at("environment").map().entrySet()) {
        String value = variable.getValue().text();
        if (value != null && TELLING.matcher(variable.getKey()).matches()) {
          secrets.add(value);
        }
      }
    }
    return new Redaction(secrets, names(stack));
  }

  private static void add(Set<String> secrets, FileSource source) {
    if (source.content() != null) {
      secrets.add(source.content());
    }
    try {
      if (source.file() != null && Files.size(source.file()) <= LARGEST_FILE) {
        secrets.add(Files.readString(source.file()));
      }
    } catch (IOException unreadable) {
      // Preflight says so; what cannot be read here cannot be written either.
      return;
    }
  }

  /** Names stand in every line of a bundle: a secret that equals one hides nothing. */
  private static Set<String> names(Stack stack) {
    Set<String> names = new HashSet<>();
    names.add(stack.project());
    names.addAll(stack.services().keySet());
    names.addAll(stack.networks().keySet());
    names.addAll(stack.volumes().keySet());
    stack.services().values().forEach(service -> names.add(service.image()));
    // A path to a secret is no secret.
    names.addAll(stack.secrets().keySet().stream().map(key -> "/run/secrets/" + key).toList());
    return names;
  }
}
