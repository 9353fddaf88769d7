package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.stack.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes backups through a stack's own services. */
public final class Backups {

  private final Engine engine;
  private final CommandRunner commands;

  public Backups(Engine engine, CommandRunner commands) {
    this.engine = engine;
    this.commands = commands;
  }

  /**
   * Makes a backup: the command's standard output becomes the file. An older backup stays as it is
   * until the new one is whole.
   *
   * @param timeout for the command
   * @throws IOException where it could not be made; the message says what, why and what next
   */
  public BackupManifest make(
      String name,
      Path file,
      String project,
      String service,
      List<String> command,
      Duration timeout)
      throws IOException {
    Container container = running(name, project, service);
    Instant madeAt = Instant.now();
    Path unfinished = DurableFile.unfinished(file);
    try {
      DurableFile.createFolder(DurableFile.folderOf(file));
      DurableFile.create(unfinished).close();
      CommandRunner.Result result =
          commands.run(
              new Command(
                  DockerCli.exec(engine, container.id(), false, command),
                  null,
                  Map.of(),
                  null,
                  unfinished,
                  timeout));
      if (!result.succeeded()) {
        throw failed(name, DockerCli.failure(command, service, result, timeout));
      }
      DurableFile.Content content = DurableFile.Content.of(unfinished);
      if (content.bytes() == 0) {
        throw failed(name, command.get(0) + " in " + service + " wrote nothing and exited 0");
      }
      BackupManifest.Source source =
          new BackupManifest.Source(
              project,
              service,
              command,
              container.id(),
              container.imageId(),
              engine.identity().name());
      DurableFile.publish(unfinished, file);
      return written(
          file,
          new BackupManifest(
              BackupManifest.FORMAT, name, content.bytes(), content.sha256(), madeAt, source));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Writes the manifest of a backup that somebody else made; it counts as made when its file was
   * last written.
   */
  public static BackupManifest describe(String name, Path file) throws IOException {
    Instant madeAt = Files.getLastModifiedTime(file).toInstant();
    DurableFile.Content content = DurableFile.Content.of(file);
    return written(
        file,
        new BackupManifest(
            BackupManifest.FORMAT, name, content.bytes(), content.sha256(), madeAt, null));
  }

  private static BackupManifest written(Path file, BackupManifest manifest) throws IOException {
    manifest.write(file);
    return manifest;
  }

  private Container running(String name, String project, String service) throws IOException {
    try {
      for (String id : engine.running(project, service)) {
        @Nullable Container container = engine.container(id).orElse(null);
        if (container != null) {
          return container;
        }
      }
    } catch (EngineException e) {
      throw new IOException("tried to make the backup " + name + ": " + e.getMessage(), e);
    }
    throw failed(
        name, "no container of " + service + " runs in project " + project + "; start the stack");
  }

  private static IOException failed(String name, String why) {
    return new IOException("tried to make the backup " + name + " but failed because: " + why);
  }
}
