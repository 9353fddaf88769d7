package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The steps by which what is lost gets lost. Pure. */
public final class Losing {

  /** Among what is expected of a loss: the identities of the containers that use it. */
  public static final String USERS = "users";

  /** Among what is expected of a volume: its creation as the engine tells it. */
  public static final String CREATED = "createdAt";

  /** The setting of a REMOVE_IMAGE step: the identity that its reference must still lead to. */
  static final String IDENTITY = "identity";

  /** The setting of a STOP step: how long the container may take, as in {@code 10s}. */
  static final String GRACE = "grace";

  private Losing() {}

  /**
   * As wide as it can be: every container at once, and each network, volume and image as soon as
   * the containers that use it are gone.
   */
  public static List<Step> steps(Stack stack, List<Loss> losses) {
    List<Step> steps = new ArrayList<>();
    Map<String, String> goneBy = new HashMap<>();
    for (Loss loss : losses) {
      if (loss.kind() == Kind.CONTAINER) {
        List<Step> lost = container(stack, loss);
        steps.addAll(lost);
        goneBy.put(loss.identity(), lost.get(lost.size() - 1).id());
      }
    }
    Map<String, String> before = new HashMap<>();
    for (Loss loss : losses) {
      if (loss.kind() != Kind.CONTAINER) {
        Step step = removal(loss, goneBy, before);
        steps.add(step);
        // References to one image go one after the other: an engine takes the digests of a
        // repository away with its last tag, and two calls at once would trip over each other.
        before.put(loss.kind() + loss.identity(), step.id());
      }
    }
    return List.copyOf(steps);
  }

  private static List<Step> container(Stack stack, Loss loss) {
    String cause = "the disaster takes " + loss.why();
    Map<String, String> settings =
        loss.service() == null ? Map.of() : Map.of(Step.SERVICE, loss.service());
    String name = loss.name();
    if (loss.fate() == Fate.STOPPED) {
      Map<String, String> graceful = new TreeMap<>(settings);
      graceful.put(
          GRACE,
          loss.service() == null
              ? "10s"
              : stack.service(loss.service()).definition().at("stop_grace_period").text("10s"));
      return List.of(step("stop " + name, Verb.STOP, loss, cause, List.of(), graceful));
    }
    Step kill = step("kill " + name, Verb.KILL, loss, cause, List.of(), settings);
    if (loss.fate() == Fate.KILLED) {
      return List.of(kill);
    }
    return List.of(
        kill,
        step(
            "remove " + name,
            Verb.REMOVE_CONTAINER,
            loss,
            "killed before it is removed",
            List.of(kill.id()),
            settings));
  }

  private static Step removal(Loss loss, Map<String, String> goneBy, Map<String, String> before) {
    List<String> waitsFor =
        Stream.concat(
                users(loss).stream().map(goneBy::get),
                Stream.of(loss.kind() + loss.identity()).map(before::get))
            .filter(step -> step != null)
            .toList();
    String cause = "the disaster takes " + loss.why();
    return switch (loss.kind()) {
      case NETWORK ->
          step(
              "remove network " + loss.name(),
              Verb.REMOVE_NETWORK,
              loss,
              cause,
              waitsFor,
              Map.of());
      case VOLUME ->
          step(
              "remove volume " + loss.identity(),
              Verb.REMOVE_VOLUME,
              loss,
              cause,
              waitsFor,
              Map.of());
      case IMAGE ->
          new Step(
              "remove image " + loss.name(),
              Phase.DESTROY,
              Verb.REMOVE_IMAGE,
              loss.name(),
              cause,
              waitsFor,
              Map.of(IDENTITY, loss.identity()));
      case CONTAINER -> throw new IllegalArgumentException("a container has steps of its own");
    };
  }

  private static Step step(
      String id,
      Verb verb,
      Loss loss,
      String cause,
      List<String> waitsFor,
      Map<String, String> settings) {
    return new Step(id, Phase.DESTROY, verb, loss.identity(), cause, waitsFor, settings);
  }

  static boolean isUp(Container container) {
    return switch (container.state()) {
      case "running", "paused", "restarting" -> true;
      default -> false;
    };
  }

  static List<String> users(Loss loss) {
    String users = loss.expected().getOrDefault(USERS, "");
    return users.isEmpty() ? List.of() : List.of(users.split(" "));
  }

  /** What stands in for a volume's identity, and who uses it. */
  static Map<String, String> expected(Volume volume, List<Container> users) {
    Map<String, String> expected = new TreeMap<>(likeness(volume));
    expected.put(USERS, Ownership.ids(users));
    return expected;
  }

  static Map<String, String> likeness(Volume volume) {
    Map<String, String> likeness = new TreeMap<>();
    likeness.put(CREATED, volume.createdAt().toString());
    likeness.put("mountpoint", volume.mountpoint());
    volume.labels().forEach((key, value) -> likeness.put("label " + key, value));
    return likeness;
  }
}
