package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Sample;
import dev.coppice.probe.Probe.Answer;
import dev.coppice.probe.Probe.Asking;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final AtomicBoolean up = new AtomicBoolean(true);

  @Test
  void slow_answers_do_not_stretch_the_rate() throws Exception {
    sampleFor(250, probe("slow", ms(10), ms(200), slowly(100)));
    assertTrue(
        samples.size() > 10,
        () -> samples.size() + " samples in 250 ms; one after the other there would be 3");
  }

  @Test
  void questions_in_flight_are_bounded_and_what_is_left_out_shows_as_lateness() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Question hanging =
        timeout -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          Thread.sleep(100);
          inFlight.decrementAndGet();
          return Answer.PASSED;
        };
    sampleFor(250, probe("p", ms(10), ms(20), hanging));
    assertEquals(4, most.get());
    assertTrue(samples.stream().anyMatch(sample -> sample.lateMs() > 30), samples::toString);
    assertTrue(samples.stream().allMatch(Sample::passed), "a tick left out is no failure");
  }

  @Test
  void steady_is_what_passed_without_a_break() throws Exception {
    try (Sampler sampler =
        sampler(
            samples::add,
            probe("fine", ms(10), ms(100), timeout -> Answer.PASSED),
            probe("ill", ms(10), ms(100), this::whileUp))) {
      assertEquals(List.of(), sampler.awaitSteady(0, ms(50), LONG));

      up.set(false);
      assertEquals(List.of("ill"), sampler.awaitSteady(clock.nowMs() + 20, ms(50), ms(150)));
      assertEquals("down", sampler.lastFailure("ill"));

      up.set(true);
      assertEquals(List.of(), sampler.awaitSteady(clock.nowMs(), ms(50), LONG));
    }
  }

  @Test
  void names_the_probe_that_was_not_answered_since() throws Exception {
    Probe prompt = probe("prompt", ms(10), ms(100), timeout -> Answer.PASSED);
    try (Sampler sampler = sampler(samples::add, prompt, probe("slow", LONG, LONG, slowly(600)))) {
      double since = clock.nowMs();

      assertEquals(List.of("slow"), sampler.awaitEachAnsweredSince(since, ms(150)));
      assertEquals(List.of("slow"), sampler.awaitEachAnsweredSince(since, ms(1)));
    }
  }

  @Test
  void a_probe_can_be_asked_at_once_and_keeps_its_rhythm() throws Exception {
    try (Sampler sampler =
        sampler(samples::add, probe("rare", ms(400), LONG, timeout -> Answer.PASSED))) {
      sampler.awaitEachAnsweredSince(0, LONG);
      double since = clock.nowMs();
      sampler.askAtOnce();

      assertEquals(List.of(), sampler.awaitEachAnsweredSince(since, ms(300)));
      sampler.awaitEachAnsweredSince(since + 300, LONG);
    }
    assertEquals(3, samples.size());
    double first = samples.get(0).sentMs();
    assertTrue(samples.get(1).sentMs() - first < 300, samples::toString);
    assertTrue(samples.get(1).lateMs() < 100, samples::toString);
    assertTrue(samples.get(2).sentMs() - first > 350, samples::toString);
  }

  @Test
  void a_question_that_throws_has_failed() throws Exception {
    Question broken =
        timeout -> {
          throw new IllegalStateException("out of order");
        };
    try (Sampler sampler = sampler(samples::add, probe("p", ms(10), ms(100), broken))) {
      sampler.awaitEachAnsweredSince(0, LONG);
    }
    assertEquals("out of order", samples.get(0).why());
  }

  @Test
  void closing_waits_for_the_last_answer_and_keeps_it() throws Exception {
    sampleFor(50, probe("p", LONG, ms(500), slowly(100)));
    assertEquals(1, samples.size());
    assertTrue(samples.get(0).endedMs() - samples.get(0).sentMs() >= 99);
  }

  @Test
  void going_on_is_refused_where_the_samples_cannot_be_kept() throws Exception {
    Sampler sampler =
        sampler(
            sample -> {
              throw new IllegalStateException("disk full");
            },
            probe("p", ms(10), ms(100), this::whileUp));
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> sampler.awaitSteady(0, LONG, LONG));
    assertEquals(
        "tried to keep the answers of the probes but failed because: disk full",
        failure.getMessage());
    assertThrows(IllegalStateException.class, sampler::close);
  }

  private void sampleFor(long ms, Probe probe) throws InterruptedException {
    Sampler sampler = sampler(samples::add, probe);
    Thread.sleep(ms);
    sampler.close();
  }

  private Answer whileUp(Duration timeout) {
    return up.get() ? Answer.PASSED : Answer.failed("down");
  }

  private static Question slowly(long ms) {
    return timeout -> {
      Thread.sleep(ms);
      return Answer.PASSED;
    };
  }

  private Sampler sampler(Consumer<Sample> sink, Probe... probes) {
    Sampler sampler = new Sampler(List.of(probes), new Asking(null, "p"), clock, sink);
    sampler.start();
    return sampler;
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }

  private static Probe probe(String name, Duration every, Duration timeout, Question question) {
    return new Probe(name, question, every, timeout, false, List.of());
  }

  /** A question of which only the answer matters. */
  private interface Question extends Probe.Question {

    Answer answer(Duration timeout) throws InterruptedException;

    @Override
    default Answer ask(Asking asking, Duration timeout) throws InterruptedException {
      return answer(timeout);
    }

    @Override
    default String kind() {
      return "by hand";
    }

    @Override
    default String inWords() {
      return "whatever the test says";
    }

    @Override
    default boolean fromOutside() {
      return true;
    }

    @Override
    default boolean comparesContent() {
      return false;
    }
  }
}
