package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.LedgerLine.Outcome;
import dev.coppice.evidence.RunClock;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Told;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {

  private static final String TOKEN = LedgerQuestions.TOKEN;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LedgerLine SEVEN =
      new LedgerLine(Kind.WRITE, 7, "coppice-7-ab", 0, 1, Outcome.ACKNOWLEDGED, null);
  private static final LedgerLine EIGHT =
      new LedgerLine(Kind.WRITE, 8, "coppice-8-cd", 1, 2, Outcome.ACKNOWLEDGED, null);

  private final List<LedgerLine> kept = Collections.synchronizedList(new ArrayList<>());
  private final Shelf answersAll = Shelf.that("POST " + TOKEN, text -> Shelf.says("created"));

  private Ledger ledger(Shelf write, Shelf read, @Nullable Shelf clean) {
    LedgerQuestions questions =
        new LedgerQuestions(
            write, read, clean, Duration.ofMillis(1), Duration.ofSeconds(1), List.of());
    return new Ledger(
        questions,
        new Probe.Asking(new FakeEngine(), "shop"),
        RunClock.start(Time.SYSTEM),
        kept::add);
  }

  private Ledger read(Function<String, Told> says) {
    return ledger(answersAll, Shelf.that("GET " + TOKEN, says), null);
  }

  private Ledger cleanedBy(@Nullable Shelf clean) {
    return ledger(answersAll, Shelf.that("GET " + TOKEN, Shelf::says), clean);
  }

  private List<LedgerLine> reads() {
    return kept.stream().filter(line -> line.kind() == Kind.READ).toList();
  }

  @Test
  void numbers_its_writes_and_gives_each_a_token_of_its_own() throws InterruptedException {
    Set<String> written = ConcurrentHashMap.newKeySet();
    Shelf shelf =
        Shelf.that(
            TOKEN,
            text -> {
              written.add(text);
              return Shelf.says("created");
            });
    Ledger ledger = ledger(shelf, Shelf.that(TOKEN, Shelf::says), null);

    ledger.start();
    List<LedgerLine> acknowledged = ledger.awaitAcknowledged(20, PATIENCE);
    ledger.stop();

    assertTrue(acknowledged.size() >= 20, acknowledged::toString);
    assertNull(ledger.lastFailure());
    assertEquals(
        kept.stream().map(LedgerLine::number).sorted().toList(),
        java.util.stream.IntStream.rangeClosed(1, kept.size()).boxed().toList());
    assertEquals(written, Set.copyOf(kept.stream().map(LedgerLine::token).toList()));
    for (LedgerLine line : kept) {
      assertTrue(line.token().matches("coppice-" + line.number() + "-[0-9a-f]{32}"), line.token());
      assertEquals(Kind.WRITE, line.kind());
      assertEquals(Outcome.ACKNOWLEDGED, line.outcome());
      assertTrue(0 <= line.sentMs() && line.sentMs() <= line.endedMs(), line::toString);
    }
  }

  @Test
  void keeps_a_write_that_was_refused_and_does_not_count_it() throws InterruptedException {
    Ledger ledger =
        ledger(
            Shelf.that(TOKEN, text -> Shelf.fails("status 500")),
            Shelf.that(TOKEN, Shelf::says),
            null);

    ledger.start();
    List<LedgerLine> acknowledged = ledger.awaitAcknowledged(1, Duration.ofMillis(100));
    ledger.stop();

    assertEquals(List.of(), acknowledged);
    assertEquals("status 500", ledger.lastFailure());
    assertFalse(kept.isEmpty());
    for (LedgerLine line : kept) {
      assertEquals(Outcome.NOT_ACKNOWLEDGED, line.outcome());
      assertEquals("status 500", line.why());
    }
  }

  record Answered(String when, Function<String, Told> says, Outcome outcome) {
    @Override
    public String toString() {
      return when + " is " + outcome;
    }
  }

  static List<Answered> answers() {
    return List.of(
        new Answered("an answer that holds the token", Shelf::says, Outcome.FOUND),
        new Answered("an answer without the token", text -> Shelf.says("[]"), Outcome.NOT_FOUND),
        new Answered("status 404", text -> Shelf.hasNone("status 404"), Outcome.NOT_FOUND),
        new Answered("status 500", text -> Shelf.fails("status 500"), Outcome.UNREAD));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void finds_a_write_only_where_the_answer_holds_its_token(Answered answered)
      throws InterruptedException {
    LedgerLine line = read(answered.says()).read(Kind.READ, SEVEN.number(), SEVEN.token());

    assertEquals(answered.outcome(), line.outcome());
    assertEquals(SEVEN.token(), line.token());
    assertEquals(SEVEN.number(), line.number());
    assertEquals(answered.says().apply("").why(), line.why());
    assertEquals(List.of(line), kept);
  }

  @Test
  void reads_every_write_back_once_where_each_is_told() throws InterruptedException {
    read(Shelf::says).readBack(List.of(SEVEN, EIGHT), PATIENCE);

    assertEquals(List.of(7, 8), kept.stream().map(LedgerLine::number).toList());
    assertEquals(
        List.of(Outcome.FOUND, Outcome.FOUND), kept.stream().map(LedgerLine::outcome).toList());
  }

  @Test
  void asks_again_until_it_is_told() throws InterruptedException {
    Iterator<Told> answers = List.of(Shelf.fails("reset"), Shelf.says(SEVEN.token())).iterator();
    read(text -> answers.next()).readBack(List.of(SEVEN), PATIENCE);

    assertEquals(
        List.of(Outcome.UNREAD, Outcome.FOUND), kept.stream().map(LedgerLine::outcome).toList());
  }

  @Test
  void gives_a_write_three_tries_and_goes_on_with_the_next() throws InterruptedException {
    read(text -> text.contains(SEVEN.token()) ? Shelf.fails("reset") : Shelf.says(text))
        .readBack(List.of(SEVEN, EIGHT), PATIENCE);

    assertEquals(List.of(7, 7, 7, 8), reads().stream().map(LedgerLine::number).toList());
  }

  @Test
  void asks_for_nothing_more_when_its_time_is_up() throws InterruptedException {
    read(Shelf::says).readBack(List.of(SEVEN, EIGHT), Duration.ofMillis(-1));

    assertEquals(List.of(), kept);
  }

  @Test
  void asks_for_what_was_never_written_by_a_new_token_each_time() throws InterruptedException {
    Ledger ledger = read(text -> Shelf.says("[]"));
    LedgerLine first = ledger.readNeverWritten();
    LedgerLine second = ledger.readNeverWritten();

    assertEquals(Kind.NEVER_WRITTEN, first.kind());
    assertEquals(Outcome.NOT_FOUND, first.outcome());
    assertTrue(first.token().matches("coppice-0-[0-9a-f]{32}"), first.token());
    assertNotEquals(first.token(), second.token());
  }

  @Test
  void takes_each_write_away_by_its_token() throws InterruptedException {
    Shelf clean = Shelf.that("DELETE " + TOKEN, text -> Shelf.says("gone"));

    assertNull(cleanedBy(clean).clean(List.of(SEVEN, EIGHT)));
    assertEquals(List.of("DELETE " + SEVEN.token(), "DELETE " + EIGHT.token()), clean.asked());
  }

  @Test
  void takes_all_away_at_once_where_the_question_names_no_token() throws InterruptedException {
    Shelf clean = Shelf.that("DELETE everything", text -> Shelf.fails("status 403"));

    assertEquals("status 403", cleanedBy(clean).clean(List.of(SEVEN, EIGHT)));
    assertEquals(List.of("DELETE everything"), clean.asked());
  }

  @Test
  void has_nothing_to_take_away_without_a_way_or_a_write() throws InterruptedException {
    Shelf clean = Shelf.that("DELETE everything", text -> Shelf.fails("not asked for"));

    assertNull(cleanedBy(null).clean(List.of(SEVEN)));
    assertNull(cleanedBy(clean).clean(List.of()));
    assertEquals(List.of(), clean.asked());
  }

  @Test
  void says_why_a_write_could_not_be_taken_away_and_goes_on() throws InterruptedException {
    Shelf clean =
        Shelf.that(
            TOKEN,
            text -> text.equals(SEVEN.token()) ? Shelf.fails("status 500") : Shelf.says("gone"));

    assertEquals("status 500", cleanedBy(clean).clean(List.of(SEVEN, EIGHT)));
    assertEquals(List.of(SEVEN.token(), EIGHT.token()), clean.asked());
  }

  @Test
  void minds_no_write_that_was_gone_already() throws InterruptedException {
    Shelf clean = Shelf.that(TOKEN, text -> Shelf.hasNone("status 404"));

    assertNull(cleanedBy(clean).clean(List.of(SEVEN)));
  }

  @Test
  void a_write_that_is_on_its_way_is_asked_for_until_it_is_there() throws InterruptedException {
    Iterator<Told> answers =
        List.of(Shelf.hasNone("status 404"), Shelf.fails("status 500"), Shelf.says(SEVEN.token()))
            .iterator();

    LedgerLine found =
        read(text -> answers.next()).find(Kind.FOUND_BEFORE, SEVEN, Duration.ofSeconds(10));

    assertEquals(Outcome.FOUND, found.outcome());
    assertEquals(3, kept.size(), kept::toString);
  }

  @Test
  void a_write_that_never_comes_is_not_waited_for_for_ever() throws InterruptedException {
    LedgerLine found =
        read(text -> Shelf.says("[]")).find(Kind.FOUND_BEFORE, SEVEN, Duration.ofMillis(-1));

    assertEquals(Outcome.NOT_FOUND, found.outcome());
    assertEquals(1, kept.size(), kept::toString);
  }

  @Test
  void writes_once_more_after_recovery_and_finds_it() throws InterruptedException {
    List<LedgerLine> tried = read(Shelf::says).writeAfter(9, PATIENCE);

    assertEquals(1, tried.size());
    assertEquals(9, tried.get(0).number());
    assertEquals(
        List.of(Kind.WRITTEN_AFTER, Kind.FOUND_AFTER),
        kept.stream().map(LedgerLine::kind).toList());
    assertEquals(tried.get(0).token(), kept.get(1).token());
    assertEquals(Outcome.FOUND, kept.get(1).outcome());
  }

  @Test
  void a_write_after_recovery_is_tried_again_with_a_token_of_its_own() throws InterruptedException {
    Iterator<Told> answers = List.of(Shelf.fails("status 503"), Shelf.says("created")).iterator();
    Ledger ledger =
        ledger(Shelf.that(TOKEN, text -> answers.next()), Shelf.that(TOKEN, Shelf::says), null);

    List<LedgerLine> tried = ledger.writeAfter(9, PATIENCE);

    assertEquals(
        List.of(Outcome.NOT_ACKNOWLEDGED, Outcome.ACKNOWLEDGED),
        tried.stream().map(LedgerLine::outcome).toList());
    assertEquals(List.of(9, 10), tried.stream().map(LedgerLine::number).toList());
    assertNotEquals(tried.get(0).token(), tried.get(1).token());
  }

  @Test
  void what_is_refused_after_recovery_is_not_asked_for() throws InterruptedException {
    Ledger ledger =
        ledger(
            Shelf.that(TOKEN, text -> Shelf.fails("status 503")),
            Shelf.that(TOKEN, Shelf::says),
            null);

    ledger.writeAfter(9, Duration.ofMillis(-1));

    assertEquals(List.of(Kind.WRITTEN_AFTER), kept.stream().map(LedgerLine::kind).toList());
    assertEquals("status 503", kept.get(0).why());
  }
}
