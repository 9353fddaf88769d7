package dev.coppice.judge;

import dev.coppice.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of a container of the stack after impact, from its start to its end. Times are
 * milliseconds since the start of the run.
 *
 * @param container its identity
 * @param name its name, empty where nobody told it
 * @param service that it is a replica of
 * @param startedMs null where it ran at impact already, or its start was not heard
 * @param startedNanos the same by the engine's own clock, 0 where it was not told
 * @param endedMs null where no end was heard
 * @param exitCode null where no end was heard
 * @param outOfMemory how often a process in it was killed because its memory was used up
 * @param relapsesMs when it became unhealthy after it had been healthy
 */
record Life(
    String container,
    String name,
    String service,
    @Nullable Double startedMs,
    long startedNanos,
    @Nullable Double endedMs,
    @Nullable String exitCode,
    int outOfMemory,
    List<Double> relapsesMs) {

  Life {
    relapsesMs = List.copyOf(relapsesMs);
  }

  Evidence.Life told(Timeline timeline) {
    return new Evidence.Life(
        container,
        startedMs == null ? null : Double.valueOf(timeline.afterImpact(startedMs)),
        endedMs == null ? null : Double.valueOf(timeline.afterImpact(endedMs)),
        exitCode,
        outOfMemory,
        relapsesMs.stream().map(timeline::afterImpact).toList());
  }
}
