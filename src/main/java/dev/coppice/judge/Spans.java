package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Span;
import dev.coppice.evidence.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A probe's samples as stretches of time with one outcome each, for the availability strip. */
final class Spans {

  /** A strip with more stretches than this cannot be drawn so that they are told apart. */
  static final int MOST = 2_000;

  private Spans() {}

  /** Spans that never overlap, milliseconds after impact, at most {@link #MOST}. */
  static List<Span> of(List<Sample> samples, Timeline timeline) {
    List<Span> spans = new ArrayList<>();
    for (Sample sample : samples) {
      append(
          spans,
          new Span(
              timeline.afterImpact(sample.sentMs()),
              timeline.afterImpact(sample.endedMs()),
              sample.passed()));
    }
    return bounded(spans, MOST);
  }

  /**
   * At most so many spans: the shortest successes between two failures are counted to the failures
   * around them. Never the other way round, so that no failure is hidden.
   */
  static List<Span> bounded(List<Span> spans, int most) {
    if (spans.size() <= most) {
      return List.copyOf(spans);
    }
    int tooMany = (spans.size() - most + 1) / 2;
    Set<Span> absorbed = new HashSet<>();
    spans.subList(1, spans.size() - 1).stream()
        .filter(Span::passed)
        .sorted(Comparator.comparingDouble(span -> span.toMs() - span.fromMs()))
        .limit(tooMany)
        .forEach(absorbed::add);
    List<Span> fewer = new ArrayList<>();
    for (Span span : spans) {
      append(
          fewer, new Span(span.fromMs(), span.toMs(), span.passed() && !absorbed.contains(span)));
    }
    return List.copyOf(fewer);
  }

  private static void append(List<Span> spans, Span next) {
    int last = spans.size() - 1;
    if (last < 0) {
      spans.add(next);
      return;
    }
    Span before = spans.get(last);
    if (before.passed() == next.passed()) {
      spans.set(
          last, new Span(before.fromMs(), Math.max(before.toMs(), next.toMs()), next.passed()));
    } else {
      // A question that hung ends after the next was sent: its span ends where the next begins.
      spans.set(
          last, new Span(before.fromMs(), Math.min(before.toMs(), next.fromMs()), before.passed()));
      spans.add(next);
    }
  }
}
