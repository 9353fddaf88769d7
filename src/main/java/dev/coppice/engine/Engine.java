package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What can be asked of an engine. Nothing here changes it, save that an exec runs the command it is
 * given. Every call throws {@link EngineException} when the engine cannot be reached or refuses.
 */
public interface Engine extends AutoCloseable {

  EngineIdentity identity();

  /** The version of its API that is spoken, such as {@code 1.41}; where it is known, unasked. */
  default String apiVersion() {
    return identity().apiVersion();
  }

  /** The engine's architecture in the words of image platforms, such as {@code amd64}. */
  String architecture();

  /**
   * Whether it can kill a paused container only by letting it go on: with control groups of version
   * 1 nothing dies while it is frozen, and what else runs in the container may write once more, and
   * be heard, before the end of its first process ends it too.
   */
  default boolean thawsToKill() {
    return false;
  }

  /**
   * Everything that stands on the engine.
   *
   * @param project containers of this Compose project are described with their settings
   */
  Inventory inventory(String project);

  /**
   * One container, anybody's.
   *
   * @param idOrName its whole identity or its whole name: what only begins so is not it
   */
  Optional<Container> container(String idOrName);

  /**
   * Containers of a service that run, one-off ones excepted; a cheaper question than the inventory.
   *
   * @return their identities, by the replica's number
   */
  List<String> running(String project, String service);

  /**
   * One network, anybody's.
   *
   * @param idOrName its whole identity or its whole name: what only begins so is not it
   */
  Optional<Network> network(String idOrName);

  /** Every network of that name, anybody's: names of networks can stand twice. */
  default List<Network> networks(String name) {
    return inventory("").networks().stream()
        .filter(network -> network.name().equals(name))
        .toList();
  }

  Optional<Volume> volume(String name);

  Optional<Image> image(String reference);

  /**
   * Asks the registry, through the engine, what a reference leads to.
   *
   * @return the digest of the manifest or index, {@code sha256:…}
   */
  String resolve(String reference);

  /** The bytes that a volume holds, empty where the engine cannot tell. */
  OptionalLong volumeBytes(String name);

  /**
   * Runs a command in a container and waits for its end.
   *
   * @param timeout for the whole exchange; past it the answer says so
   * @param maxBytes of standard output and of standard error kept, each
   */
  ExecAnswer exec(String container, List<String> command, Duration timeout, int maxBytes);

  /**
   * What an exec gave.
   *
   * @param exitCode -1 where it timed out
   * @param cut whether one of the streams was longer than what was kept
   */
  record ExecAnswer(int exitCode, String stdout, String stderr, boolean timedOut, boolean cut) {}

  /** The last lines that a container wrote, both streams, at most so many bytes. */
  String logs(String container, int lines, int maxBytes);

  /** Copies a path of a container out as a tar stream. */
  void copyOut(String container, String path, OutputStream to);

  /**
   * Listens to what happens from now on. Returns once the stream stands, so that what is done after
   * the call is heard.
   *
   * @param lost told once when the stream ends by itself
   */
  Subscription events(Consumer<EngineEvent> listener, Consumer<EngineException> lost);

  /** A running subscription; closing it ends it. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close();
}
