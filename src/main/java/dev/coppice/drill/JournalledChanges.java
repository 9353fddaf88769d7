package dev.coppice.drill;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.TarSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The changing calls of one step, each through the journal. */
final class JournalledChanges implements EngineChanges {

  private static final String MADE = "made with the marks of this run and step";
  private static final String GONE = "gone";

  private final String step;
  private final EngineChanges engine;
  private final Looks looks;
  private final JournalledGateway gateway;

  JournalledChanges(String step, EngineChanges engine, Looks looks, JournalledGateway gateway) {
    this.step = step;
    this.engine = engine;
    this.looks = looks;
    this.gateway = gateway;
  }

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    return gateway.call(
        new Change<>(
            step,
            "create network",
            name,
            Map.of(Change.EXPECTED, MADE),
            () -> engine.createNetwork(name, body),
            looks.networkMade(name, body)));
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    call(
        "create volume",
        name,
        MADE,
        () -> engine.createVolume(name, body),
        looks.volumeMade(name, body));
  }

  @Override
  public void pull(String pinned) {
    call("pull", pinned, "there", () -> engine.pull(pinned), looks.image(pinned));
  }

  @Override
  public void tag(String image, String reference) {
    call(
        "tag",
        reference,
        "leads to " + image,
        () -> engine.tag(image, reference),
        looks.tagged(image, reference));
  }

  @Override
  public void importEmptyImage(String reference) {
    call(
        "import empty image",
        reference,
        "there",
        () -> engine.importEmptyImage(reference),
        looks.image(reference));
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    return gateway.call(
        new Change<>(
            step,
            "create container",
            name,
            Map.of(Change.EXPECTED, MADE),
            () -> engine.createContainer(name, body),
            looks.containerMade(name, body)));
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    call(
        "connect to " + network,
        container,
        "connected",
        () -> engine.connect(network, container, endpoint),
        looks.connected(network, container));
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    // No engine tells whether an archive was unpacked to its end.
    call(
        "put files into " + path,
        container,
        "holds the files",
        () -> engine.putArchive(container, path, tar),
        null);
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    call(
        "put archive into " + path,
        container,
        "holds the archive",
        () -> engine.putArchive(container, path, tar),
        null);
  }

  @Override
  public void start(String container) {
    call("start", container, "started", () -> engine.start(container), looks.started(container));
  }

  @Override
  public void stop(String container, Duration grace) {
    call("stop", container, "ended", () -> engine.stop(container, grace), looks.ended(container));
  }

  @Override
  public void kill(String container) {
    call("kill", container, "ended", () -> engine.kill(container), looks.ended(container));
  }

  @Override
  public void pause(String container) {
    call("pause", container, "paused", () -> engine.pause(container), looks.paused(container));
  }

  @Override
  public void unpause(String container) {
    call(
        "unpause",
        container,
        "not paused",
        () -> engine.unpause(container),
        looks.unpaused(container));
  }

  @Override
  public void removeContainer(String container) {
    call(
        "remove container",
        container,
        GONE,
        () -> engine.removeContainer(container),
        looks.containerGone(container));
  }

  @Override
  public void removeEnded(String container) {
    call(
        "remove container",
        container,
        GONE,
        () -> engine.removeEnded(container),
        looks.containerGone(container));
  }

  @Override
  public void removeNetwork(String id) {
    call("remove network", id, GONE, () -> engine.removeNetwork(id), looks.networkGone(id));
  }

  @Override
  public void removeVolume(String name) {
    call("remove volume", name, GONE, () -> engine.removeVolume(name), looks.volumeGone(name));
  }

  @Override
  public void removeImage(String reference) {
    call(
        "remove image",
        reference,
        GONE,
        () -> engine.removeImage(reference),
        looks.imageGone(reference));
  }

  private void call(
      String call,
      String object,
      String expected,
      Runnable body,
      @Nullable Supplier<Optional<Boolean>> look) {
    Supplier<Boolean> made =
        () -> {
          body.run();
          return true;
        };
    gateway.call(new Change<>(step, call, object, Map.of(Change.EXPECTED, expected), made, look));
  }
}
