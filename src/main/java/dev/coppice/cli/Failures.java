package dev.coppice.cli;

import dev.coppice.attest.KeyException;
import dev.coppice.compose.ComposeException;
import dev.coppice.drill.BlockedException;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.NotPutRightException;
import dev.coppice.drill.RefusedException;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.BundleException;
import dev.coppice.journal.JournalException;
import dev.coppice.plan.Obstacle;
import dev.coppice.scenario.Problem;
import dev.coppice.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where what went wrong becomes words and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final List<Class<? extends Exception>> OUTSIDE =
      List.of(
          EngineException.class,
          RefusedException.class,
          BlockedException.class,
          NotPutRightException.class,
          ScenarioException.class,
          ComposeException.class,
          BundleException.class,
          KeyException.class,
          JournalException.class,
          ParameterException.class,
          IOException.class);

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("See: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.WRONG_INPUT;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return tell(failure, line.getErr(), isVerbose(parsed));
  }

  /** Says what went wrong, with its causes where they are wanted; gives the exit code. */
  static int tell(Exception failure, PrintWriter err, boolean verbose) {
    int exit = told(failure, err);
    boolean ours = isOurs(failure);
    if (verbose) {
      if (ours) {
        failure.printStackTrace(err);
      } else {
        causes(failure, err);
      }
    } else if (ours) {
      err.println(
          "This is a fault of Coppice itself: run it again with -v and report what it says.");
    }
    err.flush();
    return exit;
  }

  private static void causes(Throwable failure, PrintWriter err) {
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
      err.println("  caused by: " + cause);
    }
  }

  private static int told(Exception failure, PrintWriter err) {
    Optional<NotPutRightException> left = NotPutRightException.in(failure);
    if (left.isPresent()) {
      err.println(failure.getMessage());
      if (failure != left.get()) {
        err.println(left.get().getMessage());
      }
      return ExitCode.UNFINISHED;
    }
    if (failure instanceof ScenarioException wrong) {
      for (Problem problem : wrong.problems()) {
        err.println(problem);
      }
      return ExitCode.WRONG_INPUT;
    }
    if (failure instanceof RefusedException refused) {
      err.println("Refused, nothing was touched:");
      refused.obstacles().forEach(obstacle -> err.println(inWords(obstacle)));
      return ExitCode.REFUSED;
    }
    if (failure instanceof ComposeException compose) {
      err.println(compose.getMessage());
      return compose.isRefused() ? ExitCode.REFUSED : ExitCode.WRONG_INPUT;
    }
    if (failure instanceof BundleException
        || failure instanceof JournalException
        || failure instanceof KeyException) {
      err.println(failure.getMessage());
      return ExitCode.WRONG_INPUT;
    }
    if (failure instanceof UnfinishedException) {
      err.println(failure.getMessage());
      return ExitCode.UNFINISHED;
    }
    err.println("Nothing was touched: " + words(failure));
    // Whoever could not reach the engine at all has been told already what to do.
    if (failure instanceof EngineException engine
        && engine.status() == 0
        && !engine.doing().startsWith("reach the engine")) {
      err.println("  Is the engine running, and may this user reach it?");
    }
    return ExitCode.REFUSED;
  }

  static String inWords(Obstacle obstacle) {
    return "  - " + obstacle.what() + "\n    " + obstacle.next();
  }

  /** What a failure says, with the reason that Java hides in its cause. */
  static String words(Exception failure) {
    Throwable cause = failure.getCause();
    String said = String.valueOf(failure.getMessage());
    return failure instanceof UncheckedIOException && cause != null && !said.contains("because")
        ? said + " but failed because: " + reason(cause)
        : said;
  }

  /** The message of a file's failure is its path alone. */
  private static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied: " + cause.getMessage();
    }
    if (cause instanceof NoSuchFileException) {
      return "it is not there: " + cause.getMessage();
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "a file stands in the way: " + cause.getMessage();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Whether nobody outside is to blame. */
  private static boolean isOurs(Exception failure) {
    for (Throwable fault = failure; fault != null; fault = fault.getCause()) {
      Throwable one = fault;
      if (OUTSIDE.stream().anyMatch(outside -> outside.isInstance(one))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVerbose(ParseResult parsed) {
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    return innermost.hasMatchedOption("-v");
  }
}
