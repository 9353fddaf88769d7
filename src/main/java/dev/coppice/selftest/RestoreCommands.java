package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.Site;
import java.util.function.BiFunction;

/**
 * A sabotage of the commands that restore: of all commands of a rebuild they alone read a file.
 *
 * @param instead what is done in place of such a command
 */
record RestoreCommands(
    String name, BiFunction<CommandRunner, Command, CommandRunner.Result> instead)
    implements Sabotage {

  @Override
  public Site site(Site honest) {
    CommandRunner commands = honest.commands();
    return honest.running(
        command ->
            command.input() == null ? commands.run(command) : instead.apply(commands, command));
  }
}
