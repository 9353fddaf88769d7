package dev.coppice.cli;

import dev.coppice.data.BackupManifest;
import dev.coppice.data.Backups;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.RefusedException;
import dev.coppice.plan.Obstacle;
import dev.coppice.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the backups that a scenario restores. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Make the backups that the scenario restores, each with a manifest beside it.",
      "One without `make` only gets its manifest: somebody else makes the file."
    })
final class BackupCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofHours(6);

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() {
    try (Workbench bench = Workbench.open(file)) {
      bench.tellsNoSecrets(spec);
      List<Obstacle> obstacles = new ArrayList<>();
      for (Scenario.Backup backup : bench.scenario().backups().values()) {
        try {
          BackupManifest manifest = made(bench, backup);
          spec.commandLine()
              .getOut()
              .printf(
                  "backup: %s %s, %,d bytes, sha256:%s%n",
                  backup.name(), backup.file(), manifest.bytes(), manifest.sha256());
        } catch (IOException e) {
          obstacles.add(
              new Obstacle(
                  bench.redaction().clean(String.valueOf(e.getMessage())),
                  "mend that and make the backup again"));
        }
      }
      if (!obstacles.isEmpty()) {
        throw new RefusedException(obstacles);
      }
      return ExitCode.OK;
    }
  }

  private static BackupManifest made(Workbench bench, Scenario.Backup backup) throws IOException {
    Scenario.ServiceCommand make = backup.make();
    if (make == null) {
      if (!Files.isRegularFile(backup.file())) {
        throw new IOException(
            "backup %s has no `make`, and there is no file %s"
                .formatted(backup.name(), backup.file()));
      }
      return Backups.describe(backup.name(), backup.file());
    }
    return new Backups(bench.access().engine(), bench.access().commands())
        .make(
            backup.name(),
            backup.file(),
            bench.stack().project(),
            make.service(),
            make.command(),
            LONGEST);
  }
}
