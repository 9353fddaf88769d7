package dev.coppice.provision;

import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import dev.coppice.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one container to be healthy by its own health command, run at once and again and again,
 * or by the engine's word, whatever comes first. One failure early on closes nothing: that a
 * container is unhealthy is for the engine to say, save where it runs no checks.
 */
final class EagerGate {

  private static final int KEPT_BYTES = 4096;
  private static final long NEVER = Long.MAX_VALUE;

  private final Site site;
  private final Step step;
  private final String container;
  private final Places places;
  private final Places.Turn turn;
  private final ContainerWatch watch;
  private final Time time;

  // All below is guarded by this: a try ends on a thread of its own.
  private @Nullable HealthCommand check;
  private @Nullable Container seen;
  private @Nullable Instant life;
  private @Nullable Instant servedIn;
  private Time.@Nullable Work trying;
  private Strikes strikes = Strikes.NONE;
  private long firstNanos;
  private long dueNanos = NEVER;
  private int failures;
  private int tries;
  private boolean closed;
  private @Nullable String lastWords;

  EagerGate(Site site, Step step, String container, Places places) {
    this.site = site;
    this.step = step;
    this.container = container;
    this.places = places;
    this.turn = places.turn(Integer.parseInt(step.settings().getOrDefault(Step.NEED, "0")));
    this.watch = site.watch();
    this.time = site.time();
  }

  /** The container as it was seen last: as wanted, hopeless, or whatever it is when time is up. */
  Container await(Duration timeout) throws InterruptedException {
    long end = time.nanos() + timeout.toNanos();
    boolean timeLeft = true;
    try {
      while (true) {
        int heard = watch.heardOf(container);
        Container now = watch.look(container);
        Own own = sees(now);
        if (Awaiting.isAsWanted(step, now, own)
            || Awaiting.isHopeless(step, now, own)
            || !timeLeft) {
          return now;
        }
        timeLeft = askUntilNews(heard, end);
      }
    } finally {
      close();
    }
  }

  /** What the health command printed last and how it ended, null where it was never run. */
  synchronized @Nullable String lastWords() {
    return lastWords;
  }

  /** The container as it was seen last, null where nobody has looked yet. */
  synchronized @Nullable Container seen() {
    return seen;
  }

  synchronized Own own() {
    boolean unchecked = seen != null && seen.health() == null;
    return new Own(
        check != null,
        life != null && life.equals(servedIn),
        check != null && unchecked && strikes.areTooMany(check));
  }

  private synchronized Own sees(Container now) {
    if (seen == null) {
      check = HealthCommand.of(now).orElse(null);
    }
    seen = now;
    Instant begun = Objects.requireNonNullElse(now.startedAt(), Instant.EPOCH);
    if (!now.isRunning()) {
      life = null;
      dueNanos = NEVER;
      places.leave(turn);
    } else if (!begun.equals(life)) {
      life = begun;
      strikes = Strikes.NONE;
      failures = 0;
      firstNanos = time.nanos();
      dueNanos = firstNanos;
    }
    return own();
  }

  /** False where time is up without anything that makes another look worth while. */
  private boolean askUntilNews(int heard, long end) throws InterruptedException {
    while (watch.heardOf(container) == heard && !hasTold()) {
      if (isDue() && places.take(turn)) {
        begin();
      }
      int before = tries();
      boolean news =
          watch.news(
              container,
              heard,
              () -> hasTold() || tries() != before || (isDue() && places.isFreeFor(turn)),
              Math.min(end, due()));
      if (!news && time.nanos() >= end) {
        return false;
      }
    }
    return true;
  }

  /** How many have ended: each sets anew when the next is due. */
  private synchronized int tries() {
    return tries;
  }

  private boolean hasTold() {
    Own own = own();
    return own.served() || own.failed();
  }

  private synchronized boolean isDue() {
    return check != null && trying == null && dueNanos <= time.nanos();
  }

  /** When the next try is due, far away where nothing but somebody else can make it so. */
  private synchronized long due() {
    return check == null || trying != null || dueNanos <= time.nanos() ? NEVER : dueNanos;
  }

  private synchronized void begin() {
    HealthCommand command = check;
    Container asked = seen;
    if (command == null || asked == null) {
      places.free();
      return;
    }
    trying = time.start("health command", () -> ask(command, asked));
  }

  private void ask(HealthCommand command, Container asked) {
    boolean passed = false;
    try {
      passed = !isClosed() && passes(command, asked);
    } finally {
      places.free();
      ended();
      if (passed) {
        site.serving().serves(asked, time.nanos());
      }
      watch.wake();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** In the container's own user and environment, as the engine runs it. */
  private boolean passes(HealthCommand command, Container asked) {
    long began = time.nanos();
    boolean passed = false;
    boolean tooLong = false;
    String words;
    try {
      ExecAnswer answer =
          site.engine().exec(asked.id(), command.command(), command.timeout(), KEPT_BYTES);
      tooLong = answer.timedOut();
      passed = !tooLong && answer.exitCode() == 0;
      words = HealthCommand.words(answer, command.timeout());
    } catch (EngineException e) {
      words = e.why();
    }
    told(command, asked, began, passed, tooLong, words);
    return passed;
  }

  private synchronized void told(
      HealthCommand command,
      Container asked,
      long began,
      boolean passed,
      boolean tooLong,
      String words) {
    if (closed) {
      return; // broken off by us, which is nothing that the command has said
    }
    lastWords = words;
    Instant inLife = Objects.requireNonNullElse(asked.startedAt(), Instant.EPOCH);
    long now = time.nanos();
    if (passed) {
      servedIn = inLife;
      strikes = Strikes.NONE;
    } else if (inLife.equals(life)) {
      failures++;
      strikes = strikes.and(command, firstNanos, began);
      Duration took = Duration.ofNanos(now - began);
      // What hangs is left hanging in its container: no more of them than the engine would leave.
      Duration pause =
          tooLong ? command.interval() : new Pace(command.interval()).after(failures, took);
      dueNanos = now + pause.toNanos();
    }
  }

  private synchronized void ended() {
    tries++;
    trying = null;
  }

  /** A try that is still on its way is of no use to anybody. */
  private void close() {
    Time.Work last;
    synchronized (this) {
      closed = true;
      last = trying;
    }
    places.leave(turn);
    if (last != null) {
      last.interrupt();
    }
    watch.wake();
  }
}
