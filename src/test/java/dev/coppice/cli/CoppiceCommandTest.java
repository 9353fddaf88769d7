package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CoppiceCommandTest {

  private static final Set<String> ALL =
      Set.of(
          "validate",
          "plan",
          "run",
          "recover",
          "resume",
          "halt",
          "undo",
          "release",
          "status",
          "unlock",
          "selftest",
          "lock",
          "backup",
          "report",
          "keygen",
          "sign",
          "history",
          "compare",
          "gate",
          "verify",
          "guardian");

  private static Set<String> known(String... arguments) {
    CommandLine line = Main.commandLine(new Signals(), arguments);
    return line.getSubcommands().keySet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "validat", "-V", "help"})
  void what_names_no_command_meets_all_of_them(String first) {
    assertEquals(ALL, known(first));
    assertEquals(ALL, known());
  }

  @Test
  void a_command_is_found_alone_by_its_name() {
    for (String name : ALL) {
      assertEquals(Set.of(name), known(name, "--help"));
    }
  }

  @Test
  void a_command_of_its_own_says_what_it_said_beside_the_others() {
    for (String name : ALL) {
      String alone =
          Main.commandLine(new Signals(), name).getSubcommands().get(name).getUsageMessage();
      String beside = Main.commandLine(new Signals()).getSubcommands().get(name).getUsageMessage();
      assertEquals(beside, alone);
      assertTrue(alone.contains("coppice " + name), alone);
    }
  }
}
