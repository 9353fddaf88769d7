package dev.coppice.drill;

import dev.coppice.evidence.RunRecord;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Labels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is fixed before it begins.
 *
 * @param sabotage what was done wrong on purpose, null in an honest run
 */
public record RunFrame(
    String run,
    String command,
    RunRecord.ScenarioFile scenario,
    RunRecord.Tool tool,
    EngineIdentity engine,
    RunRecord.Definition definition,
    RunRecord.Operator operator,
    String nonce,
    String planSha256,
    @Nullable String sabotage) {

  /** The labels of everything that the run makes. */
  Map<String, String> marks() {
    return Map.of(Labels.RUN, run, Labels.NONCE, nonce);
  }
}
