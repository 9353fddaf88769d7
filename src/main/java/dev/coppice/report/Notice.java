package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a webhook is told of a run: JSON whose {@code text} Slack and its like show as it is. */
public final class Notice {

  public static final String FORMAT = "coppice.notice/v1";

  private Notice() {}

  /**
   * The body.
   *
   * @param bundle folder of the run's records
   */
  public static String of(Evidence evidence, int exit, String bundle) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("format", FORMAT);
    body.put("text", text(evidence, exit));
    body.put("run", evidence.run());
    body.put("command", evidence.command());
    body.put("scenario", evidence.scenario().name());
    body.put("stack", evidence.project() + "@" + evidence.engine().name());
    body.put("startedAt", evidence.startedAt());
    body.put("verdict", evidence.verdict());
    body.put("exit", exit);
    body.put("rta", evidence.rta());
    body.put("objectives", evidence.objectives());
    body.put("reasons", evidence.reasons());
    body.put("bundle", bundle);
    return Json.line(body);
  }

  private static String text(Evidence evidence, int exit) {
    Evidence.Rta rta = evidence.rta();
    String recovery = rta == null ? "not recovered" : "recovered in " + Amount.ms(rta.ms());
    String why = evidence.reasons().isEmpty() ? "" : ": " + evidence.reasons().get(0);
    // What Slack would make a link or a mention of.
    return Plain.line(
            "%s %s@%s, %s, %s%s%s"
                .formatted(
                    evidence.verdict().name().replace('_', ' '),
                    evidence.project(),
                    evidence.engine().name(),
                    evidence.scenario().name(),
                    recovery,
                    why,
                    exit == 4 ? " USERS MAY BE WITHOUT THE STACK." : ""))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
