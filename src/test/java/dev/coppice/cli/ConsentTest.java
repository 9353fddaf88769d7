package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.drill.RefusedException;
import dev.coppice.plan.Plan;
import dev.coppice.stack.EngineIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

  private static final Terminal NONE = new Terminal(false, false, false);
  private final PrintWriter err = new PrintWriter(new StringWriter());

  private static Plan plan() {
    return new Plan(
        Plan.FORMAT,
        "run",
        null,
        "s",
        "0",
        "shop",
        new EngineIdentity("host", "id", "26", "1.45", "/d", "unix:///s"),
        "0",
        "native",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        0,
        Plan.CopyUse.NONE,
        List.of(),
        List.of(),
        null,
        Plan.Demands.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop@host", " shop@host "})
  void is_given_by_stack_and_engine(String given) {
    assertDoesNotThrow(() -> Consent.ask(plan(), given, NONE, err));
    assertDoesNotThrow(() -> Consent.compare(plan(), given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "shop", "shop@other", "other@host", "Shop@host"})
  void is_refused_for_anything_else(String given) {
    assertThrows(RefusedException.class, () -> Consent.ask(plan(), given, NONE, err));
    assertThrows(RefusedException.class, () -> Consent.compare(plan(), given));
  }

  @Test
  void is_never_taken_for_granted_where_nobody_can_be_asked() {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> Consent.ask(plan(), null, NONE, err));

    assertEquals("give your consent: --confirm shop@host", refused.obstacles().get(0).next());
    assertDoesNotThrow(() -> Consent.compare(plan(), null));
  }

  @ParameterizedTest
  @CsvSource({
    "'shop@host notes@host', true",
    "'notes@host shop@host', true",
    "'shop@host', false",
    "'shop@host notes@host other@host', false",
    "'shop@host notes@other', false",
    "'yes', false",
  })
  void to_a_game_day_names_all_of_its_targets_and_no_other(String given, boolean isConsent) {
    List<String> wanted = List.of("shop@host", "notes@host");
    Executable asks = () -> Consent.askAll(wanted, 3, List.of(given.split(" ")), NONE, err);

    if (isConsent) {
      assertDoesNotThrow(asks);
    } else {
      RefusedException refused = assertThrows(RefusedException.class, asks);
      assertEquals(
          "check stacks and engines, then give --confirm shop@host --confirm notes@host",
          refused.obstacles().get(0).next());
    }
  }

  @Test
  void to_a_game_day_is_never_taken_for_granted() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> Consent.askAll(List.of("a@h", "b@h"), 3, List.of(), NONE, err));

    assertEquals(
        "give your consent: --confirm a@h --confirm b@h", refused.obstacles().get(0).next());
  }

  @ParameterizedTest
  @CsvSource({
    "012, xterm, false, '',   true,  true",
    "012, xterm, true,  '',   true,  false",
    "012, xterm, false, '1',  true,  false",
    "012, dumb,  false, '',   true,  false",
    "012, '',    false, '',   true,  false",
    "0,   xterm, false, '',   true,  false",
    "12,  xterm, false, '',   false, true",
    "'',  xterm, false, '',   false, false",
  })
  void asks_and_colours_where_the_launcher_found_a_terminal(
      String tty, String kind, boolean noColor, String variable, boolean asks, boolean colours) {
    Terminal terminal =
        Terminal.of(Map.of("COPPICE_TTY", tty, "TERM", kind, "NO_COLOR", variable), noColor);

    assertEquals(asks, terminal.canAsk());
    assertEquals(colours, terminal.hasColour());
  }
}
