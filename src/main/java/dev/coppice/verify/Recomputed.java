package dev.coppice.verify;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the evidence is what the judge makes of the raw records, when it is asked again. */
final class Recomputed {

  /** What counts, whatever version of the judge is asked. */
  private static final List<String> MEASURED =
      List.of("verdict", "rta", "rpa", "objectives", "heldMs", "run", "command", "planSha256");

  private Recomputed() {}

  /**
   * @param sameTool whether this very version of Coppice judged: then every word must be the same
   */
  static List<Fault> faults(Bundle bundle, Facts facts, Evidence stands, boolean sameTool) {
    List<Fault> faults = new ArrayList<>();
    Evidence should = Judge.judge(facts);
    Object one = tree(stands);
    Object other = tree(should);
    String place =
        Likeness.difference(
            "", sameTool ? one : measured(stands, one), sameTool ? other : measured(should, other));
    if (place != null) {
      faults.add(
          new Fault(
              Bundle.EVIDENCE,
              "is not what the raw records amount to, see `%s`: %s stands there, the judge makes %s of them"
                  .formatted(place.substring(1), at(one, place), at(other, place))));
    }
    if (sameTool && faults.isEmpty() && !isAsWritten(bundle, stands)) {
      faults.add(
          new Fault(Bundle.EVIDENCE, "says more than Coppice reads in it, or writes it otherwise"));
    }
    return faults;
  }

  /** Another reader might see what this one passes over. */
  private static boolean isAsWritten(Bundle bundle, Evidence stands) {
    Path file = bundle.folder().resolve(Bundle.EVIDENCE);
    try {
      return Arrays.equals(Files.readAllBytes(file), Json.prettyBytes(stands, Redaction.none()));
    } catch (IOException e) {
      throw new BundleException("tried to read " + file + " but failed because: " + e, e);
    }
  }

  private static Object tree(Evidence evidence) {
    return Json.read(Json.line(evidence), Map.class);
  }

  private static Map<String, @Nullable Object> measured(Evidence evidence, Object tree) {
    Map<String, @Nullable Object> measured = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> all) {
      MEASURED.forEach(key -> measured.put(key, all.get(key)));
    }
    measured.put(
        "conditions",
        evidence.conditions().stream()
            .map(condition -> condition.id() + " " + condition.outcome().word())
            .toList());
    measured.put(
        "probes",
        evidence.probes().stream()
            .map(p -> List.of(p.name(), p.before(), p.outage(), p.after(), p.downtimeMs() + ""))
            .map(Json::line)
            .toList());
    return measured;
  }

  /** The value at a place, short enough to be told. */
  private static String at(Object tree, String place) {
    Object value = tree;
    for (String key : place.substring(1).replace("[", ".[").split("\\.", -1)) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(key);
      } else if (value instanceof List<?> list && key.startsWith("[")) {
        int index = Integer.parseInt(key.substring(1, key.length() - 1));
        value = index < list.size() ? list.get(index) : null;
      }
    }
    String words = String.valueOf(value);
    return "`" + (words.length() > 120 ? words.substring(0, 119) + "…" : words) + "`";
  }
}
