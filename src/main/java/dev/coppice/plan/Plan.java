package dev.coppice.plan;

import dev.coppice.stack.EngineIdentity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a run will do and will be judged by, fixed before impact.
 *
 * @param command run, recover or undo
 * @param undoes the run whose rescue copies an undo puts back, null otherwise
 * @param definitionSha256 hash of the stack's canonical form
 * @param rebuild native or compose
 * @param losses what will be lost, in order
 * @param wayBack how the data of each volume that will be lost comes back
 * @param images how each image of the stack resolves
 * @param services what must stand at the end
 * @param leftInPlace writable bind mounts that the disaster leaves in place and {@code keeps} does
 *     not name, as SERVICE:PATH
 * @param inapplicable conditions that do not apply: number to reason
 * @param steps the graph
 * @param obstacles that planning itself found; preflight finds more
 * @param copyUse what the scenario wants done with the rescue copies
 * @param trials of backups before impact, and those that are not tried
 * @param facts that must be the same before and after
 * @param ledger null where none measures what is lost
 * @param demands what the steady state has to show at the end besides that it holds
 */
public record Plan(
    String format,
    String command,
    @Nullable String undoes,
    String scenario,
    String scenarioSha256,
    String project,
    EngineIdentity engine,
    String definitionSha256,
    String rebuild,
    List<Loss> losses,
    List<WayBack> wayBack,
    List<ImageSource> images,
    List<ExpectedService> services,
    List<PlannedProbe> probes,
    List<Objective> objectives,
    List<String> leftInPlace,
    Map<Integer, String> inapplicable,
    List<Step> steps,
    List<Obstacle> obstacles,
    long stableForMs,
    long timeoutMs,
    CopyUse copyUse,
    List<PlannedTrial> trials,
    List<PlannedFact> facts,
    @Nullable PlannedLedger ledger,
    Demands demands) {

  public static final String FORMAT = "coppice.plan/v1";

  /** The objective of a ledger. */
  public static final String RPO = "rpo";

  private static final String DRILL = "run";

  public Plan {
    // Plans that were written before there was any such thing do not tell of it.
    copyUse = copyUse == null ? CopyUse.NONE : copyUse;
    trials = trials == null ? List.of() : List.copyOf(trials);
    facts = facts == null ? List.of() : List.copyOf(facts);
    demands = demands == null ? Demands.NONE : demands;
    losses = List.copyOf(losses);
    wayBack = List.copyOf(wayBack);
    images = List.copyOf(images);
    services = List.copyOf(services);
    probes = List.copyOf(probes);
    objectives = List.copyOf(objectives);
    leftInPlace = List.copyOf(leftInPlace);
    inapplicable = java.util.Collections.unmodifiableMap(new TreeMap<>(inapplicable));
    steps = List.copyOf(steps);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * How the data of a volume comes back.
   *
   * @param volume its name on the engine
   * @param name as the user names it: the key in the file, or SERVICE:PATH for an anonymous one
   * @param way how
   * @param backup the backup that is restored, null otherwise
   * @param rescued whether a rescue copy is made first
   * @param from the run whose rescue copy is put back, null otherwise
   */
  public record WayBack(
      String volume,
      String name,
      Way way,
      @Nullable String backup,
      boolean rescued,
      @Nullable String from) {

    /** One by which nothing is put back. */
    public WayBack(String volume, String name, Way way, @Nullable String backup, boolean rescued) {
      this(volume, name, way, backup, rescued, null);
    }

    /** Whether a rescue copy is made whose data has a place to go back to. */
    public boolean canBePutBack() {
      return rescued && !name.contains(":");
    }

    /** The ways. */
    public enum Way {
      RESTORED,
      MAY_BE_EMPTY,
      KEPT,
      PUT_BACK;

      @Override
      public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      }
    }
  }

  /**
   * What the scenario wants done with the rescue copies of a drill.
   *
   * @param maxDowntimeMs after impact; past it the stack is raised from them, null for never
   * @param putBack whether their data is put back after the verdict
   */
  public record CopyUse(@Nullable Long maxDowntimeMs, boolean putBack) {

    public static final CopyUse NONE = new CopyUse(null, false);
  }

  /**
   * How an image resolves.
   *
   * @param digest that the lock or file pins, null where nothing does
   * @param imageId what stands on the engine under the pinned digest now, null where nothing
   * @param pulled whether the rebuild pulls it
   */
  public record ImageSource(
      String reference, @Nullable String digest, @Nullable String imageId, boolean pulled) {}

  /**
   * What must stand at the end.
   *
   * @param oneShot whether its containers must have ended with exit code 0, not run
   * @param image reference as the file names it
   * @param digest pinned, null where unpinned
   * @param lost whether the disaster takes any of its containers
   * @param waitsFor services that it depends on
   * @param configHash Compose's hash of its definition as it was planned; null where the hash of a
   *     container holds more than that, the identity of one whose spaces it shares
   */
  public record ExpectedService(
      String name,
      int replicas,
      boolean oneShot,
      boolean healthCheck,
      String image,
      @Nullable String digest,
      boolean lost,
      List<String> waitsFor,
      @Nullable String configHash) {

    /** One whose definition is not told apart. */
    public ExpectedService(
        String name,
        int replicas,
        boolean oneShot,
        boolean healthCheck,
        String image,
        @Nullable String digest,
        boolean lost,
        List<String> waitsFor) {
      this(name, replicas, oneShot, healthCheck, image, digest, lost, waitsFor, null);
    }
  }

  /**
   * A probe as the run was planned with it.
   *
   * @param outside whether it asks from outside the engine
   * @param reads keys of the volumes whose data its answer depends on
   * @param asks the question in words, without secrets
   * @param latency how many milliseconds its answers may take, by percentile such as p95
   * @param services that it asks itself, or whose volumes it reads
   */
  public record PlannedProbe(
      String name,
      String kind,
      boolean survives,
      boolean outside,
      List<String> reads,
      long everyMs,
      long timeoutMs,
      String asks,
      Map<String, Long> latency,
      List<String> services) {

    public PlannedProbe {
      services = services == null ? List.of() : List.copyOf(services);
      latency =
          latency == null
              ? Map.of()
              : java.util.Collections.unmodifiableMap(new TreeMap<>(latency));
    }

    /**
     * One whose answers may take as long as its timeout, and of which nobody knows what it asks.
     */
    public PlannedProbe(
        String name,
        String kind,
        boolean survives,
        boolean outside,
        List<String> reads,
        long everyMs,
        long timeoutMs,
        String asks) {
      this(name, kind, survives, outside, reads, everyMs, timeoutMs, asks, Map.of(), List.of());
    }
  }

  /**
   * What the steady state has to show at the end besides that it holds.
   *
   * @param maxSlowdown how many times as long as before a probe's answers may take, null for any
   * @param strict whether each service must be one that something which is asked depends on
   */
  public record Demands(@Nullable Double maxSlowdown, boolean strict) {

    public static final Demands NONE = new Demands(null, false);

    /** Whether there is a baseline: only a drill looks at the stack before. */
    public static boolean comparesWithBaseline(String command) {
      return command.equals(DRILL);
    }
  }

  /**
   * A backup that is tried before impact, or not.
   *
   * @param facts that are asked of what it brings
   * @param notTried why it is not, null where it is
   */
  public record PlannedTrial(String backup, List<String> facts, @Nullable String notTried) {}

  /**
   * Something that must be the same before and after.
   *
   * @param asks the question in words, without secrets
   * @param tolerance by how much a number may differ, null where it must be the same text
   * @param reads keys of the volumes whose data it depends on
   * @param services that it asks itself, or whose volumes it reads
   */
  public record PlannedFact(
      String name,
      String kind,
      String asks,
      @Nullable String tolerance,
      List<String> reads,
      List<String> services) {

    public PlannedFact {
      services = services == null ? List.of() : List.copyOf(services);
    }
  }

  /**
   * The ledger as the run was planned with it.
   *
   * @param writes how it writes, in words and without secrets
   * @param reads how it reads
   * @param volumes keys of those that the writes end up in; empty where the scenario does not tell
   * @param services that it asks itself, or whose volumes the writes end up in
   */
  public record PlannedLedger(
      String writes, String reads, long everyMs, List<String> volumes, List<String> services) {

    public PlannedLedger {
      services = services == null ? List.of() : List.copyOf(services);
    }
  }

  /**
   * A target, set before impact.
   *
   * @param name {@code rto}, {@code rpo}, or {@code SERVICE rto} for a single service
   */
  public record Objective(String name, @Nullable String service, long targetMs) {}

  public Stream<Step> steps(Phase phase) {
    return steps.stream().filter(step -> step.phase() == phase);
  }

  public Stream<Loss> losses(Loss.Kind kind) {
    return losses.stream().filter(loss -> loss.kind() == kind);
  }

  /** Milliseconds after impact; null where nothing bounds it: only a drill makes copies first. */
  public @Nullable Long maxDowntimeMs() {
    return command.equals(DRILL) ? copyUse.maxDowntimeMs() : null;
  }

  /** Whether data is put back after the verdict: an anonymous volume's copy has no place to go. */
  public boolean putsBackAfterwards() {
    return command.equals(DRILL)
        && copyUse.putBack()
        && wayBack.stream().anyMatch(WayBack::canBePutBack);
  }

  /** The same with the data of each volume that was copied coming from the copies of a run. */
  public Plan fromCopies(String run) {
    List<WayBack> ways =
        wayBack.stream()
            .map(
                way ->
                    way.canBePutBack()
                        ? new WayBack(
                            way.volume(), way.name(), WayBack.Way.PUT_BACK, null, true, run)
                        : way)
            .toList();
    return new Plan(
        format,
        command,
        undoes,
        scenario,
        scenarioSha256,
        project,
        engine,
        definitionSha256,
        rebuild,
        losses,
        ways,
        images,
        services,
        probes,
        objectives,
        leftInPlace,
        inapplicable,
        steps,
        obstacles,
        stableForMs,
        timeoutMs,
        copyUse,
        trials,
        facts,
        ledger,
        demands);
  }

  /** What the user types to consent. */
  public String target() {
    return project + "@" + engine.name();
  }
}
