package dev.coppice.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import dev.coppice.lab.Toybox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rebuild asks of an engine, counted by a proxy between the two. */
class ApiCallsIT {

  private static final long LONGEST_SECONDS = 120;

  /** An event that comes while a container is looked at leads to one more look. */
  private static final int BY_CHANCE = 3;

  private static TestEngine engine;
  private static EngineProxy proxy;

  @TempDir private Path own;

  @BeforeAll
  static void a_proxy_before_the_engine() {
    engine = TestEngine.shared();
    proxy = new EngineProxy(engine.endpoint());
  }

  @AfterAll
  static void closes() {
    proxy.close();
  }

  @Test
  void grows_with_the_number_of_services_and_no_faster() throws IOException {
    Map<Integer, Integer> calls = new TreeMap<>();
    for (int services : List.of(2, 4, 8)) {
      calls.put(services, recovered("calls-" + services, independent(services), 8201).size());
    }
    double first = (calls.get(4) - calls.get(2)) / 2.0;
    double later = (calls.get(8) - calls.get(4)) / 4.0;
    assertTrue(later <= first + BY_CHANCE, () -> "calls by number of services: " + calls);
    assertTrue(later <= 40, () -> "calls by number of services: " + calls);
  }

  @Test
  void asks_no_more_of_a_container_that_is_waited_for_longer() throws IOException {
    long soon = looks(recovered("calls-soon", waiting(0), 8202));
    long late = looks(recovered("calls-late", waiting(4), 8203));
    assertTrue(soon > 0);
    assertEquals(soon, late, BY_CHANCE);
  }

  private static long looks(List<Call> calls) {
    return calls.stream()
        .filter(call -> call.method().equals("GET"))
        .filter(call -> call.path().matches(".*/containers/[^/]+/json"))
        .filter(call -> !call.path().endsWith("/containers/json"))
        .count();
  }

  /** The calls of a recovery, without the execs, whose number depends on when something serves. */
  private List<Call> recovered(String project, String services, int port) throws IOException {
    Files.createDirectories(own.resolve("said"));
    try (Toybox toybox = new Toybox(engine, project, services)) {
      String scenario = toybox.scenario(port, "");
      assertEquals(0, coppice("lock", scenario).exit());
      proxy.forget();
      Tool.Ended ended = coppice("recover", scenario);
      assertEquals(0, ended.exit(), ended::said);
      return proxy.calls().stream().filter(call -> !call.path().contains("/exec")).toList();
    }
  }

  private Tool.Ended coppice(String command, String scenario) {
    return Tool.start(own, proxy.endpoint(), Map.of(), command, scenario).ended(LONGEST_SECONDS);
  }

  private static String independent(int services) {
    return IntStream.range(0, services)
        .mapToObj(
            number ->
                """
                s%d:
                  image: IMAGE
                  command: %s
                  stop_signal: SIGKILL
                %s  healthcheck: {test: [CMD, test, -e, /tmp/ok], interval: 10s}
                """
                    .formatted(
                        number, Toybox.SERVING, number == 0 ? "  ports: [\"8201:8080\"]\n" : ""))
        .collect(Collectors.joining());
  }

  /** One that serves so many seconds after its start, and one that waits for it. */
  private static String waiting(int seconds) {
    return """
    a:
      image: IMAGE
      command: [sh, -c, "sleep %d; echo served > /tmp/ok; sleep 1000"]
      stop_signal: SIGKILL
      healthcheck: {test: [CMD, test, -e, /tmp/ok], interval: 30s}
    b:
      image: IMAGE
      command: %s
      stop_signal: SIGKILL
      ports: ["%d:8080"]
      depends_on: {a: {condition: service_healthy}}
    """
        .formatted(seconds, Toybox.SERVING, seconds == 0 ? 8202 : 8203);
  }
}
