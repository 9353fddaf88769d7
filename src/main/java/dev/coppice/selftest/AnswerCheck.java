package dev.coppice.selftest;

import dev.coppice.evidence.Json;
import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.Probe;
import dev.coppice.probe.TcpQuestion;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe that would tell the stack's own answer from any other, written for the scenario. What the
 * standing stack answers is in it.
 */
final class AnswerCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 60;

  private AnswerCheck() {}

  /** For the first probe that asks over HTTP, or a port. */
  static String of(Subject subject) {
    List<Probe> probes = Targets.probes(subject);
    for (Probe probe : probes) {
      if (probe.question() instanceof HttpQuestion http && http.method().equals("GET")) {
        return written(subject, probe, http);
      }
    }
    for (Probe probe : probes) {
      if (probe.question() instanceof TcpQuestion tcp) {
        URI root = URI.create("http://" + tcp.host() + ":" + tcp.port() + "/");
        HttpQuestion http =
            new HttpQuestion(root, "GET", Map.of(), null, null, Map.of(), null, Map.of(), false);
        return written(subject, probe, http);
      }
    }
    return "# No probe gets anything from the stack: let one compare what is in an answer.%n"
        .formatted();
  }

  private static String written(Subject subject, Probe probe, HttpQuestion http) {
    Optional<String> own = own(subject.told(http, PATIENCE), subject.told(http, PATIENCE));
    String headers =
        http.headers().isEmpty()
            ? ""
            : "      # with the headers of %s%n".formatted(Json.line(probe.name()));
    String choose =
        own.isPresent()
            ? ""
            : "      # put here what only your stack says at this place%n".formatted();
    return "# under steady-state.probes:%n".formatted()
        + "    - name: %s%n".formatted(Json.line(probe.name() + ", by its content"))
        + headers
        + choose
        + "      http: {url: %s, answer: {contains: %s}}%n"
            .formatted(
                Json.line(http.url().toString()), Json.line(own.orElse("words of your stack")));
  }

  /** Some of what is said twice, and by none of the false answers. Pure. */
  static Optional<String> own(@Nullable String once, @Nullable String again) {
    if (once == null || again == null) {
      return Optional.empty();
    }
    return once.lines()
        .map(String::strip)
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) : line)
        .filter(line -> line.matches(".*\\p{L}{3}.*"))
        .filter(again::contains)
        .filter(line -> !ErrorAnswered200.ERROR.body().contains(line))
        .filter(line -> !StrangersPort.WELCOME.body().contains(line))
        .findFirst();
  }
}
