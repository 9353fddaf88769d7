package dev.coppice.drill;

import dev.coppice.journal.Entry;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Journal;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.State;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run as its journal tells it. */
public record PastRun(String id, List<Entry> entries) {

  public static final String JOURNAL = "journal.ndjson";

  /** Names of what the first entries of a journal tell. */
  static final String TOOL = "tool";

  static final String PROJECT = "project";

  static final String ENGINE = "engine";
  static final String ENGINE_ID = "engineId";
  static final String ROOT_DIR = "rootDir";
  static final String ENDPOINT = "endpoint";
  static final String SCENARIO = "scenario";
  static final String BUNDLE = "bundle";
  static final String REPORTS = "reports";
  static final String NONCE = "nonce";

  /** Identities of the stack's containers that ran when the stack was observed. */
  static final String RAN = "ran";

  static final String PLAN = "planSha256";
  static final String COMMAND = "command";
  static final String STARTED = "startedAt";

  /** What is done wrong on purpose in it; an honest run's journal does not tell of it. */
  static final String SABOTAGE = "sabotage";

  /** Of an undo: the run whose rescue copies it puts back. */
  static final String UNDOES = "undoes";

  /** Why the stack comes back from the rescue copies, whatever its plan said. */
  static final String FROM_COPIES = "fromCopies";

  /** Of a drill: what its scenario wants after the verdict. */
  static final String AFTERWARDS = "afterwards";

  /** Of the end of an undo: the run whose data is all put back. */
  static final String PUT_BACK = "putBack";

  private static final String UNFINISHED = String.valueOf(ExitCode.UNFINISHED);

  private static final String SUPERSEDED_BY = "supersededBy";

  static final String NANOS = "startNanos";

  /** Whether a text can be a run's id: it is a folder's name, and leads nowhere else. */
  public static boolean isId(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  }

  /**
   * Reads the journal of a run.
   *
   * @throws JournalException where it is damaged, or was written by another version of the tool
   */
  public static Optional<PastRun> read(State state, String id) {
    Path journal = state.run(id).resolve(JOURNAL);
    if (!Files.isRegularFile(journal)) {
      return Optional.empty();
    }
    List<Entry> entries = Journal.read(journal);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    requireOneRun(journal, id, entries);
    PastRun run = new PastRun(id, entries);
    if (!run.isOver()) {
      run.requireThisTool(journal);
    }
    return Optional.of(run);
  }

  /** The same where a damaged journal tells nothing. */
  public static Optional<PastRun> readable(State state, String id) {
    try {
      return read(state, id);
    } catch (JournalException damaged) {
      return Optional.empty();
    }
  }

  /** A journal that was copied from another run would have that one's losses carried on here. */
  private static void requireOneRun(Path journal, String id, List<Entry> entries) {
    for (Entry entry : entries) {
      if (!entry.run().equals(id)) {
        throw new JournalException(
            "%s:%d: this line is of run %s, and the journal lies in the folder of run %s"
                .formatted(journal, entry.seq(), entry.run(), id));
      }
    }
  }

  /**
   * Refuses to go on elsewhere than where the run was begun.
   *
   * @throws JournalException where the scenario leads to another stack, or its endpoint to another
   *     engine
   */
  public void requireFits(State state, String project, EngineIdentity found) {
    String where = state.run(id).resolve(JOURNAL) + ":1: ";
    if (!fact(PROJECT).equals(project)) {
      throw new JournalException(
          "%srun %s is of stack %s, and its scenario %s is of stack %s now: put the scenario back, then: coppice resume %s"
              .formatted(where, id, fact(PROJECT), fact(SCENARIO), project, id));
    }
    boolean same =
        isOf(project, found.name(), found.rootDir()) && fact(ENGINE_ID).equals(found.id());
    if (!same) {
      throw new JournalException(
          "%srun %s was begun on engine %s (id %s, root folder %s), and at %s answers %s (id %s, root folder %s): nothing was touched. Go to the engine that it was begun on, then: coppice resume %s"
              .formatted(
                  where,
                  id,
                  fact(ENGINE),
                  fact(ENGINE_ID),
                  fact(ROOT_DIR),
                  found.endpoint(),
                  found.name(),
                  found.id(),
                  found.rootDir(),
                  id));
    }
  }

  private void requireThisTool(Path journal) {
    String version = Provenance.tool().version();
    if (!fact(TOOL).equals(version)) {
      throw new JournalException(
          "%s:1: version %s of the tool wrote this journal, and this is version %s: finish the run with that one"
              .formatted(journal, fact(TOOL), version));
    }
  }

  /**
   * The runs on this machine that are not over, oldest first. Refuses where the journal of a run of
   * this stack is damaged: nobody can tell whether that run left the stack down.
   *
   * @throws JournalException with its file and line
   */
  static List<PastRun> unfinishedAndWhole(State state, String project, EngineIdentity engine) {
    List<PastRun> unfinished = new ArrayList<>();
    for (String id : state.runs()) {
      try {
        read(state, id).filter(run -> !run.isOver()).ifPresent(unfinished::add);
      } catch (JournalException damaged) {
        boolean ofThisStack =
            Journal.first(state.run(id).resolve(JOURNAL))
                .filter(
                    first ->
                        new PastRun(id, List.of(first))
                            .isOf(project, engine.name(), engine.rootDir()))
                .isPresent();
        if (ofThisStack) {
          throw damaged;
        }
      }
    }
    return unfinished;
  }

  /** The runs on this machine that are not over, oldest first; damaged journals are passed over. */
  public static List<PastRun> unfinished(State state) {
    List<PastRun> unfinished = new ArrayList<>();
    for (String id : state.runs()) {
      if (!saysAtItsEndThatItIsOver(state, id)) {
        // Asked for by its id a damaged one is refused aloud; it must not block every other stack.
        readable(state, id).filter(run -> !run.isOver()).ifPresent(unfinished::add);
      }
    }
    unfinished.sort(Comparator.comparing(PastRun::id));
    return unfinished;
  }

  /** Of the many runs that are over, one line each is read. */
  private static boolean saysAtItsEndThatItIsOver(State state, String id) {
    return Journal.last(state.run(id).resolve(JOURNAL))
        .map(last -> new PastRun(id, List.of(last)).isOver())
        .orElse(false);
  }

  /** Why journals on this machine cannot be read: what became of their runs, nobody knows. */
  public static List<String> damaged(State state) {
    List<String> damaged = new ArrayList<>();
    for (String id : state.runs()) {
      try {
        read(state, id);
      } catch (JournalException unreadable) {
        damaged.add(String.valueOf(unreadable.getMessage()));
      }
    }
    return damaged;
  }

  /** What the entries at its beginning tell, by name; empty text where none does. */
  public String fact(String name) {
    return entries.stream()
        .filter(entry -> entry.kind() == Entry.Kind.RUN)
        .map(entry -> entry.facts().get(name))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .findFirst()
        .orElse("");
  }

  /** Where it was decided that the stack comes back from the rescue copies; empty where not. */
  Optional<Entry> fromCopies() {
    return entries.stream()
        .filter(e -> e.kind() == Entry.Kind.RUN && e.facts().containsKey(FROM_COPIES))
        .findFirst();
  }

  /**
   * Whether its data is still to be put back: its scenario wants that after the verdict, and no
   * undo has done it. What came from the copies anyway is not put back once more.
   */
  public boolean awaitsPutBack(State state) {
    return !fact(AFTERWARDS).isEmpty()
        && isOver()
        && entries.stream().noneMatch(e -> e.facts().containsKey(SUPERSEDED_BY))
        && exit().filter(exit -> exit != ExitCode.REFUSED).isPresent()
        && fromCopies().isEmpty()
        && state.runs().stream().noneMatch(other -> hasPutBack(state, other));
  }

  private boolean hasPutBack(State state, String other) {
    return readable(state, other).stream()
        .flatMap(run -> run.entries().stream())
        .anyMatch(e -> e.kind() == Entry.Kind.END && id.equals(e.facts().get(PUT_BACK)));
  }

  /** The unfinished run that puts this one's data back; empty where none does. */
  public Optional<PastRun> undoneBy(State state) {
    return unfinished(state).stream().filter(run -> run.fact(UNDOES).equals(id)).findFirst();
  }

  /** Other runs of the same stack that are unfinished still: users may be without it for them. */
  public List<PastRun> othersUnfinished(State state) {
    return unfinished(state).stream()
        .filter(run -> !run.id().equals(id))
        .filter(run -> run.isOf(fact(PROJECT), fact(ENGINE), fact(ROOT_DIR)))
        .toList();
  }

  /** What was done wrong on purpose in it; null in an honest run. */
  @Nullable String sabotage() {
    String name = fact(SABOTAGE);
    return name.isEmpty() ? null : name;
  }

  /** Whether it came so far that it could touch anything. */
  public boolean hasBegun() {
    return !fact(BUNDLE).isEmpty();
  }

  /** Identities of the stack's containers that ran when the stack was observed. */
  List<String> ran() {
    String ran = fact(RAN);
    return ran.isEmpty() ? List.of() : List.of(ran.split(" "));
  }

  /** The folder that it wrote last: a resumed run writes one of its own. */
  public Path bundle() {
    return Path.of(
        entries.stream()
            .filter(entry -> entry.kind() == Entry.Kind.RUN)
            .map(entry -> entry.facts().getOrDefault(BUNDLE, ""))
            .filter(folder -> !folder.isEmpty())
            .reduce("", (first, last) -> last));
  }

  /** The engine that it was begun on; versions may have moved since. */
  public EngineIdentity engine() {
    return new EngineIdentity(
        fact(ENGINE), fact(ENGINE_ID), "", "", fact(ROOT_DIR), fact(ENDPOINT));
  }

  /** The process that carried it last; empty where its journal does not say. */
  public Optional<Holder> holder() {
    return entries.stream()
        .filter(entry -> entry.kind() == Entry.Kind.RUN)
        .map(entry -> Holder.of(entry.facts()))
        .flatMap(Optional::stream)
        .reduce((first, last) -> last);
  }

  public boolean isOf(String project, String engineName, String rootDir) {
    return fact(PROJECT).equals(project)
        && fact(ENGINE).equals(engineName)
        && fact(ROOT_DIR).equals(rootDir);
  }

  /** The exit code that it ended with, if it did. */
  public Optional<Integer> exit() {
    return end().map(entry -> Integer.valueOf(entry.facts().getOrDefault("exit", UNFINISHED)));
  }

  /** When it came to its end, if it did. */
  public Optional<Instant> endedAt() {
    return end().map(Entry::wall);
  }

  private Optional<Entry> end() {
    return entries.stream()
        .filter(entry -> entry.kind() == Entry.Kind.END)
        .reduce((first, last) -> last);
  }

  /** Whether nothing is left to do. */
  public boolean isOver() {
    return exit().map(exit -> exit != ExitCode.UNFINISHED).orElse(false);
  }

  public Optional<Entry> impact() {
    if (fact(COMMAND).equals("recover")) {
      if (!hasBegun()) {
        return Optional.empty();
      }
      return Optional.of(entries.get(0));
    }
    return entries.stream().filter(e -> e.kind() == Entry.Kind.IMPACT).findFirst();
  }

  /**
   * Names of the volumes that it began to remove; whether it came to that, only the engine knows.
   */
  Set<String> removedVolumes() {
    return entries.stream()
        .filter(e -> e.kind() == Entry.Kind.INTENT && HalfRemoved.REMOVAL.equals(e.call()))
        .map(e -> String.valueOf(e.object()))
        .collect(Collectors.toSet());
  }

  /**
   * The steps that were carried out to their end and not begun anew since: data that came back goes
   * with its volume.
   */
  Set<String> done() {
    Set<String> done = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (entry.kind() == Entry.Kind.STEP_DONE) {
        done.add(String.valueOf(entry.step()));
      } else if (entry.kind() == Entry.Kind.INTENT) {
        done.remove(String.valueOf(entry.step()));
      }
    }
    return done;
  }

  public boolean isDone(String step) {
    return done().contains(step);
  }

  public Instant startedAt() {
    return Instant.parse(fact(STARTED));
  }

  /** Writes down that another run brought the stack back. */
  void supersede(State state, String by, Time time) {
    try (Journal journal =
        Journal.reopen(state.run(id).resolve(JOURNAL), id, Resumption.clock(this, time))) {
      journal.write(Entry.Kind.END, Map.of("exit", "1", SUPERSEDED_BY, by));
    }
  }

  static Map<String, String> exitFact(int exit) {
    return Map.of("exit", String.valueOf(exit));
  }
}
