package dev.coppice.drill;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.TarSource;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The changing calls of one step, each through the journal. One line a call. */
final class JournalledChanges implements EngineChanges {

  private final String step;
  private final EngineChanges engine;
  private final JournalledGateway gateway;

  JournalledChanges(String step, EngineChanges engine, JournalledGateway gateway) {
    this.step = step;
    this.engine = engine;
    this.gateway = gateway;
  }

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    return gateway.call(step, "create network", name, () -> engine.createNetwork(name, body));
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    call("create volume", name, () -> engine.createVolume(name, body));
  }

  @Override
  public void pull(String pinned) {
    call("pull", pinned, () -> engine.pull(pinned));
  }

  @Override
  public void tag(String image, String reference) {
    call("tag", reference, () -> engine.tag(image, reference));
  }

  @Override
  public void importEmptyImage(String reference) {
    call("import empty image", reference, () -> engine.importEmptyImage(reference));
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    return gateway.call(step, "create container", name, () -> engine.createContainer(name, body));
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    call("connect to " + network, container, () -> engine.connect(network, container, endpoint));
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    call("put files into " + path, container, () -> engine.putArchive(container, path, tar));
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    call("put archive into " + path, container, () -> engine.putArchive(container, path, tar));
  }

  @Override
  public void start(String container) {
    call("start", container, () -> engine.start(container));
  }

  @Override
  public void stop(String container, Duration grace) {
    call("stop", container, () -> engine.stop(container, grace));
  }

  @Override
  public void kill(String container) {
    call("kill", container, () -> engine.kill(container));
  }

  @Override
  public void pause(String container) {
    call("pause", container, () -> engine.pause(container));
  }

  @Override
  public void unpause(String container) {
    call("unpause", container, () -> engine.unpause(container));
  }

  @Override
  public void removeContainer(String container) {
    call("remove container", container, () -> engine.removeContainer(container));
  }

  @Override
  public void removeNetwork(String id) {
    call("remove network", id, () -> engine.removeNetwork(id));
  }

  @Override
  public void removeVolume(String name) {
    call("remove volume", name, () -> engine.removeVolume(name));
  }

  @Override
  public void removeImage(String reference) {
    call("remove image", reference, () -> engine.removeImage(reference));
  }

  private void call(String call, String object, Runnable body) {
    Supplier<Boolean> made =
        () -> {
          body.run();
          return true;
        };
    gateway.call(step, call, object, made);
  }
}
