package dev.coppice.cli;

import dev.coppice.drill.Provenance;
import dev.coppice.evidence.RunRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command itself: it only holds the others. */
@Command(
    name = "coppice",
    versionProvider = CoppiceCommand.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Cuts a container stack down on purpose and proves that it grows back.",
    footer = {
      "",
      "Exit codes:",
      "  0  verified (or: nothing wrong)",
      "  1  not verified, while the stack stands",
      "  2  wrong input; nothing was touched",
      "  3  refused; everything is as it was",
      "  4  users may be without the stack"
    })
final class CoppiceCommand {

  /** In the order in which help tells them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          ValidateCommand.class,
          PlanCommand.class,
          RunCommand.class,
          SelftestCommand.class,
          RecoverCommand.class,
          ResumeCommand.class,
          HaltCommand.class,
          UndoCommand.class,
          ReleaseCommand.class,
          StatusCommand.class,
          UnlockCommand.class,
          LockCommand.class,
          BackupCommand.class,
          KeygenCommand.class,
          SignCommand.class,
          VerifyCommand.class,
          ReportCommand.class,
          HistoryCommand.class,
          CompareCommand.class,
          GateCommand.class,
          GuardianCommand.class);

  private final Signals signals;

  CoppiceCommand(Signals signals) {
    this.signals = signals;
  }

  Signals signals() {
    return signals;
  }

  /**
   * The commands that must be known to understand these arguments: only the one that they begin
   * with. To know all of them takes a third of the time in which Coppice starts.
   */
  static List<Class<?>> commandsFor(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (arguments.length == 1 && first.equals("--version")) {
      return List.of();
    }
    return COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(first))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      RunRecord.Tool tool = Provenance.tool();
      return new String[] {"coppice " + tool.version() + " (" + tool.commit() + ")"};
    }
  }
}
