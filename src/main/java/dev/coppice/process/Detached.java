package dev.coppice.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gives a command a session of its own where the machine can: what is typed at the terminal, such
 * as Ctrl-C, then reaches this process alone, which finishes what it has begun.
 */
public final class Detached {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Detached() {}

  /** Whether this machine can. */
  public static boolean isPossible() {
    return Files.isExecutable(SETSID);
  }

  /** The command as it is started; one that is not there is left as it is, to fail in its words. */
  public static List<String> of(List<String> argv) {
    if (!isPossible() || !isThere(argv.get(0))) {
      return argv;
    }
    List<String> own = new ArrayList<>(List.of(SETSID.toString()));
    own.addAll(argv);
    return own;
  }

  private static boolean isThere(String program) {
    if (program.contains(File.separator)) {
      return Files.isExecutable(Path.of(program));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
