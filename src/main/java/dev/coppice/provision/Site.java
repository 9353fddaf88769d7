package dev.coppice.provision;

import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.Engine;
import dev.coppice.engine.Gateway;
import dev.coppice.process.CommandRunner;
import dev.coppice.stack.Stack;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.Map;

/**
 * What a rebuild works with.
 *
 * @param gateway every changing call goes through it
 * @param commands runs commands that change the engine; it writes them to the journal first
 * @param marks labels that everything made by this run carries: run and nonce
 * @param timeout for the whole rebuild
 * @param serving told of each container whose own health command has succeeded
 */
public record Site(
    Stack stack,
    Engine engine,
    Gateway gateway,
    CommandRunner commands,
    ContainerWatch watch,
    Time time,
    Map<String, String> marks,
    Duration timeout,
    Serving serving) {

  /** Where nobody wants to know since when something serves. */
  public Site(
      Stack stack,
      Engine engine,
      Gateway gateway,
      CommandRunner commands,
      ContainerWatch watch,
      Time time,
      Map<String, String> marks,
      Duration timeout) {
    this(stack, engine, gateway, commands, watch, time, marks, timeout, Serving.UNHEARD);
  }

  /** The same with another way through which changes are made. */
  public Site through(Gateway other) {
    return new Site(stack, engine, other, commands, watch, time, marks, timeout, serving);
  }

  /** The same with somebody else who runs commands. */
  public Site running(CommandRunner other) {
    return new Site(stack, engine, gateway, other, watch, time, marks, timeout, serving);
  }
}
