package dev.coppice.drill;

import dev.coppice.evidence.RunRecord;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Where a run comes from: which tool, which state of the definition, whose hand. */
public final class Provenance {

  private static final RunRecord.Tool TOOL = built();

  private Provenance() {}

  /** Version and commit that this tool was built from. */
  public static RunRecord.Tool tool() {
    return TOOL;
  }

  private static RunRecord.Tool built() {
    Properties properties = new Properties();
    try (InputStream in = Provenance.class.getResourceAsStream("/dev/coppice/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunRecord.Tool(
        properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
  }

  /** The git state of a folder; no commit where it is not under git. */
  static RunRecord.Definition definition(CommandRunner commands, Path folder) {
    Duration quickly = Duration.ofSeconds(20);
    String git = folder.toString();
    try {
      CommandRunner.Result commit =
          commands.run(Command.of(quickly, "git", "-C", git, "rev-parse", "HEAD"));
      if (!commit.succeeded()) {
        return new RunRecord.Definition(null, true);
      }
      CommandRunner.Result status =
          commands.run(Command.of(quickly, "git", "-C", git, "status", "--porcelain", "--", "."));
      boolean clean = status.succeeded() && status.stdout().isBlank();
      return new RunRecord.Definition(commit.stdout().strip(), !clean);
    } catch (UncheckedIOException noGit) {
      return new RunRecord.Definition(null, true);
    }
  }

  static RunRecord.Operator operator(Map<String, String> environment, boolean terminal) {
    String trigger =
        terminal
            ? "terminal"
            : environment.containsKey("CI")
                ? "ci"
                : environment.containsKey("INVOCATION_ID") ? "schedule" : "terminal";
    return new RunRecord.Operator(System.getProperty("user.name", "unknown"), host(), trigger);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
