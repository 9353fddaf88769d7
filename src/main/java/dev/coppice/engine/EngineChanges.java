package dev.coppice.engine;

import java.time.Duration;
import java.util.Map;

/**
 * Every call that changes an engine. Nobody but the gateway may hold the adapter's own: the gateway
 * writes each call down before it is made. Every call throws {@link EngineException} when the
 * engine refuses; what is already so (gone, stopped, started) is success.
 */
public interface EngineChanges {

  /**
   * Makes a network.
   *
   * @param body the request in the Engine API's own words, without the name
   * @return the network's identity
   */
  String createNetwork(String name, Map<String, Object> body);

  /**
   * Makes a volume. An engine answers "made" for one that exists already and ignores the labels
   * given, so the caller reads them back.
   */
  void createVolume(String name, Map<String, Object> body);

  /** Pulls {@code repository@digest}. */
  void pull(String pinned);

  /** Lets a reference lead to an image. */
  void tag(String image, String reference);

  /** Makes an image without any content. */
  void importEmptyImage(String reference);

  /**
   * Makes a container without starting it.
   *
   * @param body the request in the Engine API's own words, its query's {@code platform} included
   * @return the container's identity
   */
  String createContainer(String name, Map<String, Object> body);

  /** Attaches a container that does not run yet to one more network. */
  void connect(String network, String container, Map<String, Object> endpoint);

  /** Unpacks a small tar into a container. */
  void putArchive(String container, String path, byte[] tar);

  /** Unpacks a tar of any length into a container; it is never in memory as a whole. */
  void putArchive(String container, String path, TarSource tar);

  void start(String container);

  /** Asks the container to end and kills it after the grace period. */
  void stop(String container, Duration grace);

  void kill(String container);

  void pause(String container);

  void unpause(String container);

  /** Removes a container, running or not; its anonymous volumes stay. */
  void removeContainer(String container);

  /**
   * Removes a container that does not run; its anonymous volumes stay. One that runs by then is
   * left alone, and the engine says so: no look beforehand is as sure.
   */
  void removeEnded(String container);

  void removeNetwork(String id);

  void removeVolume(String name);

  /** Takes one reference away; the image goes with its last one. Never by force. */
  void removeImage(String reference);
}
