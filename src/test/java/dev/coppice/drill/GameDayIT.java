package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.drill.Coppice.Ended;
import dev.coppice.evidence.Json;
import dev.coppice.history.Comparison;
import dev.coppice.history.Scorecard;
import dev.coppice.history.Scorecard.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several drills one after the other, and what their bundles then tell of the past. */
class GameDayIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-days", 8119);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  private static Scorecard scorecard(Ended ended) {
    String[] lines = ended.out().strip().split("\n");
    Path page = Path.of(lines[lines.length - 1].substring("report: ".length()));
    assertEquals("scorecard.html", String.valueOf(page.getFileName()));
    assertTrue(Files.isRegularFile(page.resolveSibling("junit.xml")));
    try {
      return Json.read(Files.readString(page.resolveSibling("scorecard.json")), Scorecard.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<State> states(Scorecard scorecard) {
    return scorecard.cards().stream().map(Scorecard.Card::state).toList();
  }

  private static void git(String... words) throws Exception {
    List<String> argv = new java.util.ArrayList<>(List.of("git", "-C", shop.folder.toString()));
    argv.addAll(List.of(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
  }

  private static void commit() throws Exception {
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x");
  }

  @Test
  void drills_run_in_order_and_their_past_is_told_compared_and_gated() throws Exception {
    String one = shop.scenario("one");
    String two =
        shop.scenario(
            "two",
            "  - lose: images\n",
            "",
            "objectives:",
            "gate: {same-definition: true, max-age: 1h}\nobjectives:");
    commit();

    Ended day = coppice.run("run", one, two, "--confirm", shop.target());

    Scorecard scorecard = scorecard(day.said(0, "drill 1 of 2: one", "drill 2 of 2: two"));
    assertEquals(List.of(State.VERIFIED, State.VERIFIED), states(scorecard));

    coppice.run("history").said(0, "one: last verified", "cold", "warm");
    coppice.run("history", "--html").said(0, "report: ");
    Ended compared =
        coppice.run(
            "compare", scorecard.cards().get(0).run(), scorecard.cards().get(1).run(), "--json");
    Comparison comparison = Json.read(compared.said(0).out(), Comparison.class);
    assertTrue(comparison.lead() != null && comparison.lead().onCriticalPath(), compared::toString);

    coppice.run("gate", two).said(0, "two: passed", "the definition is that of the last drill");

    Files.writeString(shop.folder.resolve("key.txt"), "another sesame\n");
    coppice
        .run("gate", two)
        .said(1, "two: FAILED", "needs verification since run", "changed since commit", "key.txt");

    Path compose = shop.folder.resolve("compose.yaml");
    String was = Files.readString(compose);
    Files.writeString(compose, was.replace("replicas: 2", "replicas: 3"));
    coppice.run("gate", two).said(1, "the stack's definition was changed");
    Files.writeString(compose, was);
    Files.writeString(Path.of(two), Files.readString(Path.of(two)) + "# changed\n");
    coppice.run("gate", two).said(1, "the scenario's file", "was changed");
  }

  @Test
  void the_next_never_begins_while_a_stack_is_down() {
    String down =
        shop.scenario(
            "down",
            "stdout: {equals: \"3\"}",
            "stdout: {equals: \"3\"}",
            "timeout: 60s",
            "timeout: 15s",
            "cat > /data/orders.txt",
            "exit 1");
    String next = shop.scenario("next");

    Ended day = coppice.run("run", down, next, "--confirm", shop.target(), "--on-failure", "go-on");

    Scorecard scorecard = scorecard(day.said(4, "no other drill begins"));
    assertEquals(List.of(State.DOWN, State.NOT_BEGUN), states(scorecard));
    shop.down();
  }

  @Test
  void goes_on_or_stops_as_it_is_told_after_one_that_failed() {
    String slow =
        shop.scenario("slow", "  rto: 60s\n  services:\n    web: {rto: 60s}", "  rto: 1ms");
    String next = shop.scenario("next");

    Ended stopped = coppice.run("run", slow, next, "--confirm", shop.target());
    assertEquals(
        List.of(State.NOT_VERIFIED, State.NOT_BEGUN),
        states(scorecard(stopped.said(1, "--on-failure says stop"))));

    Ended gone =
        coppice.run("run", slow, next, "--confirm", shop.target(), "--on-failure", "go-on");
    assertEquals(List.of(State.NOT_VERIFIED, State.VERIFIED), states(scorecard(gone.said(1))));
  }

  @Test
  void one_consent_names_all_targets_before_anything_is_touched() {
    String before = shop.everything();
    String one = shop.scenario("one");
    String two = shop.scenario("two");

    coppice
        .run("run", one, two, "--confirm", shop.target(), "--confirm", "other@host")
        .said(3, "is not " + shop.target());
    coppice.run("run", one, two).said(3, "give your consent: --confirm " + shop.target());
    coppice
        .run("run", one, shop.scenario("wrong", "rto: 60s", "rot: 60s"), "--confirm", shop.target())
        .said(2, "did you mean rto?");
    assertEquals(before, shop.everything());
  }

  @Test
  void a_drill_outside_its_window_or_too_soon_is_refused() {
    DayOfWeek yesterday = Instant.now().atZone(ZoneOffset.UTC).getDayOfWeek().minus(2);
    String day = yesterday.name().substring(0, 3).toLowerCase(Locale.ROOT);
    String before = shop.everything();

    String outside =
        shop.scenario("outside", "objectives:", "window: {days: [%s]}\nobjectives:".formatted(day));
    coppice
        .run("run", outside, "--confirm", shop.target())
        .said(3, "may be drilled only on " + day, "opens again on");
    coppice.run("plan", outside).said(3, "may be drilled only on " + day);
    assertEquals(before, shop.everything());

    String seldom = shop.scenario("seldom", "objectives:", "at-most-every: 1d\nobjectives:");
    String run = coppice.run("run", seldom, "--confirm", shop.target()).verified().run();
    coppice
        .run("run", seldom, "--confirm", shop.target())
        .said(3, "the last drill of seldom, run " + run, "run it after");
  }
}
