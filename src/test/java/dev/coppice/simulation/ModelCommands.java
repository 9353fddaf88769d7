package dev.coppice.simulation;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The external commands that a run calls: git knows nothing, docker reaches the model. */
record ModelCommands(World world, ModelTime time) implements CommandRunner {

  private static final long PART = 20_000_000L;
  private static final int PARTS = 4;

  @Override
  public Result run(Command command) {
    if (!command.argv().get(0).equals("docker")) {
      return new Result(1, "", "no repository", false);
    }
    return exec(command.argv().get(command.argv().indexOf("-i") + 1), command);
  }

  /** A model's processes leave nothing behind on this machine. */
  @Override
  public int endLeftovers(String variable, String value) {
    return 0;
  }

  /** A restore puts its data in part by part, and may be cut off between them. */
  private Result exec(String container, Command command) {
    Data backup = content(command);
    for (int part = 1; part <= PARTS; part++) {
      time.spend(PART);
      world.boundary(time, "restore, part " + part);
      ModelContainer found = world.engine.container(container).orElse(null);
      if (!world.isEngineUp() || found == null || !found.isRunning()) {
        return new Result(1, "", "the container does not run", false);
      }
      ModelVolume volume = world.engine.volumes.get(found.mounts.get(0).volume());
      world.engine.deeds.add(
          new Deed(
              world.clock.nanos(),
              Party.TOOL,
              "restore into",
              volume.name,
              volume.stamp,
              volume.owner));
      volume.data = volume.data.and(Data.upTo(backup.writes().length() * part / PARTS));
    }
    ModelContainer found = world.engine.container(container).orElseThrow();
    ModelVolume volume = world.engine.volumes.get(found.mounts.get(0).volume());
    volume.data = volume.data.and(backup);
    return new Result(0, "", "", false);
  }

  private static Data content(Command command) {
    try {
      return Data.of(Files.readString(command.input()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
