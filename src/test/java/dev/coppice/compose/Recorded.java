package dev.coppice.compose;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Answers as Compose 2.26.1 once did, and keeps what it was asked. */
final class Recorded implements CommandRunner {

  final List<List<String>> asked = new ArrayList<>();
  String read = "";

  @Override
  public Result run(Command command) {
    asked.add(command.argv());
    List<String> argv = command.argv();
    if (argv.contains("version")) {
      return answer("2.26.1-4\n");
    }
    if (argv.contains("--hash")) {
      read = text(Path.of(argv.get(argv.indexOf("-f") + 1)));
      return answer(resource("traps.hashes"));
    }
    if (argv.stream().anyMatch(word -> word.contains("coppice-"))) {
      read = text(Path.of(argv.get(argv.indexOf("-f") + 1)));
      return answer(
          """
          {"name": "traps", "services": {"values": {"labels": {
            "set.FROM_DOTENV": "set", "value.FROM_DOTENV": "dot$$x",
            "set.FROM_CALLER": "set", "value.FROM_CALLER": "",
            "set.NOWHERE": "", "value.NOWHERE": ""}}}}
          """);
    }
    return answer(resource("traps.json"));
  }

  static Result answer(String stdout) {
    return new Result(0, stdout, "", false);
  }

  static String resource(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/compose/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
