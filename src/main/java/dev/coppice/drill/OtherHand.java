package dev.coppice.drill;

import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells from the engine's events what others do to the stack's containers while a run goes on: what
 * the run makes carries its label, and what it ends was written down before. Pure.
 *
 * @param makesAll whether the stack's containers are all made by calls of the run, and none by a
 *     command that it runs
 * @param isTouched whether the run has made such a call on such an object by now
 */
record OtherHand(String project, String run, boolean makesAll, Predicate<Touched> isTouched) {

  private static final String REMOVED = "remove container";
  private static final Set<String> ENDS = Set.of("kill", "stop", REMOVED);

  /** What is told of each event, and by which calls of ours it comes about. */
  private record Deed(String words, Set<String> ours) {}

  private static final Map<String, Deed> DEEDS =
      Map.of(
          "create", new Deed("created", Set.of()),
          "destroy", new Deed("removed", Set.of(REMOVED)),
          "kill", new Deed("killed", ENDS),
          "stop", new Deed("stopped", ENDS),
          "restart", new Deed("restarted", Set.of()),
          "pause", new Deed("paused", Set.of("pause")),
          "unpause", new Deed("let go on", Set.of("unpause")));

  /** A sentence where somebody else did it, empty where it was this run or is nothing to tell. */
  Optional<String> told(EngineEvent event) {
    Deed deed = DEEDS.get(event.action());
    if (deed == null || !event.type().equals("container") || !isOfStack(event) || isOurs(event)) {
      return Optional.empty();
    }
    boolean called =
        deed.ours().stream().anyMatch(call -> isTouched.test(new Touched(call, event.id())));
    return called
        ? Optional.empty()
        : Optional.of(
            sentence(
                "container " + event.attributes().getOrDefault("name", event.id()), deed.words()));
  }

  /** How it is told that something was made, removed or changed. */
  static String sentence(String what, String deed) {
    return "%s: %s was %s by another hand".formatted(RunRecord.OTHER_HAND, what, deed);
  }

  private boolean isOfStack(EngineEvent event) {
    return project.equals(event.attributes().get(Labels.PROJECT));
  }

  /** A command of ours may make, replace and end containers without a word of which. */
  private boolean isOurs(EngineEvent event) {
    return !makesAll
        || (event.action().equals("create") && run.equals(event.attributes().get(Labels.RUN)));
  }
}
