package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.StepResult;
import dev.coppice.evidence.Verdict;
import dev.coppice.lab.TestEngine;
import dev.coppice.lab.Toybox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word opens what waits for a healthy service, on a real engine. */
class EagerGatesIT {

  private static final TestEngine ENGINE = TestEngine.shared();
  private static final String CHECK =
      "test: [CMD, wget, -q, -O, /dev/null, \"http://127.0.0.1:8080/ok\"]";

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeEach
  void a_tool_of_its_own() {
    coppice = new Coppice(ENGINE.endpoint(), own);
  }

  @Test
  void opens_each_gate_of_a_chain_before_the_engine_has_looked() {
    StringBuilder services = new StringBuilder(served("a", 8190, "interval: 10s", ""));
    for (String name : List.of("b", "c", "d")) {
      String before = String.valueOf((char) (name.charAt(0) - 1));
      services.append(served(name, 0, "interval: 10s", after(before)));
    }
    Evidence evidence = recovered("gates-chain", services.toString(), 8190, "").verified();

    for (ServiceResult service : evidence.services()) {
      assertServedFirst(service);
    }
    for (int i = 1; i < 4; i++) {
      Double begun = evidence.services().get(i).startedMs();
      Double served = evidence.services().get(i - 1).servedMs();
      assertNotNull(begun);
      assertNotNull(served);
      assertTrue(begun >= served, () -> "it did not wait: " + evidence.services());
    }
  }

  @Test
  void takes_the_word_of_the_engine_where_its_own_try_hangs() {
    String hangsOnce = "if mkdir /tmp/first; then sleep 1000; fi";
    Evidence evidence =
        recovered(
                "gates-hangs",
                served("a", 8191, "test: \"%s\", interval: 1s, timeout: 30s", "")
                        .replace(CHECK + ", ", "")
                        .formatted(hangsOnce)
                    + served("b", 0, "interval: 10s", after("a")),
                8191,
                "")
            .verified();

    ServiceResult hung = evidence.services().get(0);
    assertNull(hung.servedMs());
    assertNotNull(hung.declaredMs());
    assertServedFirst(evidence.services().get(1));
  }

  @Test
  void leaves_a_check_without_its_shell_to_the_engine() {
    String shellless =
        Toybox.image(ENGINE, "gates/shellless", "echo served > /tmp/ok; rm /bin/sh /bin/ash", "");
    Evidence evidence =
        recovered(
                "gates-shellless",
                """
                a:
                  image: %s
                  command: [httpd, -f, -p, "8080", -h, /tmp]
                  stop_signal: SIGKILL
                  ports: ["8192:8080"]
                  healthcheck: {test: "true", interval: 1s, retries: 2}
                """
                    .formatted(shellless),
                8192,
                "")
            .judged(4, Verdict.NOT_VERIFIED);

    StepResult gate = step(evidence, "await a-1 healthy");
    assertEquals("failed", gate.state());
    assertTrue(gate.why().contains("a-1 became unhealthy"), gate::why);
    assertTrue(gate.why().contains("/bin/sh"), gate::why);
  }

  @Test
  void runs_the_check_that_the_image_brings() {
    String checked =
        Toybox.image(
            ENGINE, "gates/checked", "true", "HEALTHCHECK --interval=10s CMD test -e /tmp/ok");
    Evidence evidence =
        recovered(
                "gates-image",
                served("a", 8193, "", "")
                        .replace("IMAGE", checked)
                        .replaceAll("  healthcheck: .*\n", "")
                    + served("b", 0, "interval: 10s", after("a")),
                8193,
                "")
            .verified();

    assertServedFirst(evidence.services().get(0));
    assertServedFirst(evidence.services().get(1));
  }

  @Test
  void waits_for_the_engine_alone_where_that_is_wanted() {
    Evidence evidence =
        recovered(
                "gates-engine",
                served("a", 8194, "interval: 1s", "") + served("b", 0, "interval: 1s", after("a")),
                8194,
                "gates: engine")
            .verified();

    for (ServiceResult service : evidence.services()) {
      assertNull(service.servedMs());
      assertNotNull(service.declaredMs());
      assertEquals(service.declaredMs(), service.readyMs());
    }
  }

  @Test
  void knows_a_check_that_is_switched_off() {
    Evidence evidence =
        recovered(
                "gates-off",
                served("a", 8195, "disable: true", "").replace(CHECK + ", ", ""),
                8195,
                "")
            .verified();

    ServiceResult unchecked = evidence.services().get(0);
    assertNull(unchecked.servedMs());
    assertEquals(unchecked.startedMs(), unchecked.readyMs());
  }

  @Test
  void names_the_gate_that_never_opens_while_the_others_go_on() {
    Evidence evidence =
        recovered(
                "gates-never",
                served("a", 0, "interval: 10s, retries: 30", "")
                        .replace(CHECK, "test: \"echo no such table; false\"")
                    + served("b", 0, "interval: 10s", after("a"))
                    + served("c", 8196, "interval: 10s", ""),
                8196,
                "recovery: {timeout: 4s}")
            .judged(4, Verdict.NOT_VERIFIED);

    StepResult gate = step(evidence, "await a-1 healthy");
    assertEquals("failed", gate.state());
    assertTrue(gate.why().contains("still running (starting) when its time is up"), gate::why);
    assertTrue(gate.why().contains("no such table"), gate::why);
    assertEquals("left out", step(evidence, "start b-1").state());
    assertEquals("done", step(evidence, "await c-1 healthy").state());
    assertTrue(
        evidence.reasons().stream().anyMatch(reason -> reason.contains("await a-1 healthy")),
        () -> String.join("\n", evidence.reasons()));
  }

  private Coppice.Ended recovered(String project, String services, int port, String more) {
    try (Toybox toybox = new Toybox(ENGINE, project, services)) {
      String scenario = toybox.scenario(port, more);
      coppice.run("lock", scenario).said(0, "lock: ");
      return coppice.run("recover", scenario);
    }
  }

  private static String served(String name, int port, String check, String more) {
    return """
    %s:
      image: IMAGE
      command: %s
      stop_signal: SIGKILL
    %s  healthcheck: {%s, %s}
    %s\
    """
        .formatted(
            name,
            Toybox.SERVING,
            port == 0 ? "" : "  ports: [\"%d:8080\"]\n".formatted(port),
            CHECK,
            check,
            more);
  }

  private static String after(String other) {
    return "  depends_on: {%s: {condition: service_healthy}}\n".formatted(other);
  }

  private static void assertServedFirst(ServiceResult service) {
    Double served = service.servedMs();
    Double declared = service.declaredMs();
    assertNotNull(served, service::toString);
    assertTrue(declared == null || served < declared, service::toString);
    assertEquals(served, service.readyMs(), service::toString);
  }

  private static StepResult step(Evidence evidence, String id) {
    return evidence.steps().stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + evidence.steps()));
  }
}
