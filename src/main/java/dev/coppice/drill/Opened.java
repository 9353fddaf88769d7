package dev.coppice.drill;

import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Journal;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run that has a name, a nonce, a journal and the lock on its stack, and has touched nothing of
 * it yet. Killed together with its engine even before its baseline, it is known what ran: {@code
 * resume} starts that again. One that does not begin leaves nothing behind.
 */
public final class Opened implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final String id;
  private final String nonce;
  private final Path folder;
  private final Journal journal;
  private final EngineLock lock;
  private final List<String> ran;
  private final StartingAgain startingAgain;
  private final Halt halt;
  private boolean begun;

  private Opened(
      String id,
      String nonce,
      Path folder,
      Journal journal,
      EngineLock lock,
      List<String> ran,
      StartingAgain startingAgain,
      Halt halt) {
    this.id = id;
    this.nonce = nonce;
    this.folder = folder;
    this.journal = journal;
    this.lock = lock;
    this.ran = ran;
    this.startingAgain = startingAgain;
    this.halt = halt;
  }

  /**
   * Opens an undo. It says from its first line on which run it undoes: that one must not go forward
   * beside it, and its copies stay.
   *
   * @param undone the run whose rescue copies it puts back
   * @throws RefusedException where somebody else holds the lock on the stack
   */
  public static Opened undo(
      PastRun undone,
      Access access,
      Scenario scenario,
      Stack stack,
      RunClock clock,
      HashKey key,
      Halt halt) {
    Map<String, String> facts = Map.of(PastRun.COMMAND, "undo", PastRun.UNDOES, undone.id());
    return open(access, scenario, stack, clock, key, facts, halt);
  }

  /**
   * Opens a run.
   *
   * @param command run or recover
   * @param key that environment values are hashed with
   * @param halt by which the calling thread may be interrupted
   * @throws RefusedException where somebody else holds the lock on the stack
   */
  public static Opened open(
      Access access,
      Scenario scenario,
      Stack stack,
      RunClock clock,
      HashKey key,
      String command,
      Halt halt) {
    return open(access, scenario, stack, clock, key, Map.of(PastRun.COMMAND, command), halt);
  }

  private static Opened open(
      Access access,
      Scenario scenario,
      Stack stack,
      RunClock clock,
      HashKey key,
      Map<String, String> command,
      Halt halt) {
    String id = STAMP.format(clock.startedAt()) + "-" + random(2);
    String nonce = random(16);
    EngineIdentity engine = access.engine().identity();
    // Before the lock is made: an engine that goes away meanwhile ends what has no restart policy.
    List<String> ran = running(stack, access.engine().inventory(stack.project()));
    Path folder = access.state().makeRun(id);
    key.keep(folder);
    Journal journal =
        Journal.create(folder.resolve(PastRun.JOURNAL), id, clock, access.failPoints());
    LockChoice.Wanting wanting =
        new LockChoice.Wanting(
            id, nonce, "recover".equals(command.get(PastRun.COMMAND)), EngineLock.unlock(scenario));
    EngineLock lock = new EngineLock(access, journal, clock, engine, stack.project(), wanting);
    StartingAgain again = new StartingAgain(access.engine(), lock.gateway(), stack, clock.time());
    Opened opened = new Opened(id, nonce, folder, journal, lock, ran, again, halt);
    Map<String, String> facts = new TreeMap<>(command);
    facts.put(PastRun.TOOL, Provenance.tool().version());
    facts.put(PastRun.PROJECT, stack.project());
    facts.put(PastRun.ENGINE, engine.name());
    facts.put(PastRun.ENGINE_ID, engine.id());
    facts.put(PastRun.ROOT_DIR, engine.rootDir());
    facts.put(PastRun.ENDPOINT, engine.endpoint());
    facts.put(PastRun.SCENARIO, scenario.file().toString());
    facts.put(PastRun.NONCE, nonce);
    facts.put(PastRun.STARTED, clock.startedAt().toString());
    facts.put(PastRun.NANOS, String.valueOf(clock.startNanos()));
    facts.put(PastRun.RAN, String.join(" ", ran));
    if (!access.sabotage().name().isEmpty()) {
      facts.put(PastRun.SABOTAGE, access.sabotage().name());
    }
    facts.putAll(Holder.here(id, clock.time().wall()).facts());
    try {
      journal.write(Entry.Kind.RUN, facts);
      lock.take();
    } catch (RuntimeException failure) {
      try {
        opened.close();
      } catch (RuntimeException left) {
        failure.addSuppressed(left);
      }
      throw failure;
    }
    return opened;
  }

  /** Which of the stack's containers run: no stranger's is ever started again. */
  static List<String> running(Stack stack, Inventory inventory) {
    return stack.services().keySet().stream()
        .flatMap(service -> inventory.replicas(stack.project(), service).stream())
        .filter(container -> container.isRunning() || container.state().equals("restarting"))
        .map(Container::id)
        .toList();
  }

  /** From here on it is finished or resumed. */
  void begins() {
    begun = true;
  }

  public String id() {
    return id;
  }

  String nonce() {
    return nonce;
  }

  Path folder() {
    return folder;
  }

  Journal journal() {
    return journal;
  }

  EngineLock lock() {
    return lock;
  }

  /** Identities of the stack's containers that ran when the run was opened. */
  List<String> ran() {
    return ran;
  }

  /**
   * Starts containers again, in the definition's order.
   *
   * @return what does not run for all that, a few words each
   */
  public List<String> startAgain(List<String> containers) throws InterruptedException {
    return startingAgain.carryOut(containers);
  }

  /**
   * A run that did not begin was never there; one that cannot be cleared away is resumed.
   *
   * @throws NotPutRightException where it cannot be cleared away
   */
  @Override
  public void close() {
    if (begun) {
      return;
    }
    begun = true;
    // What has to be put right is not interrupted.
    halt.isHeeded();
    try {
      putRight();
    } catch (RuntimeException failure) {
      journal.close();
      throw new NotPutRightException(id, failure);
    }
    try {
      // Killed from here on, it has nothing to resume.
      journal.write(Entry.Kind.END, PastRun.exitFact(ExitCode.REFUSED));
    } catch (UncheckedIOException full) {
      // Then it goes without.
    }
    journal.close();
    remove();
  }

  private void putRight() {
    lock.release();
    if (lock.loss().count() == 0) {
      return;
    }
    try {
      List<String> down = lock.answered(() -> startingAgain.carryOut(ran));
      if (!down.isEmpty()) {
        throw new IllegalStateException("the engine went away, and does not run: " + down);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("it was interrupted while it started again what ran", e);
    }
  }

  private void remove() {
    try (Stream<Path> files = Files.list(folder)) {
      // The journal last: without it nobody would know what the rest is.
      List<Path> all =
          files
              .sorted(java.util.Comparator.comparing(f -> f.endsWith(PastRun.JOURNAL)))
              .collect(Collectors.toList());
      all.add(folder);
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("tried to remove the folder " + folder, e);
    }
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
