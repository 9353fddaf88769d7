package dev.coppice.bench;

import dev.coppice.lab.Toybox;
import java.util.ArrayList;
import java.util.List;

/**
 * A service of a stack that is measured: busybox httpd, healthy as soon as it serves.
 *
 * @param intervalMs of its health check
 * @param waitsFor services that must be healthy before it starts
 * @param port that it publishes, 0 for none
 */
record Toy(String name, int intervalMs, List<String> waitsFor, int port) {

  /** What its health command asks for: by this its execs are told from others. */
  static final String ASKED = "http://127.0.0.1:8080/ok";

  /** Each waits for the one before; the last publishes the port. */
  static List<Toy> chain(int length, int intervalMs, int port) {
    return layers(length, 1, intervalMs, port);
  }

  /** Each waits for all of the layer before. */
  static List<Toy> layers(int layers, int wide, int intervalMs, int port) {
    List<Toy> toys = new ArrayList<>();
    List<String> before = List.of();
    for (int layer = 1; layer <= layers; layer++) {
      List<String> names = new ArrayList<>();
      for (int number = 1; number <= wide; number++) {
        String name = "s%d-%d".formatted(layer, number);
        names.add(name);
        boolean last = layer == layers && number == wide;
        toys.add(new Toy(name, intervalMs, before, last ? port : 0));
      }
      before = names;
    }
    return toys;
  }

  /**
   * As it stands in a Compose file.
   *
   * @param image that it is made of
   */
  String yaml(String image) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        %s:
          image: %s
          command: %s
          stop_signal: SIGKILL
          healthcheck: {test: [CMD, wget, -q, -O, /dev/null, "%s"], interval: %dms}
        """
            .formatted(name, image, Toybox.SERVING, ASKED, intervalMs));
    if (port > 0) {
      text.append("  ports: [\"%d:8080\"]\n".formatted(port));
    }
    if (!waitsFor.isEmpty()) {
      text.append("  depends_on:\n");
      waitsFor.forEach(
          other -> text.append("    %s: {condition: service_healthy}\n".formatted(other)));
    }
    return text.toString();
  }
}
