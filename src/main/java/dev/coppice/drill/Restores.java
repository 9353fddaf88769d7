package dev.coppice.drill;

import dev.coppice.data.BackupManifest;
import dev.coppice.data.Restoring;
import dev.coppice.evidence.RunRecord.BackupFile;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The restores of a plan with the backups that they read, as their manifests tell. */
final class Restores {

  private record Source(Restoring.Restore restore, BackupManifest manifest) {}

  private final List<Source> sources;

  private Restores(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The restores that the plan carries out. */
  static Restores of(Scenario scenario, Plan plan) {
    List<Source> sources = new ArrayList<>();
    for (Scenario.Restore restore : scenario.recovery().restores()) {
      Scenario.Backup backup = scenario.backups().get(restore.backup());
      boolean planned =
          plan.steps().stream()
              .anyMatch(s -> s.verb() == Verb.RESTORE && s.object().equals(restore.backup()));
      if (planned && backup != null) {
        sources.add(source(restore, backup.file(), plan));
      }
    }
    return new Restores(sources);
  }

  private static Source source(Scenario.Restore restore, Path file, Plan plan) {
    try {
      BackupManifest manifest = BackupManifest.of(file);
      return new Source(
          new Restoring.Restore(
              restore.backup(),
              file,
              manifest.sha256(),
              Restoring.Restore.How.valueOf(restore.how().name()),
              restore.command().service(),
              restore.command().command(),
              plan.wayBack().stream()
                  .filter(way -> restore.backup().equals(way.backup()))
                  .map(Plan.WayBack::volume)
                  .toList()),
          manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the manifest of " + file, e);
    }
  }

  Performer performer(Site site) {
    return new Restoring(sources.stream().map(Source::restore).toList(), site);
  }

  /** How a backup is restored, as the plan has it. */
  Restoring.Restore of(String backup) {
    return sources.stream()
        .map(Source::restore)
        .filter(restore -> restore.backup().equals(backup))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no restore reads backup " + backup));
  }

  /** What each backup was, and whether its restore was carried out to its end. */
  List<BackupFile> used(List<StepOutcome> outcomes, Instant impact) {
    return sources.stream()
        .map(
            source ->
                new BackupFile(
                    source.restore().backup(),
                    source.restore().file().toString(),
                    source.manifest().sha256(),
                    source.manifest().bytes(),
                    source.manifest().madeAt(),
                    Duration.between(source.manifest().madeAt(), impact).toMillis(),
                    isDone(source.restore(), outcomes)))
        .toList();
  }

  private static boolean isDone(Restoring.Restore restore, List<StepOutcome> outcomes) {
    return outcomes.stream()
        .anyMatch(
            outcome ->
                outcome.state() == StepOutcome.State.DONE
                    && outcome.verb().equals(Verb.RESTORE.word())
                    && outcome.object().equals(restore.backup()));
  }
}
