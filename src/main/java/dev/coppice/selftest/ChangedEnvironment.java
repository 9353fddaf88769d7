package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.provision.Site;
import dev.coppice.stack.Service;
import dev.coppice.stack.Tree;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One environment variable of a service has another value than before. */
final class ChangedEnvironment implements Mutation {

  private static final String MARK = "-coppice-selftest";

  @Override
  public String name() {
    return "environment value changed";
  }

  @Override
  public String what() {
    return "One environment variable of a service is given another value.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    if (!subject.isNative()) {
      return Targets.NOT_NATIVE;
    }
    return target(subject).isPresent() ? null : "no service that is rebuilt sets a variable";
  }

  private static Optional<Service> target(Subject subject) {
    return Targets.rebuilt(subject).stream()
        .filter(service -> variable(service).isPresent())
        .findFirst();
  }

  private static Optional<Map.Entry<String, Tree>> variable(Service service) {
    return service.definition().at("environment").map().entrySet().stream()
        .filter(entry -> entry.getValue().text() != null)
        .findFirst();
  }

  @Override
  public Attempt attempt(Subject subject) {
    Service service = target(subject).orElseThrow();
    Map.Entry<String, Tree> variable = variable(service).orElseThrow();
    return Attempt.of(
        new Changed(
            name(), service.name(), variable.getKey(), variable.getValue().text("") + MARK));
  }

  @Override
  public int meant() {
    return 6;
  }

  private record Changed(String name, String service, String variable, String value)
      implements Sabotage {

    @Override
    public Site site(Site honest) {
      return AlteredChanges.asking(
          honest, Request.of(service, body -> Request.environment(body, variable, value)));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
