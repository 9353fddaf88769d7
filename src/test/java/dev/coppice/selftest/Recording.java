package dev.coppice.selftest;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.TarSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An engine that only remembers what it was asked for. */
final class Recording implements EngineChanges {

  final List<String> removed = new ArrayList<>();
  private final List<Map<String, Object>> containers;

  Recording(List<Map<String, Object>> containers) {
    this.containers = containers;
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    containers.add(body);
    return name;
  }

  @Override
  public void removeNetwork(String id) {
    removed.add("remove network " + id);
  }

  @Override
  public void removeVolume(String name) {
    removed.add("remove volume " + name);
  }

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pull(String pinned) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tag(String image, String reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void importEmptyImage(String reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(String container, Duration grace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void kill(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unpause(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeContainer(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeEnded(String container) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeImage(String reference) {
    throw new UnsupportedOperationException();
  }
}
