package dev.coppice.judge;

import dev.coppice.evidence.Content;
import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.BackupFile;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.evidence.RunRecord.TrialOutcome;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.ImageSource;
import dev.coppice.plan.Plan.Objective;
import dev.coppice.plan.Plan.PlannedFact;
import dev.coppice.plan.Plan.PlannedLedger;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.plan.Plan.PlannedTrial;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a run, to be edited by a test and then built. {@link #honest} is a drill in which
 * all was lost and all came back; each liar is a small edit of it.
 *
 * <p>Its times, in milliseconds since its start: baseline 0, rescue 5000, impact 6000, gone 7000,
 * rebuild 8000, back 13000, verify 13500, end 18000.
 */
public final class FactsOf {

  static final double IMPACT = 6_000;
  static final double GONE = 7_000;
  static final double REBUILD = 8_000;
  static final double BACK = 13_000;
  static final double END = 18_000;
  static final String NONCE = "nonce-of-this-run";
  static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
  static final String ORDERS = "orders are served";
  static final String COUNT = "all orders are there";

  String command = "run";
  String rebuild = "native";
  boolean interrupted;
  @Nullable String sabotage;
  @Nullable Double impact = IMPACT;
  @Nullable Double gone = GONE;
  @Nullable Double rebuildAt = REBUILD;
  @Nullable Long maxDowntime;
  @Nullable Double fromCopies;
  final List<Loss> losses = new ArrayList<>();
  final List<WayBack> wayBack = new ArrayList<>();
  final List<ExpectedService> services = new ArrayList<>();
  final List<PlannedProbe> probes = new ArrayList<>();
  final List<Objective> objectives = new ArrayList<>();
  final List<String> leftInPlace = new ArrayList<>();
  final Map<Integer, String> inapplicable = new TreeMap<>();
  final List<Step> steps = new ArrayList<>();
  final List<StepOutcome> outcomes = new ArrayList<>();
  final List<Touched> touched = new ArrayList<>();
  final List<RunRecord.HealthAnswer> answers = new ArrayList<>();
  final List<String> down = new ArrayList<>();
  final List<RunRecord.ClockJump> jumps = new ArrayList<>();
  final List<RunRecord.PhaseTime> phases = new ArrayList<>();
  @Nullable Stand before = new Stand();
  @Nullable Stand loss = new Stand();
  @Nullable Stand after = new Stand();
  List<Sample> samples = new ArrayList<>();
  List<ObservedEvent> events = new ArrayList<>();
  final List<PlannedTrial> trials = new ArrayList<>();
  final List<TrialOutcome> tried = new ArrayList<>();
  final List<PlannedFact> facts = new ArrayList<>();
  @Nullable PlannedLedger ledger;
  Plan.Demands demands = Plan.Demands.NONE;
  final List<BackupFile> backups = new ArrayList<>();
  final List<FactReading> readings = new ArrayList<>();
  final Map<String, String> contentBefore = new TreeMap<>();
  @Nullable Map<String, String> contentAfter = new TreeMap<>();
  final List<LedgerLine> lines = new ArrayList<>();

  /** All was lost, all came back, and every probe saw it. */
  public static FactsOf honest() {
    FactsOf facts = new FactsOf();
    facts.service(
        new ExpectedService("db", 1, false, true, "reg/db:1", Ids.digest("db"), true, List.of()));
    facts.service(
        new ExpectedService(
            "migrate", 1, true, false, "reg/db:1", Ids.digest("db"), true, List.of("db")));
    facts.service(
        new ExpectedService(
            "web", 2, false, false, "reg/web:1", Ids.digest("web"), true, List.of("migrate")));
    facts.network();
    facts.volume();
    facts.image("db");
    facts.image("web");
    facts.restore();
    facts.phases.add(new RunRecord.PhaseTime("baseline", 0, 5_000));
    facts.phases.add(new RunRecord.PhaseTime("rescue", 5_000, 1_000));
    facts.phases.add(new RunRecord.PhaseTime("destroy", IMPACT, 1_000));
    facts.phases.add(new RunRecord.PhaseTime("verify", 13_500, 4_500));
    facts.probe(
        new PlannedProbe(
            ORDERS,
            "http",
            false,
            true,
            List.of(),
            100,
            1_000,
            "GET /orders",
            Map.of(),
            List.of("web")));
    facts.probe(
        new PlannedProbe(
            COUNT,
            "exec",
            false,
            false,
            List.of("orders-db"),
            500,
            2_000,
            "count",
            Map.of(),
            List.of("db")));
    return facts;
  }

  private void service(ExpectedService service) {
    services.add(service);
    for (int number = 1; number <= service.replicas(); number++) {
      String replica = service.name() + "-" + number;
      ContainerOf original = ContainerOf.of(service, number, "old");
      before.containers.add(original.build());
      lose(
          Loss.Kind.CONTAINER, original.id(), original.name(), service.name(), "remove " + replica);
      ContainerOf rebuilt = ContainerOf.of(service, number, "new").label(Labels.NONCE, NONCE);
      after.containers.add(rebuilt.build());
      double created = 9_000 + 1_000 * services.size();
      step("start " + replica, Verb.START, service.name(), created, 200, List.of("restore orders"));
      event(created, "create", rebuilt.id(), Map.of());
      event(created + 100, "start", rebuilt.id(), Map.of());
      if (service.oneShot()) {
        event(created + 400, "die", rebuilt.id(), Map.of("exitCode", "0"));
      } else if (service.healthCheck()) {
        event(created + 500, "health_status: healthy", rebuilt.id(), Map.of());
      }
    }
  }

  private void network() {
    Network old =
        new Network(Ids.hex("net-old"), "shop_back", STARTED, labels(false), List.of(), driver());
    before.networks.add(old);
    lose(Loss.Kind.NETWORK, old.id(), old.name(), null, "remove network shop_back");
    after.networks.add(
        new Network(
            Ids.hex("net-new"),
            "shop_back",
            STARTED.plusSeconds(9),
            labels(true),
            List.of(),
            driver()));
  }

  private void volume() {
    before.volumes.add(volume(false));
    lose(Loss.Kind.VOLUME, "shop_orders", "shop_orders", null, "remove volume shop_orders");
    after.volumes.add(volume(true));
    wayBack.add(new WayBack("shop_orders", "orders-db", WayBack.Way.RESTORED, "orders", true));
  }

  private void image(String name) {
    Image image =
        new Image(
            Ids.imageId(name),
            List.of("reg/" + name + ":1"),
            List.of("reg/" + name + "@" + Ids.digest(name)),
            1);
    before.images.add(image);
    lose(Loss.Kind.IMAGE, image.id(), "reg/" + name + ":1", null, "remove image " + name);
    after.images.add(image);
    step("pull " + name, Verb.PULL, null, 8_100, 500, List.of());
  }

  private void restore() {
    step("restore orders", Verb.RESTORE, "db", 11_000, 900, List.of("start db-1"));
  }

  private void lose(Loss.Kind kind, String id, String name, @Nullable String service, String step) {
    losses.add(new Loss(kind, id, name, service, Loss.Fate.REMOVED, "project label", Map.of()));
    steps.add(
        new Step(step, Phase.DESTROY, Verb.REMOVE_CONTAINER, id, "lost", List.of(), Map.of()));
    outcomes.add(outcome(step, StepOutcome.State.DONE, null));
    touched.add(new Touched("remove " + kind.name().toLowerCase(java.util.Locale.ROOT), id));
  }

  private void step(
      String id, Verb verb, @Nullable String service, double start, double ms, List<String> waits) {
    String object =
        verb == Verb.PULL ? "reg/" + id.substring(5) + ":1" : id.replace("restore ", "");
    Map<String, String> settings = service == null ? Map.of() : Map.of(Step.SERVICE, service);
    steps.add(new Step(id, Phase.REBUILD, verb, object, "wanted", waits, settings));
    outcomes.add(new StepOutcome(id, verb.word(), object, StepOutcome.State.DONE, start, ms, null));
  }

  static StepOutcome outcome(String id, StepOutcome.State state, @Nullable String why) {
    return new StepOutcome(id, "any", "any", state, IMPACT + 100, 100, why);
  }

  /** Replaces what became of a step. */
  void ended(String id, StepOutcome.State state, String why) {
    outcomes.replaceAll(o -> o.id().equals(id) ? outcome(id, state, why) : o);
  }

  /** Adds a probe whose samples are those of an honest one. */
  void probe(PlannedProbe probe) {
    probes.add(probe);
    for (double at = 0; at < END; at += probe.everyMs()) {
      boolean down = !probe.survives() && at >= IMPACT - 500 && at < BACK;
      sample(probe.name(), at, !down);
    }
  }

  /** Puts an edited probe in the place of the one of the same name. */
  void replan(String name, UnaryOperator<PlannedProbe> edit) {
    probes.replaceAll(p -> p.name().equals(name) ? edit.apply(p) : p);
  }

  void sample(String probe, double at, boolean passed) {
    samples.add(new Sample(probe, at, at + 5, 0, passed, passed ? null : "connection refused"));
  }

  /** Lets a probe have this outcome for every question sent in a time. */
  void samples(String probe, double from, double to, boolean passed) {
    samples.replaceAll(
        s ->
            s.probe().equals(probe) && s.sentMs() >= from && s.sentMs() < to
                ? new Sample(
                    probe, s.sentMs(), s.endedMs(), 0, passed, passed ? null : "connection refused")
                : s);
  }

  void event(double at, String action, String id, Map<String, String> attributes) {
    events.add(new ObservedEvent(at, 0, "container", action, id, true, attributes));
  }

  public Facts build() {
    List<ImageSource> images =
        List.of(
            new ImageSource("reg/db:1", null, null, true),
            new ImageSource("reg/web:1", null, null, true));
    EngineIdentity engine =
        new EngineIdentity("host", "ID", "20.10", "1.41", "/var/lib", "unix:///s");
    Plan plan =
        new Plan(
            Plan.FORMAT,
            command,
            null,
            "s",
            "sha",
            "shop",
            engine,
            "sha",
            rebuild,
            losses,
            wayBack,
            images,
            services,
            probes,
            objectives,
            leftInPlace,
            inapplicable,
            steps,
            List.of(),
            3_000,
            60_000,
            new Plan.CopyUse(maxDowntime, false),
            trials,
            facts,
            ledger,
            demands);
    RunRecord run =
        new RunRecord(
            "r1",
            command,
            new RunRecord.ScenarioFile("s", null, "s.yaml", "sha"),
            new RunRecord.Tool("1", "c"),
            engine,
            new RunRecord.Definition(null, false),
            new RunRecord.Operator("u", "h", "terminal"),
            NONCE,
            "sha",
            sabotage,
            STARTED,
            interrupted,
            impact == null ? null : STARTED.plusMillis(6_000),
            impact,
            gone,
            rebuildAt,
            END,
            fromCopies,
            500.0,
            phases,
            outcomes,
            backups,
            tried,
            List.of(),
            List.of(),
            jumps,
            touched,
            answers,
            down);
    return new Facts(
        plan,
        run,
        stand(before),
        stand(loss),
        stand(after),
        samples,
        events,
        readings,
        lines,
        content(contentBefore),
        contentAfter == null ? null : content(contentAfter));
  }

  private static Content content(Map<String, String> hashes) {
    return new Content(new TreeMap<>(hashes));
  }

  private static @Nullable Inventory stand(@Nullable Stand stand) {
    return stand == null ? null : stand.inventory();
  }

  static Volume volume(boolean ofThisRun) {
    return new Volume("shop_orders", "local", "/m", STARTED, labels(ofThisRun), new TreeMap<>());
  }

  static TreeMap<String, String> labels(boolean ofThisRun) {
    TreeMap<String, String> labels = new TreeMap<>(Map.of(Labels.PROJECT, "shop"));
    if (ofThisRun) {
      labels.put(Labels.NONCE, NONCE);
    }
    return labels;
  }

  private static TreeMap<String, String> driver() {
    return new TreeMap<>(Map.of("Driver", "bridge"));
  }
}
