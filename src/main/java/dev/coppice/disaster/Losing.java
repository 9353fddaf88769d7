package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How what is lost gets lost: the steps, and who carries them out. */
public final class Losing {

  /** Among what is expected of a loss: the identities of the containers that use it. */
  static final String USERS = "users";

  private Losing() {}

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

  static Map<String, String> expected(Volume volume, List<Container> users) {
    Map<String, String> expected = new TreeMap<>();
    expected.put(USERS, Ownership.ids(users));
    return expected;
  }
}
