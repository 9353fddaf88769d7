package dev.coppice.data;

import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.LedgerLine.Outcome;
import dev.coppice.evidence.RunClock;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Sampler;
import dev.coppice.probe.Telling;
import dev.coppice.probe.Told;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbered writes that nobody can guess, made through the application at a fixed rate until the
 * hold, and asked for again after recovery: the measure of what a disaster costs.
 */
public final class Ledger {

  /** How tokens begin: by that a user's own questions can leave the ledger's rows out. */
  private static final String PREFIX = "coppice-";

  private static final int TOKEN_BYTES = 16;

  private static final String NAME = "ledger";

  private static final Duration AGAIN = Duration.ofMillis(250);

  private final LedgerQuestions questions;
  private final Probe.Asking asking;
  private final RunClock clock;
  private final Consumer<LedgerLine> sink;
  private final Sampler writing;
  private final SecureRandom random = new SecureRandom();
  private final List<LedgerLine> writes = new ArrayList<>();
  private int numbers;

  /**
   * @param sink gets every line as soon as it is known
   */
  public Ledger(
      LedgerQuestions questions, Probe.Asking asking, RunClock clock, Consumer<LedgerLine> sink) {
    this.questions = questions;
    this.asking = asking;
    this.clock = clock;
    this.sink = sink;
    Probe probe =
        new Probe(NAME, new Writing(), questions.every(), questions.timeout(), false, List.of());
    writing = new Sampler(List.of(probe), asking, clock, sample -> {});
  }

  public void start() {
    writing.start();
  }

  /** No more writes; those under way are waited for. */
  public void stop() {
    writing.close();
  }

  /**
   * Waits until so many writes were acknowledged.
   *
   * @return those that were; fewer where time is up
   */
  public List<LedgerLine> awaitAcknowledged(int wanted, Duration patience)
      throws InterruptedException {
    long deadline = clock.time().nanos() + patience.toNanos();
    synchronized (writes) {
      clock.time().await(writes, () -> acknowledged().size() >= wanted, deadline);
      return acknowledged();
    }
  }

  private List<LedgerLine> acknowledged() {
    return writes.stream().filter(line -> line.outcome() == Outcome.ACKNOWLEDGED).toList();
  }

  /** Why the last write was not acknowledged, null where each was. */
  public @Nullable String lastFailure() {
    return writing.lastFailure(NAME);
  }

  /** Asks for a write. */
  public LedgerLine read(Kind kind, int number, String token) throws InterruptedException {
    double sent = clock.nowMs();
    Told told =
        questions.read().replacing(LedgerQuestions.TOKEN, token).tell(asking, questions.timeout());
    LedgerLine line =
        new LedgerLine(kind, number, token, sent, clock.nowMs(), found(told, token), told.why());
    sink.accept(line);
    return line;
  }

  /** Found only where the answer holds the token; an error says nothing either way. */
  private static Outcome found(Told told, String token) {
    if (told.text() != null) {
      return told.text().contains(token) ? Outcome.FOUND : Outcome.NOT_FOUND;
    }
    return told.absent() ? Outcome.NOT_FOUND : Outcome.UNREAD;
  }

  /**
   * Asks for a write that was acknowledged until it is found: what goes through a queue is there a
   * moment later.
   *
   * @return the last answer
   */
  public LedgerLine find(Kind kind, LedgerLine write, Duration patience)
      throws InterruptedException {
    long deadline = clock.time().nanos() + patience.toNanos();
    LedgerLine read = read(kind, write.number(), write.token());
    while (read.outcome() != Outcome.FOUND && clock.time().nanos() - deadline < 0) {
      clock.time().sleep(AGAIN);
      read = read(kind, write.number(), write.token());
    }
    return read;
  }

  /**
   * Writes once more after recovery and asks for it, for what can be read may still take no writes.
   *
   * @param number of the write, behind those before impact
   * @param patience for an acknowledgement, and as much for finding it
   * @return the writes that were tried; each may have been written
   */
  public List<LedgerLine> writeAfter(int number, Duration patience) throws InterruptedException {
    long deadline = clock.time().nanos() + patience.toNanos();
    List<LedgerLine> tried = new ArrayList<>();
    LedgerLine write = writtenAfter(number);
    tried.add(write);
    while (write.outcome() != Outcome.ACKNOWLEDGED && clock.time().nanos() - deadline < 0) {
      clock.time().sleep(AGAIN);
      write = writtenAfter(number + tried.size());
      tried.add(write);
    }
    if (write.outcome() == Outcome.ACKNOWLEDGED) {
      find(Kind.FOUND_AFTER, write, patience);
    }
    return tried;
  }

  private LedgerLine writtenAfter(int number) throws InterruptedException {
    String token = token(number);
    double sent = clock.nowMs();
    Told told =
        questions.write().replacing(LedgerQuestions.TOKEN, token).tell(asking, questions.timeout());
    LedgerLine line = written(Kind.WRITTEN_AFTER, number, token, sent, told.why());
    sink.accept(line);
    return line;
  }

  private LedgerLine written(
      Kind kind, int number, String token, double sent, @Nullable String why) {
    Outcome outcome = why == null ? Outcome.ACKNOWLEDGED : Outcome.NOT_ACKNOWLEDGED;
    return new LedgerLine(kind, number, token, sent, clock.nowMs(), outcome, why);
  }

  /** Asks for what was never written: an application that finds it repeats what it is asked. */
  public LedgerLine readNeverWritten() throws InterruptedException {
    return read(Kind.NEVER_WRITTEN, 0, token(0));
  }

  /**
   * Asks for each write, one by one; what is not told gets two more tries.
   *
   * @param patience for all of them; what is not asked by then is unread
   */
  public void readBack(List<LedgerLine> written, Duration patience) throws InterruptedException {
    long deadline = clock.time().nanos() + patience.toNanos();
    for (LedgerLine write : written) {
      LedgerLine read;
      int tries = 0;
      do {
        if (clock.time().nanos() - deadline > 0) {
          return;
        }
        read = read(Kind.READ, write.number(), write.token());
      } while (read.outcome() == Outcome.UNREAD && ++tries < 3);
    }
  }

  /**
   * Takes the writes away again, where the scenario says how.
   *
   * @return why it failed, null where it did not
   */
  public @Nullable String clean(List<LedgerLine> written) throws InterruptedException {
    Telling clean = questions.clean();
    if (clean == null || written.isEmpty()) {
      return null;
    }
    if (!clean.holds(LedgerQuestions.TOKEN)) {
      return clean.tell(asking, questions.timeout()).why();
    }
    String failed = null;
    for (LedgerLine write : written) {
      Told told =
          clean.replacing(LedgerQuestions.TOKEN, write.token()).tell(asking, questions.timeout());
      failed = told.why() != null && !told.absent() ? told.why() : failed;
    }
    return failed;
  }

  private String token(int number) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return PREFIX + number + "-" + HexFormat.of().formatHex(bytes);
  }

  /** Each asking is a new write. */
  private final class Writing implements Probe.Question {

    @Override
    public String kind() {
      return NAME;
    }

    @Override
    public String inWords() {
      return questions.write().inWords();
    }

    @Override
    public boolean fromOutside() {
      return questions.write().fromOutside();
    }

    @Override
    public boolean comparesContent() {
      return questions.write().comparesContent();
    }

    @Override
    public Probe.Answer ask(Probe.Asking asked, Duration timeout) throws InterruptedException {
      int number;
      synchronized (writes) {
        number = ++numbers;
      }
      String token = token(number);
      double sent = clock.nowMs();
      Told told;
      try {
        told = questions.write().replacing(LedgerQuestions.TOKEN, token).tell(asked, timeout);
      } catch (InterruptedException givenUp) {
        // It may have been written for all that: it is asked for as the others are.
        keep(number, token, sent, "given up: the writing has ended");
        throw givenUp;
      }
      keep(number, token, sent, told.why());
      return new Probe.Answer(told.why());
    }

    private void keep(int number, String token, double sent, @Nullable String why) {
      LedgerLine line = written(Kind.WRITE, number, token, sent, why);
      sink.accept(line);
      synchronized (writes) {
        writes.add(line);
        writes.notifyAll();
      }
    }
  }
}
