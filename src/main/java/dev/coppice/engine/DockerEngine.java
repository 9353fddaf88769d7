package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.ImageName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A Docker engine through docker-java: the one adapter behind {@link Engine} and {@link
 * EngineChanges}.
 */
public final class DockerEngine extends DockerReads implements EngineChanges {

  /** Without a word for so long, a pull or an upload has got stuck. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration REMOVAL = Duration.ofMinutes(2);
  private static final long REMOVAL_PAUSE_MS = 20;

  /** Two empty blocks: a tar archive without entries. */
  private static final byte[] EMPTY_TAR = new byte[1024];

  DockerEngine(
      DockerApi api,
      RegistryLogin login,
      String endpoint,
      String version,
      UnaryOperator<String> environmentHash) {
    super(api, login, endpoint, version, environmentHash);
  }

  /**
   * Reaches an engine and agrees with it on a version of its API.
   *
   * @param endpoint {@code unix:///…} or {@code tcp://…}
   * @param environmentHash what is shown in place of the value of an environment variable
   * @throws EngineException where no engine answers there or it is too old
   */
  public static DockerEngine connect(String endpoint, UnaryOperator<String> environmentHash) {
    return Connection.open(endpoint, environmentHash);
  }

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    Map<String, Object> request = new TreeMap<>(body);
    request.put("Name", name);
    // Before API 1.44 an engine makes a second network of that name unless it is asked not to.
    request.putIfAbsent("CheckDuplicate", true);
    return made("create network " + name, "/networks/create", request);
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    Map<String, Object> request = new TreeMap<>(body);
    request.put("Name", name);
    api.send(EngineCall.post("create volume " + name, "/volumes/create").sending(request));
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    Map<String, Object> request = new TreeMap<>(body);
    // The one part of a request for a container that the API takes in the address.
    String platform = Objects.toString(request.remove("platform"), "");
    return made(
        "create container " + name,
        "/containers/create?name="
            + query(name)
            + (platform.isEmpty() ? "" : "&platform=" + query(platform)),
        request);
  }

  private String made(String doing, String path, Map<String, Object> body) {
    String id = api.json(EngineCall.post(doing, path).sending(body)).at("Id").text();
    if (id == null) {
      throw new EngineException(doing, "the engine's answer names no identity", 0, null);
    }
    return id;
  }

  @Override
  public void pull(String pinned) {
    ImageName name = ImageName.parse(pinned);
    String version = name.digest() == null ? tagOf(name) : name.digest();
    progress(
        EngineCall.post(
                "pull " + pinned,
                "/images/create?fromImage=" + query(name.repository()) + "&tag=" + query(version))
            .with(login.header(pinned)));
  }

  @Override
  public void importEmptyImage(String reference) {
    ImageName name = ImageName.parse(reference);
    progress(
        EngineCall.post(
                "make the empty image " + reference,
                "/images/create?fromSrc=-&repo="
                    + query(name.repository())
                    + "&tag="
                    + query(tagOf(name)))
            .sending("application/x-tar", EMPTY_TAR));
  }

  private void progress(EngineCall call) {
    api.exchange(
        call.patiently(SILENCE),
        (response, body) -> {
          Progress.read(call.doing(), response.getStatusCode(), body);
          return true;
        });
  }

  @Override
  public void tag(String image, String reference) {
    ImageName name = ImageName.parse(reference);
    api.send(
        EngineCall.post(
            "tag " + image + " as " + reference,
            "/images/"
                + segment(image)
                + "/tag?repo="
                + query(name.repository())
                + "&tag="
                + query(tagOf(name))));
  }

  private static String tagOf(ImageName name) {
    return Objects.requireNonNullElse(name.tag(), "latest");
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    api.send(
        EngineCall.post(
                "connect container " + container + " to network " + network,
                "/networks/" + segment(network) + "/connect")
            .sending(Map.of("Container", container, "EndpointConfig", endpoint)));
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    api.send(
        EngineCall.put(
                "unpack files into " + path + " of container " + container,
                "/containers/" + segment(container) + "/archive?path=" + query(path))
            .sending("application/x-tar", tar)
            .within(SILENCE));
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    api.send(
        EngineCall.put(
                "unpack an archive into " + path + " of container " + container,
                "/containers/" + segment(container) + "/archive?path=" + query(path))
            .streaming("application/x-tar", tar)
            .patiently(SILENCE));
  }

  @Override
  public void start(String container) {
    change("start", container, "/start", Container::isRunning);
  }

  @Override
  public void stop(String container, Duration grace) {
    // The engine answers after the grace period and what the kill after it takes.
    EngineCall call =
        EngineCall.post(
                "stop container " + container,
                "/containers/" + segment(container) + "/stop?t=" + grace.toSeconds())
            .within(grace.plusMinutes(1));
    api.send(call);
  }

  @Override
  public void kill(String container) {
    change("kill", container, "/kill", now -> !now.isRunning() && !now.state().equals("paused"));
  }

  @Override
  public void pause(String container) {
    turns.pause(
        container,
        () -> {
          QuietMoment.await(() -> inspected(container));
          change("pause", container, "/pause", now -> now.state().equals("paused"));
        });
  }

  @Override
  public void unpause(String container) {
    change("unpause", container, "/unpause", Container::isRunning);
  }

  /**
   * What the engine refuses because it is so already is a success; engines differ in the status.
   */
  private void change(String verb, String container, String path, Predicate<Container> already) {
    try {
      api.send(
          EngineCall.post(
              verb + " container " + container, "/containers/" + segment(container) + path));
    } catch (EngineException e) {
      boolean refused = e.isConflict() || e.status() >= 500;
      if (!refused || container(container).filter(already).isEmpty()) {
        throw e;
      }
    }
  }

  @Override
  public void removeContainer(String container) {
    removeContainer(container, true);
  }

  @Override
  public void removeEnded(String container) {
    removeContainer(container, false);
  }

  private void removeContainer(String container, boolean force) {
    String path = "/containers/" + segment(container);
    try {
      remove("container", container, path + "?force=" + force + "&v=false");
    } catch (EngineException e) {
      if (!e.isConflict() || !e.why().contains("in progress")) {
        throw e;
      }
      awaitRemoval(container, e);
    }
  }

  /** Somebody else's removal is under way: it is ours as soon as it is done. */
  private void awaitRemoval(String container, EngineException refusal) {
    long deadline = System.nanoTime() + REMOVAL.toNanos();
    while (container(container).isPresent()) {
      if (System.nanoTime() > deadline) {
        throw refusal;
      }
      try {
        Thread.sleep(REMOVAL_PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw refusal;
      }
    }
  }

  @Override
  public void removeNetwork(String id) {
    remove("network", id, "/networks/" + segment(id));
  }

  @Override
  public void removeVolume(String name) {
    remove("volume", name, "/volumes/" + segment(name));
  }

  @Override
  public void removeImage(String reference) {
    ImageName name = ImageName.parse(reference);
    // With its tag written out, no reference can be mistaken for an identity, which would take
    // every tag away.
    String exact = name.digest() == null ? name.tagged() : reference;
    // Parents without a name stay: nobody asked for them to go.
    remove("image", reference, "/images/" + segment(exact) + "?force=false&noprune=true");
  }

  private void remove(String kind, String name, String path) {
    // Nothing found is what was wanted: it is gone.
    api.find(EngineCall.delete("remove " + kind + " " + name, path));
  }
}
