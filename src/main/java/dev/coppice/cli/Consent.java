package dev.coppice.cli;

import dev.coppice.drill.RefusedException;
import dev.coppice.plan.Plan;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for STACK@ENGINE, so that a command pasted into the wrong host refuses. */
final class Consent {

  private Consent() {}

  static void ask(Plan plan, @Nullable String given, Terminal terminal, PrintWriter err) {
    String wanted = plan.target();
    if (given == null && !terminal.canAsk()) {
      throw new RefusedException(
          "there is no terminal to ask at", "give your consent: --confirm " + wanted);
    }
    String answer = given == null ? typed(plan, err) : given;
    if (!answer.strip().equals(wanted)) {
      throw new RefusedException(
          "\"%s\" is not %s".formatted(answer.strip(), wanted),
          "check stack and engine, then give --confirm " + wanted);
    }
  }

  /** For what destroys nothing: no consent is needed, but a wrong one still refuses. */
  static void compare(Plan plan, @Nullable String given) {
    if (given != null && !given.strip().equals(plan.target())) {
      throw new RefusedException(
          "\"%s\" is not %s".formatted(given.strip(), plan.target()),
          "check stack and engine, then give --confirm " + plan.target());
    }
  }

  /**
   * One consent to several drills: it names all of their targets and nothing else.
   *
   * @param losses how many objects they destroy
   */
  static void askAll(
      List<String> wanted, int losses, List<String> given, Terminal terminal, PrintWriter err) {
    String confirms =
        wanted.stream().map(target -> "--confirm " + target).collect(Collectors.joining(" "));
    if (given.isEmpty() && !terminal.canAsk()) {
      throw new RefusedException(
          "there is no terminal to ask at", "give your consent: " + confirms);
    }
    Set<String> answer =
        given.isEmpty()
            ? new HashSet<>(
                List.of(
                    typed(
                            "These drills destroy %d objects of: %s%nType all of these to go on: "
                                .formatted(losses, String.join(" ", wanted)),
                            confirms,
                            err)
                        .strip()
                        .split("[\\s,]+")))
            : given.stream().map(String::strip).collect(Collectors.toSet());
    if (!answer.equals(Set.copyOf(wanted))) {
      throw new RefusedException(
          "\"%s\" is not %s".formatted(String.join(" ", answer), String.join(" ", wanted)),
          "check stacks and engines, then give " + confirms);
    }
  }

  private static String typed(Plan plan, PrintWriter err) {
    return typed(
        "This destroys %d %s of stack %s on engine %s (%s).%nType %s to go on: "
            .formatted(
                plan.losses().size(),
                plan.losses().size() == 1 ? "object" : "objects",
                plan.project(),
                plan.engine().name(),
                plan.engine().endpoint(),
                plan.target()),
        "--confirm " + plan.target(),
        err);
  }

  private static String typed(String question, String confirms, PrintWriter err) {
    err.print(question);
    err.flush();
    FutureTask<@Nullable String> line =
        new FutureTask<>(
            () ->
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                    .readLine());
    // On a thread of its own: a signal must reach whoever waits for the answer.
    Thread reader = new Thread(line, "consent");
    reader.setDaemon(true);
    reader.start();
    try {
      String typed = line.get();
      return typed == null ? "" : typed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("nobody gave consent", "start it again");
    } catch (ExecutionException e) {
      throw new RefusedException(
          "the answer could not be read: " + e.getCause(), "give " + confirms);
    }
  }
}
