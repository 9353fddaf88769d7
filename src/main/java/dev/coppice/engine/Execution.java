package dev.coppice.engine;

import dev.coppice.stack.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One command run in a container by the engine, bounded as a whole. */
final class Execution {

  /** The engine ends the output a little before it knows the exit code. */
  private static final long EXIT_CODE_PAUSE_MS = 5;

  private final DockerApi api;
  private final String doing;
  private final long deadline;
  private final KeptBytes stdout;
  private final KeptBytes stderr;

  Execution(DockerApi api, String container, Duration timeout, int maxBytes) {
    this.api = api;
    this.doing = "run a command in container " + container;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.stdout = KeptBytes.first(maxBytes);
    this.stderr = KeptBytes.first(maxBytes);
  }

  Engine.ExecAnswer run(String container, List<String> command) {
    return created(container, command)
        .filter(this::outputEnds)
        .flatMap(this::exitCode)
        .map(code -> answer(code, false))
        .orElseGet(() -> answer(-1, true));
  }

  private Optional<String> created(String container, List<String> command) {
    EngineCall call =
        EngineCall.post(doing, "/containers/" + container + "/exec")
            .sending(Map.of("AttachStdout", true, "AttachStderr", true, "Cmd", command));
    return api.attempt(call.within(left()), DockerApi::tree).map(made -> made.at("Id").text(""));
  }

  private boolean outputEnds(String exec) {
    EngineCall call =
        EngineCall.post(doing, "/exec/" + exec + "/start")
            .sending(Map.of("Detach", false, "Tty", false));
    return api.attempt(
            call.within(left()),
            (response, body) -> {
              Frames.split(body, stdout, stderr);
              return true;
            })
        .isPresent();
  }

  private Optional<Integer> exitCode(String exec) {
    while (!left().isZero()) {
      EngineCall call = EngineCall.get(doing, "/exec/" + exec + "/json").within(left());
      Optional<Tree> state = api.attempt(call, DockerApi::tree);
      if (state.isPresent() && !state.get().at("Running").isTrue()) {
        String code = state.get().at("ExitCode").text();
        if (code != null) {
          return Optional.of(Integer.valueOf(code));
        }
      }
      pause();
    }
    return Optional.empty();
  }

  private void pause() {
    try {
      Thread.sleep(EXIT_CODE_PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(doing, "it was interrupted", 0, e);
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private Engine.ExecAnswer answer(int exitCode, boolean timedOut) {
    return new Engine.ExecAnswer(
        exitCode, stdout.text(), stderr.text(), timedOut, stdout.isCut() || stderr.isCut());
  }
}
