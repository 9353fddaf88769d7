package dev.coppice.probe;

import dev.coppice.evidence.Percentile;
import dev.coppice.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question with a name and a rhythm.
 *
 * @param every time between two questions
 * @param timeout for the whole exchange
 * @param survives whether it must never fail, because the disaster leaves alone what it asks
 * @param reads keys of the volumes whose data the answer depends on
 * @param latency how long its answers may take; nothing but the timeout where it is empty
 */
public record Probe(
    String name,
    Question question,
    Duration every,
    Duration timeout,
    boolean survives,
    List<String> reads,
    Map<Percentile, Duration> latency) {

  public Probe {
    reads = List.copyOf(reads);
    latency = Map.copyOf(latency);
  }

  /** One whose answers may take as long as its timeout. */
  public Probe(
      String name,
      Question question,
      Duration every,
      Duration timeout,
      boolean survives,
      List<String> reads) {
    this(name, question, every, timeout, survives, reads, Map.of());
  }

  /** How long it has to be asked until its answers say how long they take. */
  public Duration lastsFor(Percentile percentile) {
    return every.multipliedBy(percentile.needed());
  }

  /** The same with another question. */
  public Probe asking(Question other) {
    return new Probe(name, other, every, timeout, survives, reads, latency);
  }

  /** What a kind of probe asks. One file a kind holds its settings and how it asks. */
  public interface Question {

    /** The kind's name in a scenario. */
    String kind();

    /** The question in words, without secrets. */
    String inWords();

    /** Whether it asks from outside the engine, as a user would. */
    boolean fromOutside();

    /** Whether it compares what the answer holds, not only that there is one. */
    boolean comparesContent();

    /** Services of the stack that it asks; none where the definition does not tell. */
    default List<String> asks(Stack stack) {
      return List.of();
    }

    /**
     * Asks once. Never throws for what the world does: that is an answer that failed.
     *
     * @param timeout for the whole exchange
     */
    Answer ask(Asking asking, Duration timeout) throws InterruptedException;
  }

  /** What a question may use to ask. */
  public record Asking(dev.coppice.engine.Engine engine, String project) {}

  /**
   * What came of a question.
   *
   * @param why it failed, in a few words and without secrets; null where it passed
   */
  public record Answer(@Nullable String why) {

    public static final Answer PASSED = new Answer(null);

    public static Answer failed(String why) {
      return new Answer(why);
    }

    public boolean passed() {
      return why == null;
    }
  }
}
