package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.State;
import dev.coppice.judge.Judge;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bundle of a run whose process died and that nobody takes up again: it died before impact and
 * was cleared away, or another run took its place. It is judged by what it left, so that it counts
 * among the runs of its scenario.
 */
public final class LeftBehind {

  private LeftBehind() {}

  /**
   * Completes it; empty where the run goes on or left no records, or its bundle is sealed.
   *
   * @throws UncheckedIOException where it cannot be written
   */
  public static Optional<Bundle> complete(State state, String id, Redaction redaction, Time time) {
    PastRun past = PastRun.readable(state, id).orElse(null);
    if (past == null || !past.isOver() || !past.hasBegun()) {
      return Optional.empty();
    }
    Path folder = past.bundle();
    if (!Files.isRegularFile(folder.resolve(Bundle.RUN))
        || Files.exists(folder.resolve(Bundle.MANIFEST))) {
      return Optional.empty();
    }
    Bundle bundle = Bundle.of(folder, redaction);
    try {
      RunRecord left = Json.read(Files.readString(folder.resolve(Bundle.RUN)), RunRecord.class);
      bundle.write(Bundle.RUN, ended(left, past, Resumption.clock(past, time)));
      Evidence evidence = Judge.judge(bundle.facts());
      bundle.write(Bundle.EVIDENCE, evidence);
      bundle.writeBytes(Bundle.JOURNAL, Files.readAllBytes(state.run(id).resolve(PastRun.JOURNAL)));
      return Optional.of(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to complete the bundle " + folder, e);
    }
  }

  private static RunRecord ended(RunRecord left, PastRun past, RunClock clock) {
    Recorder recorder = new Recorder(clock);
    recorder.goOnFrom(left);
    past.impact().ifPresent(impact -> recorder.impactWas(impact.monotonicMs()));
    recorder.deviation(
        past.impact().isPresent()
            ? "the run died after its impact, and another run brought the stack back"
            : "the run died before its impact");
    recorder.end();
    return recorder.record(
        new RunFrame(
            left.run(),
            left.command(),
            left.scenario(),
            left.tool(),
            left.engine(),
            left.definition(),
            left.operator(),
            left.nonce(),
            left.planSha256(),
            left.sabotage()));
  }
}
