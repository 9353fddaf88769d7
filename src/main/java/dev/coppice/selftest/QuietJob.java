package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.stack.Service;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A one-shot service fails, and whoever waits for it goes on. */
final class QuietJob implements Mutation {

  private static final List<String> FAILING = List.of("/bin/sh", "-c", "exit 3");

  @Override
  public String name() {
    return "one-shot that fails quietly";
  }

  @Override
  public String what() {
    return "A one-shot service ends with 3, and is said to have ended well.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    if (!subject.isNative()) {
      return Targets.NOT_NATIVE;
    }
    return target(subject).isPresent() ? null : "no one-shot service is rebuilt";
  }

  private static Optional<Service> target(Subject subject) {
    return Targets.jobs(subject).stream().findFirst();
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(new Failing(name(), target(subject).orElseThrow().name()));
  }

  @Override
  public int meant() {
    return 7;
  }

  private record Failing(String name, String service) implements Sabotage {

    @Override
    public Site site(Site honest) {
      return AlteredChanges.asking(
          honest, Request.of(service, body -> Request.program(body, FAILING)));
    }

    @Override
    public Performer performer(Verb verb, Performer honest, Site site) {
      return switch (verb) {
        case AWAIT_STARTED, AWAIT_HEALTHY, AWAIT_COMPLETED ->
            step -> {
              if (!service.equals(step.setting(Step.SERVICE))) {
                honest.perform(step);
              }
            };
        default -> honest;
      };
    }
  }
}
