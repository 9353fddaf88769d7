package dev.coppice.drill;

import dev.coppice.compose.Compose;
import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.State;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.Registries;
import dev.coppice.time.Time;
import java.util.Map;

/**
 * The outside world as a run reaches it.
 *
 * @param changes the engine's changing calls; only the gateway may use them
 * @param commands external commands; those that change the engine go through the gateway
 * @param registries where images are pulled from
 * @param time that runs go by
 * @param environment of this process
 * @param failPoints where a test lets runs fail
 * @param sabotage what is done wrong on purpose; in an honest run nothing
 */
public record Access(
    Engine engine,
    EngineChanges changes,
    Compose compose,
    CommandRunner commands,
    Registries registries,
    Time time,
    State state,
    Map<String, String> environment,
    FailPoints failPoints,
    Sabotage sabotage) {

  /** An honest one. */
  public Access(
      Engine engine,
      EngineChanges changes,
      Compose compose,
      CommandRunner commands,
      Registries registries,
      Time time,
      State state,
      Map<String, String> environment,
      FailPoints failPoints) {
    this(
        engine,
        changes,
        compose,
        commands,
        registries,
        time,
        state,
        environment,
        failPoints,
        Sabotage.NONE);
  }

  /** The same for runs that are sabotaged. */
  public Access sabotaged(Sabotage sabotage) {
    return new Access(
        engine,
        sabotage.changes(changes),
        compose,
        commands,
        registries,
        time,
        state,
        environment,
        failPoints,
        sabotage);
  }
}
