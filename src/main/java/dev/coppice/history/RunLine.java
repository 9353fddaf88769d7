package dev.coppice.history;

import dev.coppice.evidence.Outline;
import dev.coppice.evidence.Verdict;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A run as a line of history.
 *
 * @param folder its bundle
 */
public record RunLine(Path folder, Outline outline) {

  /** The earlier first; a run and what finished it began at the same time. */
  public static final Comparator<RunLine> BY_TIME =
      Comparator.comparing((RunLine line) -> line.outline().startedAt())
          .thenComparing(line -> line.outline().run())
          .thenComparing(line -> line.outline().interrupted())
          .thenComparing(line -> line.folder().toString());

  public boolean isVerified() {
    return outline.verdict() == Verdict.VERIFIED;
  }

  /** Whether it is a rehearsal that nobody sabotaged: only those are evidence of recovery. */
  public boolean isHonestDrill() {
    return outline.command().equals("run") && outline.sabotage() == null;
  }

  /** Whether its time may be held against those of others. */
  public boolean isComparable() {
    return isHonestDrill() && isVerified() && !outline.interrupted() && outline.rta() != null;
  }
}
