package dev.coppice.cli;

import dev.coppice.compose.ComposeException;
import dev.coppice.compose.ComposeStack;
import dev.coppice.drill.Preparation;
import dev.coppice.evidence.Outline;
import dev.coppice.plan.Plan;
import dev.coppice.scenario.ScenarioOutline;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the definition that lies here is the one that a run was of: the scenario's file, the
 * stack's canonical form, the pinned images, and the content of what is mounted from its folder.
 */
final class Checkout {

  private final ScenarioOutline scenario;
  private final Git git;

  Checkout(ScenarioOutline scenario, Git git) {
    this.scenario = scenario;
    this.git = git;
  }

  /** How it differs, or why nobody can tell; nothing where it is the same. */
  Optional<String> difference(Outline run, Plan plan) {
    if (!scenario.sha256().equals(run.scenario().sha256())) {
      return Optional.of("the scenario's file %s was changed".formatted(scenario.file()));
    }
    Stack stack;
    try {
      stack = Reading.describe(scenario.stack());
      if (!stack.sha256().equals(plan.definitionSha256())
          && !elsewhere(run).equals(plan.definitionSha256())) {
        return Optional.of(
            "the stack's definition was changed: its Compose files, or the values that they take"
                + " from the environment");
      }
    } catch (ComposeException unread) {
      return Optional.of(
          "nobody can tell whether the stack's definition is the same: " + unread.getMessage());
    }
    Optional<String> image = image(stack, plan);
    return image.isPresent() ? image : content(stack, run);
  }

  /** Compose makes paths absolute, and a pipeline checks out where it likes. */
  private String elsewhere(Outline run) {
    Path then = Path.of(run.scenario().file()).getParent();
    Path here = scenario.file().getParent();
    return then == null || here == null || then.equals(here)
        ? ""
        : ComposeStack.sha256Elsewhere(
            Reading.compose(), Preparation.files(scenario.stack()), here, then);
  }

  private static Optional<String> image(Stack stack, Plan plan) {
    for (Plan.ExpectedService then : plan.services()) {
      Service now = stack.services().get(then.name());
      if (now != null && !Objects.equals(then.digest(), now.digest())) {
        return Optional.of(
            "the image of service %s is pinned to %s, it was %s"
                .formatted(now.name(), named(now.digest()), named(then.digest())));
      }
    }
    return Optional.empty();
  }

  private static String named(@Nullable String digest) {
    return digest == null ? "no digest" : digest;
  }

  /** What is mounted is no part of the canonical form; git knows whether it was changed. */
  private Optional<String> content(Stack stack, Outline run) {
    List<Path> files = mounted(stack);
    String commit = run.definition().commit();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String what =
        "whether %d mounted %s the same"
            .formatted(
                files.size(), files.size() == 1 ? "file or folder is" : "files or folders are");
    if (commit == null) {
      return Optional.of(
          "nobody can tell %s: the run's definition was not under git".formatted(what));
    }
    if (run.definition().dirty()) {
      return Optional.of(
          "nobody can tell %s: the run's definition had changes that were not committed"
              .formatted(what));
    }
    return git.difference(stack.folder(), commit, files)
        .map(
            difference ->
                difference.isKnown()
                    ? difference.says()
                    : "nobody can tell %s: %s".formatted(what, difference.says()));
  }

  /** Configs, secrets and what is mounted read-only, as far as it lies in the folder. */
  private static List<Path> mounted(Stack stack) {
    Set<Path> files = new LinkedHashSet<>();
    Stream.of(stack.configs(), stack.secrets())
        .flatMap(sources -> sources.values().stream())
        .map(FileSource::file)
        .filter(Objects::nonNull)
        .forEach(files::add);
    for (Service service : stack.services().values()) {
      for (Mount mount : service.mounts()) {
        String source = mount.source();
        if (mount.type() == Mount.Type.BIND && mount.readOnly() && source != null) {
          files.add(Path.of(source).normalize());
        }
      }
    }
    List<Path> inside = new ArrayList<>();
    for (Path file : files) {
      if (file.startsWith(stack.folder()) && !file.equals(stack.folder()) && Files.exists(file)) {
        inside.add(file);
      }
    }
    return inside;
  }
}
