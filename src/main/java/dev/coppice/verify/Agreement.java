package dev.coppice.verify;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether the files of a bundle tell of one run: the same id, the same plan, the same end. */
final class Agreement {

  /** The impact is noted in the journal first and in the record right after it. */
  private static final double IMPACT_APART_MS = 5_000;

  private final Path folder;
  private final Manifest manifest;
  private final RunRecord run;
  private final Evidence evidence;
  private final List<Fault> faults = new ArrayList<>();
  private List<Entry> entries = List.of();

  Agreement(Path folder, Manifest manifest, RunRecord run, Evidence evidence) {
    this.folder = folder;
    this.manifest = manifest;
    this.run = run;
    this.evidence = evidence;
  }

  List<Fault> faults() {
    one(Bundle.MANIFEST, "run", manifest.run(), run.run());
    one(Bundle.MANIFEST, "scenario", manifest.scenario(), run.scenario().name());
    one(Bundle.MANIFEST, "planSha256", manifest.planSha256(), run.planSha256());
    one(Bundle.MANIFEST, "tool", manifest.tool(), run.tool());
    if (manifest.sequence() < 1 || (manifest.sequence() == 1 && manifest.previous() != null)) {
      fault(Bundle.MANIFEST, "has no possible place in a chain");
    }
    if (manifest.sequence() > 1 && manifest.previous() == null) {
      fault(Bundle.MANIFEST, "names no bundle before it, and it is not the first");
    }
    try {
      one(Bundle.PLAN, "its hash", Hash.sha256(folder.resolve(Bundle.PLAN)), run.planSha256());
    } catch (IOException e) {
      fault(Bundle.PLAN, "cannot be read: " + e);
    }
    journal();
    return faults;
  }

  /** The lines of the journal; none where it is damaged, which is a fault. */
  List<Entry> journalled() {
    return entries;
  }

  private void journal() {
    if (!Files.isRegularFile(folder.resolve(Bundle.JOURNAL))) {
      fault(Bundle.JOURNAL, "is not there: nothing tells what was done");
      return;
    }
    try {
      entries = Journal.read(folder.resolve(Bundle.JOURNAL));
    } catch (JournalException damaged) {
      fault(Bundle.JOURNAL, "is damaged: " + damaged.getMessage());
      return;
    }
    if (entries.isEmpty() || entries.get(0).kind() != Entry.Kind.RUN) {
      fault(Bundle.JOURNAL, "does not begin with a run");
      return;
    }
    Entry last = entries.get(entries.size() - 1);
    entries.stream()
        .filter(entry -> !entry.run().equals(run.run()))
        .findFirst()
        .ifPresent(other -> fault(Bundle.JOURNAL, "tells of run " + other.run()));
    // What a resumed run or an undo writes down later has to be the same.
    List<String> plans =
        entries.stream()
            .filter(entry -> entry.kind() == Entry.Kind.RUN)
            .map(entry -> entry.facts().get("planSha256"))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    one(Bundle.JOURNAL, "planSha256", plans, List.of(run.planSha256()));
    if (last.kind() != Entry.Kind.END) {
      fault(Bundle.JOURNAL, "does not tell how the run ended");
    } else if ("0".equals(last.facts().get("exit")) != (evidence.verdict() == Verdict.VERIFIED)) {
      mayEnd(last.facts().getOrDefault("exit", "none"));
    }
    impact(entries);
  }

  /** 0 stands for verified; 3 and 4 for a run that was stopped or broke off, whatever it proved. */
  private void mayEnd(String exit) {
    if (exit.equals("0") || exit.equals("1")) {
      fault(
          Bundle.JOURNAL,
          "tells that the run ended with %s, and the verdict is %s"
              .formatted(exit, evidence.verdict()));
    }
  }

  private void impact(List<Entry> entries) {
    var noted = entries.stream().filter(e -> e.kind() == Entry.Kind.IMPACT).findFirst();
    Double recorded = run.impactSinceStartMs();
    if (noted.isPresent() && recorded == null) {
      fault(Bundle.RUN, "knows of no impact, and the journal does");
    }
    // The impact of a recovery is its beginning, which the journal does not call so.
    if (recorded != null && noted.isEmpty() && run.command().equals("run")) {
      fault(Bundle.JOURNAL, "knows of no impact, and run.json does");
    }
    if (noted.isPresent()
        && recorded != null
        && run.command().equals("run")
        && Math.abs(noted.get().monotonicMs() - recorded) > IMPACT_APART_MS) {
      fault(
          Bundle.RUN,
          "has the impact at %.0f ms, the journal at %.0f ms"
              .formatted(recorded, noted.get().monotonicMs()));
    }
  }

  private void one(String file, String what, Object stands, Object should) {
    if (!Objects.equals(stands, should)) {
      fault(file, "%s is %s, and in run.json it is %s".formatted(what, stands, should));
    }
  }

  private void fault(String file, String what) {
    faults.add(new Fault(file, what));
  }
}
