package dev.coppice.drill;

import dev.coppice.probe.Probe;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which services a question asks, by the definition: those that it goes to, and those that mount
 * what it reads, where none of the former, nor what they wait for, mounts it themselves.
 *
 * <p>Who shares a volume with the service that is asked is not asked: the answer is as right while
 * a worker that fills the volume stands still.
 */
final class AskedServices {

  private AskedServices() {}

  static List<String> of(Stack stack, List<Probe.Question> questions, List<String> reads) {
    Set<String> asked = new TreeSet<>();
    questions.forEach(question -> asked.addAll(question.asks(stack)));
    Set<String> reached = behind(stack, asked);
    for (String volume : reads) {
      List<String> mounting =
          stack.services().values().stream()
              .filter(service -> service.mounts(volume))
              .map(Service::name)
              .toList();
      if (mounting.stream().noneMatch(reached::contains)) {
        asked.addAll(mounting);
      }
    }
    return List.copyOf(asked);
  }

  /** These and all that they wait for, at any distance. */
  private static Set<String> behind(Stack stack, Set<String> services) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(services);
    while (!open.isEmpty()) {
      Service service = stack.services().get(open.remove());
      if (service != null && reached.add(service.name())) {
        service.dependsOn().forEach(dependency -> open.add(dependency.service()));
      }
    }
    return reached;
  }
}
