package dev.coppice.cli;

import dev.coppice.compose.LockFile;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Preparation;
import dev.coppice.drill.RefusedException;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the digests that a rebuild must use. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = "Write the digests that a rebuild must use into " + LockFile.NAME + ".")
final class LockCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() {
    try (Workbench bench = Workbench.open(file)) {
      bench.tellsNoSecrets(spec);
      Map<String, String> resolved = new TreeMap<>();
      List<Obstacle> obstacles = new ArrayList<>();
      for (String reference : unpinned(bench)) {
        try {
          resolved.put(reference, bench.access().engine().resolve(reference));
        } catch (EngineException e) {
          obstacles.add(
              new Obstacle(
                  "image %s cannot be resolved: %s".formatted(reference, e.getMessage()),
                  "push it to its registry, or correct its name"));
        }
      }
      if (!obstacles.isEmpty()) {
        throw new RefusedException(obstacles);
      }
      Path lock = LockFile.path(Preparation.files(bench.scenario().stack()));
      LockFile.read(lock).with(resolved).write(lock);
      resolved.forEach(
          (reference, digest) -> spec.commandLine().getOut().println(reference + " -> " + digest));
      spec.commandLine().getOut().println("lock: " + lock);
      return ExitCode.OK;
    }
  }

  private static SortedSet<String> unpinned(Workbench bench) {
    SortedSet<String> references = new TreeSet<>();
    for (Service service : bench.stack().services().values()) {
      if (ImageName.parse(service.image()).digest() == null) {
        references.add(service.image());
      }
    }
    return references;
  }
}
