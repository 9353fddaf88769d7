package dev.coppice.data;

import dev.coppice.plan.Obstacle;
import dev.coppice.probe.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backup is there, whole, and young enough to rely on.
 *
 * @param maxAge null where any age will do
 * @param again the command that makes it again, such as {@code coppice backup shop.yaml}
 */
public record BackupCheck(String name, Path file, @Nullable Duration maxAge, String again) {

  /** Clocks of two machines may differ by so much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Everything that speaks against restoring from it; reads the whole file. */
  public List<Obstacle> obstacles(Instant now) {
    try {
      if (!Files.exists(file)) {
        return List.of(obstacle("is missing: " + file));
      }
      if (!Files.isRegularFile(file)) {
        return List.of(obstacle("is no file: " + file));
      }
      if (Files.size(file) == 0) {
        return List.of(obstacle("is empty: " + file));
      }
      if (!Files.exists(BackupManifest.beside(file))) {
        return List.of(obstacle("has no manifest: " + BackupManifest.beside(file)));
      }
      return believed(now);
    } catch (IOException e) {
      return List.of(obstacle("cannot be read: " + file + ": " + Words.of(e)));
    }
  }

  private List<Obstacle> believed(Instant now) throws IOException {
    BackupManifest manifest;
    try {
      manifest = BackupManifest.of(file);
    } catch (IOException e) {
      String why = BackupManifest.beside(file) + ": " + Words.of(e);
      return List.of(obstacle("has a manifest that cannot be read: " + why));
    }
    return against(manifest, now);
  }

  private List<Obstacle> against(BackupManifest manifest, Instant now) throws IOException {
    List<Obstacle> obstacles = new ArrayList<>();
    DurableFile.Content content = DurableFile.Content.of(file);
    if (!manifest.name().equals(name)) {
      obstacles.add(obstacle("is that of another, " + manifest.name() + ": " + file));
    }
    if (content.bytes() != manifest.bytes()) {
      obstacles.add(
          obstacle("has " + content.bytes() + " bytes, its manifest says " + manifest.bytes()));
    } else if (!content.sha256().equals(manifest.sha256())) {
      obstacles.add(obstacle("has changed since it was made: its SHA-256 is another"));
    }
    Duration age = Duration.between(manifest.madeAt(), now);
    if (age.compareTo(SKEW.negated()) < 0) {
      obstacles.add(obstacle("was made in the future, says its manifest: " + manifest.madeAt()));
    } else if (maxAge != null && age.compareTo(maxAge) > 0) {
      obstacles.add(obstacle("is " + inWords(age) + " old, max-age allows " + inWords(maxAge)));
    }
    return obstacles;
  }

  private Obstacle obstacle(String what) {
    return new Obstacle("backup " + name + " " + what, "make it again: " + again);
  }

  private static String inWords(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 2) {
      return duration.toSeconds() + " s";
    }
    return minutes < 120 ? minutes + " min" : duration.toHours() + " h";
  }
}
