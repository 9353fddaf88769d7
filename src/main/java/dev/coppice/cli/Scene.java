package dev.coppice.cli;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run is doing, as far as it was told: the picture on the terminal is drawn from this alone.
 *
 * @param phase null between phases
 * @param sinceMs when the phase began, milliseconds since the start of the run
 * @param steps of the phase, in the plan's order
 */
record Scene(@Nullable Phase phase, double sinceMs, List<Watched> steps) {

  static final Scene EMPTY = new Scene(null, 0, List.of());

  /** How far a step has come. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * A step with how far it has come; times are milliseconds since the start of the run.
   *
   * @param why it failed; empty otherwise
   */
  record Watched(Step step, State state, double beganMs, double endedMs, String why) {

    boolean is(State wanted) {
      return state == wanted;
    }
  }

  Scene {
    steps = List.copyOf(steps);
  }

  Scene began(Phase next, double nowMs) {
    return new Scene(next, nowMs, List.of());
  }

  Scene ended() {
    return EMPTY;
  }

  Scene planned(List<Step> more) {
    List<Watched> all = new ArrayList<>(steps);
    more.forEach(step -> all.add(new Watched(step, State.WAITING, 0, 0, "")));
    return new Scene(phase, sinceMs, all);
  }

  Scene stepBegan(Step step, double nowMs) {
    return with(step, was -> new Watched(step, State.RUNNING, nowMs, 0, ""));
  }

  Scene stepDone(Step step, double nowMs) {
    return with(step, was -> new Watched(step, State.DONE, was.beganMs(), nowMs, ""));
  }

  Scene stepFailed(Step step, double nowMs, String why) {
    return with(step, was -> new Watched(step, State.FAILED, was.beganMs(), nowMs, why));
  }

  private Scene with(Step step, UnaryOperator<Watched> change) {
    return new Scene(
        phase,
        sinceMs,
        steps.stream().map(w -> w.step().id().equals(step.id()) ? change.apply(w) : w).toList());
  }

  long count(State state) {
    return steps.stream().filter(watched -> watched.is(state)).count();
  }

  /** What a step still waits for, in the order of its own list. */
  List<Watched> awaitedBy(Step step) {
    Set<String> waits = Set.copyOf(step.waitsFor());
    return steps.stream()
        .filter(other -> waits.contains(other.step().id()) && !other.is(State.DONE))
        .toList();
  }

  /**
   * The rows that a person thinks in, each replica and what is alike together, in the order in
   * which they can be done.
   */
  List<Row> rows() {
    Map<String, Integer> depths = new HashMap<>();
    Map<String, Step> byId = new HashMap<>();
    steps.forEach(watched -> byId.put(watched.step().id(), watched.step()));
    return steps.stream()
        .map(Row::nameOf)
        .distinct()
        .map(this::row)
        .sorted(Comparator.comparing(row -> row.depth(step -> depth(step, byId, depths))))
        .toList();
  }

  /** How many steps, at the most, come one after another before this one. */
  private static int depth(Step step, Map<String, Step> byId, Map<String, Integer> known) {
    Integer depth = known.get(step.id());
    if (depth == null) {
      depth =
          step.waitsFor().stream()
              .map(byId::get)
              .filter(Objects::nonNull)
              .mapToInt(awaited -> depth(awaited, byId, known) + 1)
              .max()
              .orElse(0);
      known.put(step.id(), depth);
    }
    return depth;
  }

  private Row row(String name) {
    Stream<Watched> own = steps.stream().filter(watched -> Row.nameOf(watched).equals(name));
    return new Row(name, own.collect(Collectors.toList()));
  }
}
