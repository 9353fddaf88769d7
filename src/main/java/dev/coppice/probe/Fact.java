package dev.coppice.probe;

import dev.coppice.engine.Engine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be the same before a disaster and after it.
 *
 * @param question whose answer holds it
 * @param value JSON pointer to it in the answer; null where the answer itself is it
 * @param timeout for the whole exchange
 * @param tolerance by how much a number may differ; null where it must be the same text
 * @param reads keys of the volumes whose data it depends on
 */
public record Fact(
    String name,
    Telling question,
    @Nullable String value,
    Duration timeout,
    @Nullable BigDecimal tolerance,
    List<String> reads) {

  public Fact {
    reads = List.copyOf(reads);
    if (value != null) {
      HttpValue.requirePointer(value);
    }
  }

  /** The same with another question. */
  public Fact asking(Telling other) {
    return new Fact(name, other, value, timeout, tolerance, reads);
  }

  /** Asks once; what is told is bare of the space around it. */
  public Told tell(Probe.Asking asking) throws InterruptedException {
    return valued(question.tell(asking, timeout));
  }

  /** Asks the same in a container that is no part of the stack; only of a command. */
  public Told tellIn(String container, Engine engine) throws InterruptedException {
    return question instanceof ExecQuestion exec
        ? valued(exec.tellIn(container, engine, timeout))
        : Told.failed("it is not asked in a container");
  }

  /** The service in which it is asked, null where it is asked from outside. */
  public @Nullable String askedIn() {
    return question instanceof ExecQuestion exec ? exec.service() : null;
  }

  private Told valued(Told told) {
    String text = told.text();
    if (text == null || value == null) {
      return text == null ? told : bare(text);
    }
    Told found = HttpValue.at(value, text);
    return found.text() == null ? found : bare(found.text());
  }

  private Told bare(String text) {
    String bare = text.strip();
    return tolerance != null && Numbers.parse(bare) == null
        ? Told.failed("it is no number, and `tolerance` is set: " + Words.quoted(bare))
        : Told.of(bare);
  }
}
