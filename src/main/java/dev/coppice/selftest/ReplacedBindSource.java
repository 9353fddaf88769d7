package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.provision.Site;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is mounted from the host into a container is something else than before. */
final class ReplacedBindSource implements Mutation {

  /** Stands on every host that runs Linux, and is empty. */
  private static final String EMPTY_FILE = "/dev/null";

  /** Stands on every host that keeps to the Filesystem Hierarchy Standard (3.0, 3.11). */
  private static final String OTHER_FOLDER = "/media";

  /** A place in a service's containers where a file or folder of the host is mounted. */
  private record Bind(Service service, String source, String target) {}

  @Override
  public String name() {
    return "bind source replaced";
  }

  @Override
  public String what() {
    return "In place of a file or folder of the host another one is mounted, read-only.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    if (!subject.isNative()) {
      return Targets.NOT_NATIVE;
    }
    return bind(subject).isPresent()
        ? null
        : "no service that is rebuilt mounts anything of the host";
  }

  private static Optional<Bind> bind(Subject subject) {
    return Targets.rebuilt(subject).stream()
        .flatMap(service -> binds(subject, service))
        .filter(bind -> Path.of(bind.source()).isAbsolute())
        .findFirst();
  }

  private static Stream<Bind> binds(Subject subject, Service service) {
    Stream<Bind> mounted =
        service.mounts().stream()
            .filter(mount -> mount.type() == Service.Mount.Type.BIND && mount.source() != null)
            .map(mount -> new Bind(service, String.valueOf(mount.source()), mount.target()));
    Stream<Bind> configs = files(service, "configs", "/", subject.stack().configs());
    Stream<Bind> secrets = files(service, "secrets", "/run/secrets/", subject.stack().secrets());
    return Stream.concat(mounted, Stream.concat(configs, secrets));
  }

  private static Stream<Bind> files(
      Service service, String key, String folder, SortedMap<String, FileSource> sources) {
    return service.definition().at(key).list().stream()
        .flatMap(use -> file(service, use, folder, sources));
  }

  private static Stream<Bind> file(
      Service service, Tree use, String folder, SortedMap<String, FileSource> sources) {
    String name = use.at("source").text(use.text(""));
    FileSource source = sources.get(name);
    String target = use.at("target").text(name);
    return source == null || source.file() == null
        ? Stream.empty()
        : Stream.of(
            new Bind(
                service,
                source.file().toString(),
                target.startsWith("/") ? target : folder + target));
  }

  @Override
  public Attempt attempt(Subject subject) {
    Bind bind = bind(subject).orElseThrow();
    String other = Files.isDirectory(Path.of(bind.source())) ? OTHER_FOLDER : EMPTY_FILE;
    return Attempt.of(new Replaced(name(), bind, other));
  }

  @Override
  public int meant() {
    return 6;
  }

  private record Replaced(String name, Bind bind, String other) implements Sabotage {

    @Override
    public Site site(Site honest) {
      return AlteredChanges.asking(
          honest,
          Request.of(bind.service().name(), body -> Request.bind(body, bind.target(), other)));
    }
  }
}
