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
 * A run that has a name, a nonce and a journal, and has touched nothing yet. Killed together with
 * its engine even before its baseline, it is known what ran: {@code resume} starts that again. One
 * that does not begin leaves nothing behind.
 */
public final class Opened implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final String id;
  private final String nonce;
  private final Path folder;
  private final Journal journal;
  private boolean begun;

  private Opened(String id, String nonce, Path folder, Journal journal) {
    this.id = id;
    this.nonce = nonce;
    this.folder = folder;
    this.journal = journal;
  }

  /**
   * Opens a run.
   *
   * @param command run, recover or undo
   * @param key that environment values are hashed with
   */
  public static Opened open(
      Access access, Scenario scenario, Stack stack, RunClock clock, HashKey key, String command) {
    String id = STAMP.format(clock.startedAt()) + "-" + random(2);
    String nonce = random(16);
    EngineIdentity engine = access.engine().identity();
    Path folder = access.state().makeRun(id);
    key.keep(folder);
    Journal journal =
        Journal.create(folder.resolve(PastRun.JOURNAL), id, clock, access.failPoints());
    Opened opened = new Opened(id, nonce, folder, journal);
    Map<String, String> facts = new TreeMap<>();
    facts.put(PastRun.TOOL, Provenance.tool().version());
    facts.put(PastRun.PROJECT, stack.project());
    facts.put(PastRun.ENGINE, engine.name());
    facts.put(PastRun.ENGINE_ID, engine.id());
    facts.put(PastRun.ROOT_DIR, engine.rootDir());
    facts.put(PastRun.ENDPOINT, engine.endpoint());
    facts.put(PastRun.SCENARIO, scenario.file().toString());
    facts.put(PastRun.NONCE, nonce);
    facts.put(PastRun.COMMAND, command);
    facts.put(PastRun.STARTED, clock.startedAt().toString());
    facts.put(PastRun.NANOS, String.valueOf(clock.startNanos()));
    facts.putAll(Holder.here(id, clock.time().wall()).facts());
    try {
      journal.write(Entry.Kind.RUN, facts);
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
    return opened;
  }

  /** Writes down which of the stack's containers run: no stranger's is ever started again. */
  void observed(Stack stack, Inventory inventory) {
    journal.write(Entry.Kind.RUN, Map.of(PastRun.RAN, String.join(" ", running(stack, inventory))));
  }

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

  /** A run that did not begin was never there. */
  @Override
  public void close() {
    if (begun) {
      return;
    }
    begun = true;
    journal.close();
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
