package dev.coppice.selftest;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.Gateway;
import dev.coppice.engine.TarSource;
import dev.coppice.provision.Site;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Changes of an engine of which some are made otherwise than they were asked for.
 *
 * @param container what becomes of the request for a container
 * @param stays identities that are not removed, and said to be
 */
record AlteredChanges(
    EngineChanges honest, UnaryOperator<Map<String, Object>> container, Predicate<String> stays)
    implements EngineChanges {

  /** A rebuild that asks for other containers than it was told to. */
  static Site asking(Site site, UnaryOperator<Map<String, Object>> container) {
    Gateway honest = site.gateway();
    return site.through(id -> new AlteredChanges(honest.step(id), container, object -> false));
  }

  /** An engine that leaves something where it is. */
  static EngineChanges leaving(EngineChanges honest, Predicate<String> stays) {
    return new AlteredChanges(honest, UnaryOperator.identity(), stays);
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    return honest.createContainer(name, container.apply(body));
  }

  @Override
  public void removeNetwork(String id) {
    if (!stays.test(id)) {
      honest.removeNetwork(id);
    }
  }

  @Override
  public void removeVolume(String name) {
    if (!stays.test(name)) {
      honest.removeVolume(name);
    }
  }

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    return honest.createNetwork(name, body);
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    honest.createVolume(name, body);
  }

  @Override
  public void pull(String pinned) {
    honest.pull(pinned);
  }

  @Override
  public void tag(String image, String reference) {
    honest.tag(image, reference);
  }

  @Override
  public void importEmptyImage(String reference) {
    honest.importEmptyImage(reference);
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    honest.connect(network, container, endpoint);
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    honest.putArchive(container, path, tar);
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    honest.putArchive(container, path, tar);
  }

  @Override
  public void start(String container) {
    honest.start(container);
  }

  @Override
  public void stop(String container, Duration grace) {
    honest.stop(container, grace);
  }

  @Override
  public void kill(String container) {
    honest.kill(container);
  }

  @Override
  public void pause(String container) {
    honest.pause(container);
  }

  @Override
  public void unpause(String container) {
    honest.unpause(container);
  }

  @Override
  public void removeContainer(String container) {
    honest.removeContainer(container);
  }

  @Override
  public void removeEnded(String container) {
    honest.removeEnded(container);
  }

  @Override
  public void removeImage(String reference) {
    honest.removeImage(reference);
  }
}
