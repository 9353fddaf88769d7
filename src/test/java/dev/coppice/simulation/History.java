package dev.coppice.simulation;

import dev.coppice.engine.EngineChanges;
import dev.coppice.lab.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A random history of calls that change an engine, many of them in the wrong order: a volume is
 * removed while it is in use, a name is taken twice, what is gone is ended.
 */
final class History {

  static final String PROJECT = "history";
  private static final String EMPTY = "history/empty:1";
  private static final List<String> TAGS = List.of("history/a:1", "history/a:2", "history/b:1");

  /**
   * A call in words and how it is made.
   *
   * @param words such as {@code start one}
   */
  record Call(String words, Consumer<EngineChanges> on) {}

  private final Random random;

  History(long seed) {
    random = new Random(seed);
  }

  List<Call> calls(int count) {
    List<Call> calls = new ArrayList<>();
    // What most calls need in order not to be refused.
    calls.add(network("n1"));
    calls.add(create("one", TestEngine.BUSYBOX, "n1", "v1"));
    calls.add(new Call("start c1", on -> on.start("one")));
    while (calls.size() < count) {
      calls.add(next());
    }
    return calls;
  }

  private Call next() {
    String c = oneOf("one", "two", "three");
    String n = oneOf("n1", "n2");
    String v = oneOf("v1", "v2");
    String t = TAGS.get(random.nextInt(TAGS.size()));
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3 ->
          create(
              c,
              oneOf(TestEngine.BUSYBOX, TestEngine.BUSYBOX, t),
              oneOf("none", n, n),
              oneOf("", v, v, "anonymous"));
      case 4, 5, 6, 7 -> new Call("start " + c, on -> on.start(c));
      case 8 -> new Call("stop " + c, on -> on.stop(c, Duration.ZERO));
      case 9 -> new Call("kill " + c, on -> on.kill(c));
      case 10, 11 -> new Call("pause " + c, on -> on.pause(c));
      case 12 -> new Call("unpause " + c, on -> on.unpause(c));
      case 13 -> new Call("remove container " + c, on -> on.removeContainer(c));
      case 14 -> new Call("remove container " + c + " if ended", on -> on.removeEnded(c));
      case 15 -> network(n);
      case 16 -> new Call("remove network " + n, on -> on.removeNetwork(n));
      case 17 -> volume(v);
      case 18 -> new Call("remove volume " + v, on -> on.removeVolume(v));
      case 19 -> new Call("connect " + c + " to " + n, on -> on.connect(n, c, Map.of()));
      case 20 -> {
        String from = oneOf(TestEngine.BUSYBOX, t);
        String to = TAGS.get(random.nextInt(TAGS.size()));
        yield new Call("tag " + from + " as " + to, on -> on.tag(from, to));
      }
      case 21 -> new Call("import " + EMPTY, on -> on.importEmptyImage(EMPTY));
      case 22 -> new Call("remove image " + EMPTY, on -> on.removeImage(EMPTY));
      default -> new Call("remove image " + t, on -> on.removeImage(t));
    };
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Call network(String name) {
    String whose = oneOf("mine", "yours");
    return new Call(
        "create network " + name,
        on -> on.createNetwork(name, Map.of("Driver", "bridge", "Labels", Map.of("of", whose))));
  }

  private Call volume(String name) {
    String whose = oneOf("mine", "yours");
    return new Call(
        "create volume " + name + " of " + whose,
        on -> on.createVolume(name, Map.of("Labels", Map.of("of", whose))));
  }

  private Call create(String name, String image, String network, String volume) {
    Map<String, Object> host = new TreeMap<>();
    host.put("NetworkMode", network);
    host.put("RestartPolicy", Map.of("Name", oneOf("no", "always", "unless-stopped")));
    if (!volume.isEmpty()) {
      Map<String, Object> mount = new TreeMap<>(Map.of("Type", "volume", "Target", "/data"));
      if (!volume.equals("anonymous")) {
        mount.put("Source", volume);
      }
      host.put("Mounts", List.of(mount));
    }
    return new Call(
        "create container %s of %s on %s with %s".formatted(name, image, network, volume),
        on ->
            on.createContainer(
                name,
                Map.of(
                    "Image",
                    image,
                    "Cmd",
                    List.of("sleep", "600"),
                    "Labels",
                    Map.of("of", "history"),
                    "HostConfig",
                    host)));
  }
}
