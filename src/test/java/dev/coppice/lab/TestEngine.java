package dev.coppice.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DockerObjectAccessor;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * An engine of its own for tests that destroy: Docker in a container, reached over loopback only.
 *
 * <p>Most tests take {@link #shared()} and keep to names of their own; one that counts what stands
 * on the engine, or breaks it, takes {@link #fresh()} and closes it.
 */
public final class TestEngine implements AutoCloseable {

  /** Holds sh, httpd, nc and wget; see {@link #loadBusybox()}. */
  public static final String BUSYBOX = "coppice/test-busybox:1";

  private static final String IMAGE = "coppice/test-engine:1";
  private static final String REGISTRY = "coppice/test-registry:1";
  private static final int PORT = 2375;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Pattern PUSHED = Pattern.compile("digest: (sha256:[0-9a-f]{64})");
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  /**
   * Stands before dockerd on the path of the engine's container and starts it again whenever it
   * died, with the same address and the same folders.
   */
  private static final String SUPERVISOR =
      """
      #!/bin/sh
      trap 'kill $dockerd; exit' TERM
      while true; do
        while [ -e /run/stay-down ]; do sleep 0.1; done
        rm -f /var/run/docker.pid
        /usr/sbin/dockerd "$@" &
        dockerd=$!
        wait $dockerd
      done
      """;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final GenericContainer<?> container;
  private boolean hasRegistry;

  private TestEngine(GenericContainer<?> container) {
    this.container = container;
  }

  /** One engine for all tests of this JVM, started by the first that asks. */
  public static TestEngine shared() {
    return Shared.ENGINE;
  }

  private static final class Shared {
    static final TestEngine ENGINE = fresh();
  }

  /** An engine with nothing on it. */
  public static TestEngine fresh() {
    return fresh("{}", "");
  }

  /** An engine with nothing on it that comes up again after {@link #kill()}. */
  public static TestEngine freshToBeKilled() {
    return fresh("{}", SUPERVISOR);
  }

  /** An engine with nothing on it that keeps its images in containerd's store. */
  public static TestEngine freshWithContainerdStore() {
    return fresh("{\"features\": {\"containerd-snapshotter\": true}}", "");
  }

  /** An engine with nothing on it and with this one's name and ID, as a copied machine has them. */
  public TestEngine twin() {
    String name = docker("info", "--format", "{{.Name}}");
    String id = docker("info", "--format", "{{.ID}}");
    return fresh(
        "{}",
        "",
        engine ->
            engine
                .withCopyToContainer(Transferable.of(id), "/var/lib/docker/engine-id")
                .withCreateContainerCmdModifier(create -> create.withHostName(name)));
  }

  private static TestEngine fresh(String settings, String supervisor) {
    return fresh(settings, supervisor, engine -> {});
  }

  @SuppressWarnings("resource") // Handed to the caller, or closed by the JVM's end.
  private static TestEngine fresh(
      String settings, String supervisor, Consumer<GenericContainer<?>> more) {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
    } catch (NotFoundException e) {
      throw new IllegalStateException(
          "the image " + IMAGE + " is not there: run script/bootstrap, which makes it", e);
    }
    TestEngine engine = new TestEngine(started(settings, supervisor, more));
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
    return engine;
  }

  /** A machine may lack capabilities that "privileged" asks for: then all that it has will do. */
  private static GenericContainer<?> started(
      String settings, String supervisor, Consumer<GenericContainer<?>> more) {
    GenericContainer<?> privileged = configured(settings, supervisor).withPrivilegedMode(true);
    more.accept(privileged);
    try {
      privileged.start();
      return privileged;
    } catch (ContainerLaunchException e) {
      privileged.stop();
      GenericContainer<?> capable =
          configured(settings, supervisor)
              .withCreateContainerCmdModifier(TestEngine::withCapabilities);
      more.accept(capable);
      capable.start();
      return capable;
    }
  }

  private static GenericContainer<?> configured(String settings, String supervisor) {
    GenericContainer<?> engine = new GenericContainer<>(IMAGE);
    if (!supervisor.isEmpty()) {
      engine.withCopyToContainer(Transferable.of(supervisor, 0755), "/usr/local/sbin/dockerd");
    }
    return engine
        .withExposedPorts(PORT)
        .withCopyToContainer(Transferable.of(settings), "/etc/docker/daemon.json")
        .withLabel("dev.coppice.test", "engine")
        .withStartupTimeout(TIMEOUT)
        .withCreateContainerCmdModifier(TestEngine::withPlace)
        .waitingFor(Wait.forHttp("/_ping").forPort(PORT));
  }

  private static HostConfig host(CreateContainerCmd create) {
    return Objects.requireNonNull(create.getHostConfig());
  }

  private static void withPlace(CreateContainerCmd create) {
    create.withHostName(
        "coppice-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    create.withVolumes(new Volume("/var/lib/docker"));
    host(create)
        .withPortBindings(
            new PortBinding(Ports.Binding.bindIp("127.0.0.1"), new ExposedPort(PORT)));
  }

  private static void withCapabilities(CreateContainerCmd create) {
    host(create)
        .withCapAdd(Capability.ALL)
        .withCapDrop(Capability.SYS_RESOURCE)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withDeviceCgroupRules(List.of("a *:* rwm"));
    // No path masked: what the docker CLI makes of "systempaths=unconfined". The model lacks it.
    DockerObjectAccessor.overrideRawValue(host(create), "MaskedPaths", List.of());
    DockerObjectAccessor.overrideRawValue(host(create), "ReadonlyPaths", List.of());
  }

  /** How the host reaches the engine: {@code tcp://127.0.0.1:PORT}. */
  public String endpoint() {
    return "tcp://127.0.0.1:" + container.getMappedPort(PORT);
  }

  /** Where the host reaches the ports that containers on this engine publish. */
  public String ip() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .orElseThrow()
        .getIpAddress();
  }

  /** Where what runs on the engine, and the engine itself, reach the host. */
  public String gateway() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .orElseThrow()
        .getGateway();
  }

  /** Puts a file of the host where the engine looks for it when a stack mounts it. */
  public void share(Path file) {
    container.copyFileToContainer(MountableFile.forHostPath(file), file.toString());
  }

  /** Brings a saved image onto the engine. */
  public void load(Path imageTar) {
    if (!Files.exists(imageTar)) {
      throw new IllegalStateException(
          "the test image " + imageTar + " is not there: run script/bootstrap, which makes it");
    }
    docker("load", "-i", imageTar.toString());
  }

  /** Brings {@value #BUSYBOX}. */
  public void loadBusybox() {
    load(testImage("busybox"));
  }

  /** A test image as script/bootstrap leaves it: busybox, registry or postgres. */
  public static Path testImage(String name) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("coppice/test-images").resolve(name + ".tar");
  }

  /**
   * Starts a registry on the engine, as a bystander that no drill may touch; once is enough.
   *
   * @return its address, {@code IP:5000}, the same for the engine and for the host
   */
  public synchronized String startRegistry() {
    String address = ip() + ":5000";
    if (!hasRegistry) {
      load(testImage("registry"));
      // Back by itself where a test kills the engine.
      String name = "bystander-registry";
      docker("run", "-d", "--restart", "always", "--name", name, "-p", "5000:5000", REGISTRY);
      awaitRegistry(address);
      hasRegistry = true;
    }
    return address;
  }

  private static void awaitRegistry(String address) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .dontCatchUncaughtExceptions()
        .ignoreExceptions()
        .until(
            () -> {
              URI root = URI.create("http://" + address + "/v2/");
              try (InputStream answer = root.toURL().openStream()) {
                return answer.readAllBytes().length > 0;
              }
            });
  }

  /**
   * Pushes an image of the engine to its registry.
   *
   * @param as repository and tag, such as {@code shop/web:1}
   * @return the digest, {@code sha256:…}
   */
  public String push(String image, String as) {
    String reference = startRegistry() + "/" + as;
    docker("tag", image, reference);
    Matcher pushed = PUSHED.matcher(docker("push", reference));
    if (!pushed.find()) {
      throw new IllegalStateException("docker push of " + reference + " told no digest");
    }
    return pushed.group(1);
  }

  /**
   * Lets the registry lose the last layer of an image and keep its manifest; a layer shared with
   * other images is lost to them too.
   *
   * @param digest of the manifest, as {@link #push} gave it
   */
  public void loseLastLayer(String repository, String digest) {
    Matcher digests = DIGEST.matcher(manifest(repository, digest));
    String layer = "";
    while (digests.find()) {
      layer = digests.group(1);
    }
    loadBusybox();
    String blobs = "/var/lib/registry/docker/registry/v2/blobs/sha256/";
    docker(
        "run",
        "--rm",
        "--volumes-from",
        "bystander-registry",
        BUSYBOX,
        "rm",
        "-r",
        blobs + layer.substring(0, 2) + "/" + layer);
  }

  private String manifest(String repository, String digest) {
    try {
      URLConnection asked =
          URI.create("http://%s/v2/%s/manifests/%s".formatted(startRegistry(), repository, digest))
              .toURL()
              .openConnection();
      asked.setRequestProperty("Accept", "application/vnd.docker.distribution.manifest.v2+json");
      try (InputStream answer = asked.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no manifest of " + repository + "@" + digest, e);
    }
  }

  /** Runs the host's docker CLI against this engine; fails with its words where it fails. */
  public String docker(String... arguments) {
    CommandRunner.Result result = tryDocker(arguments);
    if (!result.succeeded()) {
      throw new IllegalStateException(
          "docker %s ended with %d: %s%s"
              .formatted(
                  String.join(" ", arguments),
                  result.exitCode(),
                  result.stderr(),
                  result.stdout()));
    }
    return result.stdout().strip();
  }

  /** As {@link #docker}, for what may fail. */
  public CommandRunner.Result tryDocker(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("docker", "-H", endpoint()));
    argv.addAll(List.of(arguments));
    return new SystemCommands().run(Command.of(TIMEOUT, argv.toArray(String[]::new)));
  }

  /** Kill: only an engine that was made for it comes up again, after {@link #raise()}. */
  public void kill() {
    inside("touch /run/stay-down; kill -9 $(cat /var/run/docker.pid)");
  }

  /** Lets the engine come up again that was killed, and waits until it answers. */
  public void raise() {
    inside("rm -f /run/stay-down");
    Awaitility.await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .dontCatchUncaughtExceptions()
        .until(() -> tryDocker("version").succeeded());
  }

  private void inside(String script) {
    try {
      var result = container.execInContainer("sh", "-c", script);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(script + ": " + result.getStderr());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the engine and all that is on it. */
  @Override
  public void close() {
    if (container.isRunning()) {
      // What is frozen cannot be killed, and would keep the engine's container from ending.
      tryDocker("ps", "-q", "--filter", "status=paused")
          .stdout()
          .lines()
          .forEach(paused -> tryDocker("unpause", paused));
    }
    container.stop();
  }
}
