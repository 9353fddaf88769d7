package dev.coppice.cli;

import dev.coppice.cli.Scene.State;
import dev.coppice.cli.Scene.Watched;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** One line of the picture: the steps of one replica, or steps that are alike. */
record Row(String name, List<Watched> steps) {

  Row {
    steps = List.copyOf(steps);
  }

  static String nameOf(Watched watched) {
    Step step = watched.step();
    return switch (step.verb()) {
      case HOLD -> "holds";
      case COPY -> "rescue copies";
      case KILL, STOP, REMOVE_CONTAINER -> "containers";
      case CREATE_NETWORK, REMOVE_NETWORK -> "networks";
      case CREATE_VOLUME, REMOVE_VOLUME -> "volumes";
      case PULL, REMOVE_IMAGE -> "images";
      case RESTORE, PUT_BACK, COMPOSE_UP -> step.id();
      case CREATE, START, AWAIT_STARTED, AWAIT_HEALTHY, AWAIT_COMPLETED -> replica(step);
    };
  }

  private static String replica(Step step) {
    return step.settings().getOrDefault(Step.SERVICE, step.object())
        + "-"
        + step.settings().getOrDefault(Step.NUMBER, "1");
  }

  private boolean isOfOne() {
    return switch (steps.get(0).step().verb()) {
      case RESTORE,
          PUT_BACK,
          COMPOSE_UP,
          CREATE,
          START,
          AWAIT_STARTED,
          AWAIT_HEALTHY,
          AWAIT_COMPLETED ->
          true;
      default -> false;
    };
  }

  /** Whether it is about a replica of a service. */
  boolean isOfService() {
    return switch (steps.get(0).step().verb()) {
      case CREATE, START, AWAIT_STARTED, AWAIT_HEALTHY, AWAIT_COMPLETED -> true;
      default -> false;
    };
  }

  /** As far as the worst of its steps: failed, running, waiting, done. */
  State state() {
    for (State state : List.of(State.FAILED, State.RUNNING, State.WAITING)) {
      if (any(state)) {
        return state;
      }
    }
    return State.DONE;
  }

  /** As deep as its last step. */
  int depth(ToIntFunction<Step> depth) {
    return steps.stream().map(Watched::step).mapToInt(depth).max().orElse(0);
  }

  private boolean any(State state) {
    return steps.stream().anyMatch(watched -> watched.is(state));
  }

  /** When something last happened to it, milliseconds since the start of the run. */
  double lastMs() {
    return steps.stream().mapToDouble(w -> Math.max(w.beganMs(), w.endedMs())).max().orElse(0);
  }

  /** How it stands with it, in words. */
  String words(Scene scene, double nowMs) {
    return switch (state()) {
      case FAILED -> failure();
      case RUNNING -> isOfOne() ? running(nowMs) : counted() + doing();
      case WAITING -> isOfOne() ? waiting(scene) : counted();
      case DONE -> isOfOne() ? done() : counted();
    };
  }

  private Watched first(State state) {
    return steps.stream().filter(watched -> watched.is(state)).findFirst().orElseThrow();
  }

  private String failure() {
    Watched failed = first(State.FAILED);
    return "FAILED: " + ShortDigests.in(failed.step().id()) + ": " + failed.why();
  }

  private String counted() {
    long done = steps.stream().filter(watched -> watched.is(State.DONE)).count();
    return done + " of " + steps.size() + " done";
  }

  private String doing() {
    return steps.stream()
        .filter(watched -> watched.is(State.RUNNING))
        .map(watched -> ShortDigests.in(watched.step().id()))
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private String running(double nowMs) {
    Watched running = first(State.RUNNING);
    String doing =
        switch (running.step().verb()) {
          case CREATE -> "being created";
          case START, AWAIT_STARTED -> "starting";
          case AWAIT_HEALTHY -> "started, not healthy yet";
          case AWAIT_COMPLETED -> "running to its end";
          default -> "at work";
        };
    return doing + since(running, nowMs);
  }

  private static String since(Watched running, double nowMs) {
    return String.format(Locale.ROOT, ", %.1f s", (nowMs - running.beganMs()) / 1000);
  }

  private String waiting(Scene scene) {
    List<Watched> awaited = scene.awaitedBy(first(State.WAITING).step());
    if (awaited.isEmpty()) {
      return "goes on";
    }
    boolean lost = awaited.stream().anyMatch(watched -> watched.is(State.FAILED));
    return (lost ? "cannot go on without " : "waits for ")
        + awaited.stream().map(Row::condition).collect(Collectors.joining(", "));
  }

  /** A step as a condition: "await db-1 healthy" is "db-1 healthy". */
  private static String condition(Watched awaited) {
    return ShortDigests.in(awaited.step().id()).replaceFirst("^await ", "");
  }

  private String done() {
    Watched last = steps.get(0);
    Watched first = null;
    for (Watched watched : steps) {
      last = watched.endedMs() >= last.endedMs() ? watched : last;
      boolean begins = watched.step().verb() == Verb.START || steps.size() == 1;
      first = begins ? watched : first;
    }
    String is =
        switch (last.step().verb()) {
          case AWAIT_HEALTHY -> "healthy";
          case AWAIT_COMPLETED -> "ended well";
          case RESTORE -> "restored";
          case PUT_BACK -> "put back";
          case CREATE -> "created";
          default -> "up";
        };
    double beganMs = first == null ? steps.get(0).beganMs() : first.beganMs();
    return is + " in " + Ended.seconds(last.endedMs() - beganMs);
  }
}
