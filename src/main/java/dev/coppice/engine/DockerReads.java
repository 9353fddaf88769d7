package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Tree;
import dev.coppice.stack.Volume;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What the docker-java adapter can tell about an engine, without changing it. */
class DockerReads implements Engine {

  /** Inspections at a time: more of them do not make an engine answer sooner. */
  private static final int ABREAST = 8;

  private static final int LISTINGS = 40;

  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final Duration MEASURING = Duration.ofMinutes(5);

  final DockerApi api;
  final RegistryLogin login;
  final ExecTurns turns = new ExecTurns();
  private final String endpoint;
  private final String version;
  private final UnaryOperator<String> environmentHash;

  /**
   * @param version of the Engine API that is spoken, such as {@code 1.41}
   */
  DockerReads(
      DockerApi api,
      RegistryLogin login,
      String endpoint,
      String version,
      UnaryOperator<String> environmentHash) {
    this.api = api;
    this.login = login;
    this.endpoint = endpoint;
    this.version = version;
    this.environmentHash = environmentHash;
  }

  @Override
  public EngineIdentity identity() {
    Tree told = told();
    return new EngineIdentity(
        told.at("Name").text(""),
        told.at("ID").text(""),
        told.at("ServerVersion").text(""),
        version,
        told.at("DockerRootDir").text(""),
        endpoint);
  }

  @Override
  public String apiVersion() {
    return version;
  }

  @Override
  public String architecture() {
    String machine = told().at("Architecture").text("");
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> machine;
    };
  }

  @Override
  public boolean thawsToKill() {
    return !told().at("CgroupVersion").text("").equals("2");
  }

  private Tree told() {
    return api.json(EngineCall.get("ask the engine at " + endpoint + " who it is", "/info"));
  }

  @Override
  public Inventory inventory(String project) {
    Instant at = Instant.now();
    String listing = "list what stands on the engine";
    Tree containers = api.json(EngineCall.get(listing, "/containers/json?all=true"));
    Tree networks = api.json(EngineCall.get(listing, "/networks"));
    Tree volumes = api.json(EngineCall.get(listing, "/volumes"));
    Tree images = images(listing);
    // A list leaves out what only an inspection tells. What vanishes in between does not stand.
    return new Inventory(
        at,
        Abreast.map(ABREAST, ids(containers), id -> container(id, project)),
        Abreast.map(ABREAST, ids(networks), this::network),
        volumes.at("Volumes").list().stream().map(Inspections::volume).toList(),
        images.list().stream().map(Inspections::image).toList());
  }

  /**
   * An engine on containerd's store fails to list its images at the instant in which one of them is
   * removed, so it is asked again: for two seconds at most.
   */
  private Tree images(String listing) {
    EngineCall call = EngineCall.get(listing, "/images/json");
    for (int attempt = 1; attempt < LISTINGS; attempt++) {
      try {
        return api.json(call);
      } catch (EngineException e) {
        if (!e.why().contains("not found")) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
    return api.json(call);
  }

  private static List<String> ids(Tree listed) {
    return listed.list().stream().map(object -> object.at("Id").text("")).toList();
  }

  private Optional<Container> container(String id, String project) {
    return find("container", id, "/containers/" + segment(id) + "/json")
        .map(
            inspected -> {
              Tree label = inspected.at("Config", "Labels", Labels.PROJECT);
              return Inspections.container(
                  inspected, project.equals(label.text()) ? settings(inspected) : new TreeMap<>());
            });
  }

  private SortedMap<String, String> settings(Tree inspected) {
    return Settings.ofContainer(inspected, environmentHash);
  }

  @Override
  public List<String> running(String project, String service) {
    String filters =
        Json.text(
            Map.of(
                "status",
                List.of("running"),
                "label",
                List.of(Labels.PROJECT + "=" + project, Labels.SERVICE + "=" + service)));
    return api
        .json(
            EngineCall.get(
                "list the running containers of " + service,
                "/containers/json?filters=" + query(filters)))
        .list()
        .stream()
        .filter(c -> !"True".equalsIgnoreCase(c.at("Labels", Labels.ONE_OFF).text()))
        .sorted(Comparator.comparingInt(DockerReads::number))
        .map(c -> c.at("Id").text(""))
        .toList();
  }

  private static int number(Tree listed) {
    String number = listed.at("Labels", Labels.NUMBER).text("");
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  @Override
  public Optional<Container> container(String idOrName) {
    return inspected(idOrName)
        .map(inspected -> Inspections.container(inspected, settings(inspected)))
        .filter(found -> isMeant(idOrName, found.id(), found.name()));
  }

  final Optional<Tree> inspected(String container) {
    return find("container", container, "/containers/" + segment(container) + "/json");
  }

  @Override
  public Optional<Network> network(String idOrName) {
    return find("network", idOrName, "/networks/" + segment(idOrName))
        .map(Inspections::network)
        .filter(found -> isMeant(idOrName, found.id(), found.name()));
  }

  @Override
  public List<Network> networks(String name) {
    String filter = query(Json.text(Map.of("name", List.of(name))));
    Tree listed =
        api.json(EngineCall.get("list the networks named " + name, "/networks?filters=" + filter));
    // The filter lets through what only holds the name; a list leaves out who is attached.
    return listed.list().stream()
        .filter(network -> network.at("Name").text("").equals(name))
        .map(network -> network(network.at("Id").text("")))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * An engine that knows no object of a name answers with the one whose identity begins so: a
   * container that is to be called {@code db} and is not there yet would be any stranger's of the
   * identity {@code db03…}.
   */
  private static boolean isMeant(String idOrName, String id, String name) {
    return idOrName.equals(id) || idOrName.equals(name);
  }

  @Override
  public Optional<Volume> volume(String name) {
    return find("volume", name, "/volumes/" + segment(name)).map(Inspections::volume);
  }

  @Override
  public Optional<Image> image(String reference) {
    return find("image", reference, "/images/" + segment(reference) + "/json")
        .map(Inspections::image);
  }

  private Optional<Tree> find(String kind, String name, String path) {
    return api.find(EngineCall.get("inspect " + kind + " " + name, path));
  }

  @Override
  public String resolve(String reference) {
    String doing = "ask the registry for " + reference;
    EngineCall call =
        EngineCall.get(doing, "/distribution/" + segment(reference) + "/json")
            .with(login.header(reference));
    String digest = api.json(call).at("Descriptor", "digest").text();
    if (digest == null) {
      throw new EngineException(doing, "the engine's answer names no digest", 0, null);
    }
    return digest;
  }

  @Override
  public OptionalLong volumeBytes(String name) {
    EngineCall call =
        EngineCall.get("measure volume " + name, "/system/df?type=volume").within(MEASURING);
    return api.json(call).at("Volumes").list().stream()
        .filter(volume -> name.equals(volume.at("Name").text()))
        .map(volume -> volume.at("UsageData", "Size").text("-1"))
        .mapToLong(Long::parseLong)
        .filter(bytes -> bytes >= 0)
        .findFirst();
  }

  @Override
  public ExecAnswer exec(String container, List<String> command, Duration timeout, int maxBytes) {
    return turns.exec(
        container,
        () -> new Execution(api, container, timeout, maxBytes).run(segment(container), command));
  }

  @Override
  public String logs(String container, int lines, int maxBytes) {
    String doing = "read the logs of container " + container;
    String path = "/containers/" + segment(container);
    // A terminal's output comes as it is, everything else in frames; only later APIs say which.
    boolean terminal = api.json(EngineCall.get(doing, path + "/json")).at("Config", "Tty").isTrue();
    KeptBytes kept = KeptBytes.last(maxBytes);
    EngineCall call = EngineCall.get(doing, path + "/logs?stdout=true&stderr=true&tail=" + lines);
    return api.exchange(
        call,
        (response, body) -> {
          if (terminal) {
            body.transferTo(kept);
          } else {
            Frames.split(body, kept, kept);
          }
          return kept.text();
        });
  }

  @Override
  public void copyOut(String container, String path, OutputStream to) {
    EngineCall call =
        EngineCall.get(
                "copy " + path + " out of container " + container,
                "/containers/" + segment(container) + "/archive?path=" + query(path))
            .patiently(SILENCE);
    api.exchange(call, (response, body) -> body.transferTo(to));
  }

  @Override
  public Subscription events(Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    Instant engineNow = OffsetDateTime.parse(told().at("SystemTime").text("")).toInstant();
    String since = "%d.%09d".formatted(engineNow.getEpochSecond(), engineNow.getNano());
    return DockerEvents.listen(api, since, listener, lost);
  }

  @Override
  public void close() {
    api.close();
  }

  /** A name as a part of a path; references keep their slashes. */
  static String segment(String name) {
    return query(name).replace("%2F", "/");
  }

  static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
