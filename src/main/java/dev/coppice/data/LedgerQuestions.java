package dev.coppice.data;

import dev.coppice.probe.Telling;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger is written and read. Wherever {@link #TOKEN} stands in a question, the token of a
 * write is put.
 *
 * @param clean takes a write away again, null where that is not done
 * @param every time between two writes
 * @param timeout for each exchange
 * @param reads keys of the volumes that the writes end up in
 */
public record LedgerQuestions(
    Telling write,
    Telling read,
    @Nullable Telling clean,
    Duration every,
    Duration timeout,
    List<String> reads) {

  /** Stands for the token of a write: letters and digits, so that it may stand in a URL too. */
  public static final String TOKEN = "0coppice0token0";

  public LedgerQuestions {
    reads = List.copyOf(reads);
  }

  /** The same with another way of reading. */
  public LedgerQuestions readBy(Telling other) {
    return new LedgerQuestions(write, other, clean, every, timeout, reads);
  }
}
