package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.NOT_APPLICABLE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.Objective;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Image;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line with what makes it true, false and unknown: small edits of an honest drill. */
class ConditionRulesTest {

  /** One line of the table; the reason has to name what it is about. */
  record Row(int line, Outcome outcome, String reason, String when, Consumer<FactsOf> edit) {
    @Override
    public String toString() {
      return "line " + line + " is " + outcome.word() + " when " + when;
    }
  }

  private static Row row(
      int line, Outcome outcome, String reason, String when, Consumer<FactsOf> edit) {
    return new Row(line, outcome, reason, when, edit);
  }

  @ParameterizedTest
  @MethodSource({"steadyState", "control", "lost", "fresh", "images", "configuration"})
  void judges_what_was_lost_and_came_back(Row row) {
    check(row);
  }

  @ParameterizedTest
  @MethodSource({"standing", "after", "data", "bystanders", "objectives"})
  void judges_what_stands_and_works(Row row) {
    check(row);
  }

  private static void check(Row row) {
    FactsOf facts = FactsOf.honest();
    row.edit().accept(facts);
    Finding finding = Judge.found(Judge.RULES.get(row.line() - 1), facts.build());
    assertEquals(row.outcome(), finding.outcome(), finding::reason);
    assertTrue(finding.reason().contains(row.reason()), finding::reason);
  }

  static Stream<Row> steadyState() {
    return Stream.of(
        row(1, TRUE, "3.0 s", "all passed until the hold", f -> {}),
        row(1, FALSE, FactsOf.ORDERS, "one failed last", f -> passes(f, 4_800, 5_000, false)),
        row(1, FALSE, "before that", "one failed just before", f -> passes(f, 2_000, 2_100, false)),
        row(1, TRUE, "", "one failed, and passed for long since", f -> passes(f, 0, 1_900, false)),
        row(1, TRUE, "", "one failed while writers were held", f -> passes(f, 5_000, 6_000, false)),
        row(1, UNKNOWN, FactsOf.COUNT, "one was not asked", f -> drop(f, FactsOf.COUNT, 0, 5_000)),
        row(1, UNKNOWN, "not asked for", "with a gap", f -> drop(f, FactsOf.ORDERS, 2_500, 4_000)),
        row(1, UNKNOWN, "only 1.6", "asked too late", f -> drop(f, FactsOf.ORDERS, 0, 3_300)),
        row(1, UNKNOWN, "last", "not asked lately", f -> drop(f, FactsOf.ORDERS, 3_800, 6_000)),
        row(1, UNKNOWN, "no baseline", "there was no baseline", f -> f.phases.remove(0)),
        row(1, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()));
  }

  static Stream<Row> control() {
    return Stream.of(
        row(2, TRUE, "", "each failed", f -> {}),
        row(2, UNKNOWN, FactsOf.ORDERS, "one never failed", f -> passes(f, 0, 18_000, true)),
        row(2, UNKNOWN, "1 of 10 times", "one passed once", f -> passes(f, 7_500, 7_600, true)),
        row(2, TRUE, "", "one passed before the loss was seen", f -> passes(f, 6_000, 7_000, true)),
        row(2, TRUE, "", "one passed from the rebuild on", f -> passes(f, 8_000, 18_000, true)),
        row(2, UNKNOWN, "not asked", "one had no time", f -> drop(f, FactsOf.ORDERS, 7_000, 8_000)),
        row(2, UNKNOWN, "not confirmed", "the loss was not seen", f -> f.gone = null),
        row(2, UNKNOWN, "not confirmed", "nothing was rebuilt", f -> f.rebuildAt = null),
        row(2, UNKNOWN, "web:/srv", "a bind stayed", f -> f.leftInPlace.add("web:/srv")),
        row(2, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()),
        row(2, TRUE, "", "a survivor passed", f -> f.probe(survivor())),
        row(2, FALSE, "must survive", "a survivor failed once", f -> survives(f, 9_000, 9_100)),
        row(2, FALSE, "must survive", "it failed at impact", f -> survives(f, 6_000, 6_100)),
        row(2, TRUE, "", "a survivor failed before impact", f -> survives(f, 5_900, 6_000)),
        row(
            2,
            UNKNOWN,
            "not asked during",
            "a survivor was not asked",
            f -> {
              f.probe(survivor());
              drop(f, "static page", 7_000, 8_000);
            }));
  }

  static Stream<Row> lost() {
    return Stream.of(
        row(3, TRUE, "8 objects", "nothing was there", f -> {}),
        row(3, FALSE, "shop-db-1", "a container was there", f -> stayed(f, "shop-db-1", "exited")),
        row(
            3,
            FALSE,
            "shop_back",
            "a network was there",
            f -> f.loss.networks.addAll(f.before.networks)),
        row(
            3,
            FALSE,
            "shop_orders",
            "a volume was there",
            f -> f.loss.volumes.add(FactsOf.volume(true))),
        row(3, FALSE, "reg/db:1", "an image was there", f -> f.loss.images.addAll(f.before.images)),
        row(
            3,
            FALSE,
            "reg/db:1",
            "an image had lost only its name",
            f -> f.loss.images.add(new Image(FactsOf.imageId("db"), List.of(), List.of(), 1))),
        row(
            3,
            FALSE,
            "reg/db:1",
            "an image's name led elsewhere",
            f -> f.loss.images.add(new Image("sha256:else", List.of("reg/db:1"), List.of(), 1))),
        row(3, UNKNOWN, "Nobody looked", "nobody looked", f -> f.loss = null),
        row(3, UNKNOWN, "loses nothing", "nothing was to be lost", f -> f.losses.clear()),
        row(
            3,
            FALSE,
            "in use",
            "a step failed",
            f -> f.ended("remove db-1", State.FAILED, "in use")),
        row(
            3,
            FALSE,
            "halted",
            "a step was left out",
            f -> f.ended("remove db-1", State.LEFT_OUT, "halted")),
        row(3, TRUE, "", "a killed one has exited", f -> killed(f, "exited")),
        row(3, FALSE, "still running", "a killed one runs", f -> killed(f, "running")),
        row(3, FALSE, "still running", "a killed one is held", f -> killed(f, "paused")),
        row(3, FALSE, "still running", "a killed one restarts", f -> killed(f, "restarting")));
  }

  static Stream<Row> fresh() {
    return Stream.of(
        row(4, TRUE, "", "all is new", f -> {}),
        row(4, UNKNOWN, "Nobody looked", "nobody looked at the end", f -> f.after = null),
        row(4, UNKNOWN, "Nobody looked", "nobody looked before", f -> f.before = null),
        row(4, UNKNOWN, "before impact", "there was no impact", f -> f.impact = null),
        row(
            4,
            FALSE,
            "shop-db-1",
            "a container has its old identity",
            f -> f.after.edit("shop-db-1", c -> c.id(FactsOf.hex("db-1old")))),
        row(
            4,
            FALSE,
            "shop-db-1",
            "a native container has no nonce",
            f -> f.after.edit("shop-db-1", c -> c.without(Labels.NONCE))),
        row(4, TRUE, "", "Compose made it after impact", f -> composed(f, List.of())),
        row(
            4,
            UNKNOWN,
            "shop-db-1",
            "nothing was heard of what Compose made",
            f -> composed(f, List.of("create"))),
        row(
            4,
            FALSE,
            "shop_orders",
            "the volume has no nonce",
            f -> f.after.volumes.set(0, FactsOf.volume(false))),
        row(
            4,
            FALSE,
            "shop_orders",
            "the volume has another run's nonce",
            f -> f.after.volumes.get(0).labels().put(Labels.NONCE, "of-another-run")),
        row(
            4,
            FALSE,
            "shop_back",
            "a network has its old identity",
            f -> f.after.networks.set(0, f.before.networks.get(0))),
        row(4, UNKNOWN, "shop_back", "nothing shows the network is new", f -> network(f, -1)),
        row(4, TRUE, "", "the network was made after impact", f -> network(f, 9)),
        row(
            4,
            TRUE,
            "",
            "the network's making was heard",
            f -> {
              network(f, -1);
              f.events.add(
                  new ObservedEvent(
                      8_500, 0, "network", "create", FactsOf.hex("net-new"), true, Map.of()));
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "nobody pulled the image",
            f -> f.ended("pull db", State.FAILED, "x")),
        row(
            4,
            TRUE,
            "",
            "the engine told of a pull",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.events.add(
                  new ObservedEvent(
                      8_500, 0, "image", "pull", "reg/db@" + FactsOf.digest("db"), true, Map.of()));
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the engine told of another pull",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              image(f, "pull", "reg/web:1", Map.of());
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the engine told of a mere tag",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              image(f, "tag", "reg/db:1", Map.of());
            }),
        row(
            4,
            TRUE,
            "",
            "the engine told of a pull by name",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              image(f, "pull", "sha256:any", Map.of("name", "reg/db"));
            }),
        row(
            4,
            TRUE,
            "",
            "a lost image is not needed any more",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.after.images.remove(0);
            }),
        row(
            4,
            UNKNOWN,
            "shop_back",
            "the network had a namesake before",
            f -> f.before.networks.addAll(f.after.networks)),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the pull was before impact",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.events.add(
                  new ObservedEvent(5_500, 0, "image", "pull", "reg/db:1", true, Map.of()));
            }),
        row(4, TRUE, "", "a killed one was started", f -> startedAgain(f, true)),
        row(4, UNKNOWN, "shop-db-1", "a killed one was not", f -> startedAgain(f, false)),
        row(
            4,
            TRUE,
            "",
            "in recover what stood already has no nonce",
            f -> {
              f.command = "recover";
              f.before = null;
              f.losses.clear();
              f.after.edit("shop-db-1", c -> c.without(Labels.NONCE).id("stood"));
            }),
        row(
            4,
            FALSE,
            "shop-db-1",
            "in recover a container made meanwhile has no nonce",
            f -> {
              f.command = "recover";
              f.before = null;
              f.losses.clear();
              f.after.edit("shop-db-1", c -> c.without(Labels.NONCE));
            }));
  }

  static Stream<Row> images() {
    return Stream.of(
        row(5, TRUE, "4 containers", "all run what is pinned", f -> {}),
        row(
            5,
            FALSE,
            "shop-web-2",
            "the image moved",
            f -> f.after.edit("shop-web-2", c -> c.imageId("sha256:moved"))),
        row(5, FALSE, "reg/web@", "no image has the digest", f -> f.after.images.remove(1)),
        row(
            5,
            FALSE,
            "reg/web@",
            "another repository has it",
            f ->
                f.after.images.set(
                    1,
                    new Image(
                        FactsOf.imageId("web"),
                        List.of(),
                        List.of("reg/else@" + FactsOf.digest("web")),
                        1))),
        row(5, UNKNOWN, "coppice lock", "nothing is pinned", f -> service(f, "db", 1, false, null)),
        row(5, UNKNOWN, "No container", "nothing stands", f -> f.after.containers.clear()),
        row(5, UNKNOWN, "Nobody looked", "nobody looked", f -> f.after = null));
  }

  static Stream<Row> configuration() {
    return Stream.of(
        row(6, TRUE, "no difference", "all is equal", f -> {}),
        row(
            6,
            FALSE,
            "Config.Env.MODE",
            "a variable changed",
            f -> f.after.edit("shop-db-1", c -> c.setting("Config.Env.MODE", "other"))),
        row(
            6,
            FALSE,
            "is not set",
            "a setting is missing",
            f -> f.after.edit("shop-db-1", c -> c.setting("Config.Env.MODE", null))),
        row(
            6,
            FALSE,
            "was not set",
            "a setting is new",
            f -> f.after.edit("shop-db-1", c -> c.setting("HostConfig.Memory", "1024"))),
        row(
            6,
            TRUE,
            "explained",
            "the definition changed",
            f ->
                f.after.edit(
                    "shop-db-1",
                    c -> c.setting("Config.Env.MODE", "other").label(Labels.CONFIG_HASH, "new"))),
        row(
            6,
            FALSE,
            "web-1",
            "only another service's definition changed",
            f -> {
              f.after.edit("shop-db-1", c -> c.label(Labels.CONFIG_HASH, "new"));
              f.after.edit("shop-web-1", c -> c.setting("Config.User", "root"));
            }),
        row(
            6,
            UNKNOWN,
            "not recorded",
            "settings are missing",
            f -> f.before.edit("shop-db-1", ContainerOf::noSettings)),
        row(6, UNKNOWN, "no original", "there was none", f -> f.before.remove("shop-web-2")),
        row(6, FALSE, "shop_orders", "the volume is missing", f -> f.after.volumes.clear()),
        row(6, FALSE, "shop_back", "the network is missing", f -> f.after.networks.clear()),
        row(
            6,
            FALSE,
            "Driver",
            "the volume has another driver",
            f ->
                f.after.volumes.set(
                    0,
                    new Volume(
                        "shop_orders",
                        "nfs",
                        "/m",
                        FactsOf.STARTED,
                        FactsOf.labels(true),
                        new TreeMap<>()))),
        row(6, UNKNOWN, "Nobody looked", "nobody looked at the end", f -> f.after = null),
        row(6, UNKNOWN, "before impact", "nobody looked before", f -> f.before = null),
        row(6, TRUE, "definition", "in recover", ConditionRulesTest::recover),
        row(
            6,
            FALSE,
            "2 replicas",
            "in recover a replica is missing",
            f -> {
              recover(f);
              f.after.remove("shop-web-2");
            }),
        row(
            6,
            FALSE,
            "health check",
            "in recover a health check is missing",
            f -> {
              recover(f);
              f.after.edit("shop-db-1", c -> c.health(null));
            }));
  }

  static Stream<Row> standing() {
    return Stream.of(
        row(7, TRUE, "3 services", "all stand", f -> {}),
        row(7, FALSE, "has 1", "a replica is missing", f -> f.after.remove("shop-web-2")),
        row(7, FALSE, "has 2", "there is one too many", f -> service(f, "web", 1, false, "x")),
        row(
            7,
            FALSE,
            "one too many",
            "a service stands that is not in the plan",
            f -> stands(f, ContainerOf.foreign("x").label(Labels.SERVICE, "x"))),
        row(
            7,
            FALSE,
            "one too many",
            "a one-off container is left",
            f ->
                stands(
                    f,
                    ContainerOf.foreign("x")
                        .label(Labels.SERVICE, "db")
                        .label(Labels.ONE_OFF, "True"))),
        row(
            7,
            TRUE,
            "",
            "another profile's service stood before",
            f -> {
              ContainerOf other = ContainerOf.foreign("x").label(Labels.SERVICE, "x");
              stands(f, other);
              f.before.containers.add(other.build());
            }),
        row(7, FALSE, "is created", "one does not run", f -> web(f, c -> c.state("created"))),
        row(7, FALSE, "is restarting", "one restarts", f -> web(f, c -> c.state("restarting"))),
        row(7, FALSE, "exit code 0", "one ended", f -> web(f, c -> c.state("exited"))),
        row(7, FALSE, "1 time", "one was restarted", f -> web(f, c -> c.restarts(1))),
        row(7, FALSE, "memory", "one had no memory", f -> web(f, ContainerOf::oomKilled)),
        row(7, FALSE, "unhealthy", "one is unhealthy", f -> db(f, c -> c.health("unhealthy"))),
        row(7, FALSE, "starting", "one is not healthy yet", f -> db(f, c -> c.health("starting"))),
        row(7, UNKNOWN, "no health check", "nobody checks", f -> db(f, c -> c.health(null))),
        row(7, FALSE, "ended with 1", "a job failed", f -> migrate(f, c -> c.exitCode(1))),
        row(7, FALSE, "is running", "a job goes on", f -> migrate(f, c -> c.state("running"))),
        row(
            7,
            FALSE,
            "ended and was started again",
            "one died after it came up",
            f -> f.event(14_000, "die", FactsOf.hex("web-1new"), Map.of("exitCode", "1"))),
        row(
            7,
            TRUE,
            "",
            "the lost one died",
            f -> f.event(6_100, "die", FactsOf.hex("web-1old"), Map.of("exitCode", "137"))),
        row(
            7,
            FALSE,
            "started again",
            "a survivor died",
            f -> {
              survivor(f, c -> c.restarts(2));
              f.event(7_000, "die", FactsOf.hex("web-1old"), Map.of("exitCode", "1"));
            }),
        row(
            7,
            TRUE,
            "",
            "a killed one died, and was started",
            f -> {
              startedAgain(f, true);
              f.event(6_100, "die", FactsOf.hex("db-1old"), Map.of("exitCode", "137"));
            }),
        row(
            7,
            FALSE,
            "started again",
            "a killed one died once more",
            f -> {
              startedAgain(f, true);
              f.event(14_000, "die", FactsOf.hex("db-1old"), Map.of("exitCode", "1"));
            }),
        row(7, UNKNOWN, "No start event", "nothing was heard", f -> f.events.clear()),
        row(7, UNKNOWN, "Nobody looked", "nobody looked", f -> f.after = null),
        row(
            7,
            UNKNOWN,
            "no service",
            "none is expected",
            f -> {
              f.services.clear();
              f.after.containers.clear();
            }),
        row(
            7,
            FALSE,
            "timed out",
            "a step failed",
            f -> f.ended("start web-2", State.FAILED, "timed out")),
        row(
            7,
            TRUE,
            "",
            "a step failed before the run was resumed",
            f -> {
              f.ended("start web-2", State.FAILED, "timed out");
              f.interrupted = true;
            }),
        row(
            7,
            UNKNOWN,
            "job or a server",
            "in recover one ended well",
            f -> {
              recover(f);
              web(f, c -> c.state("exited"));
            }),
        row(7, FALSE, "since impact", "a survivor restarted", f -> survivor(f, c -> c.restarts(3))),
        row(7, TRUE, "", "a survivor had restarted before", f -> survivor(f, c -> c.restarts(2))));
  }

  static Stream<Row> after() {
    return Stream.of(
        row(8, TRUE, "3.0 s", "all passed to the end", f -> {}),
        row(8, FALSE, "refused", "one failed last", f -> passes(f, 17_900, 18_000, false)),
        row(8, FALSE, "before that", "one flapped", f -> passes(f, 16_000, 16_100, false)),
        row(
            8,
            UNKNOWN,
            "not asked for",
            "with a gap",
            f -> drop(f, FactsOf.ORDERS, 15_000, 17_000)),
        row(8, UNKNOWN, "last", "asked too early", f -> drop(f, FactsOf.ORDERS, 16_400, 18_000)),
        row(8, UNKNOWN, "not asked", "not asked", f -> drop(f, FactsOf.ORDERS, 6_000, 18_000)),
        row(
            8,
            UNKNOWN,
            "outside",
            "all ask inside",
            f -> f.replan(FactsOf.ORDERS, ConditionRulesTest::inside)),
        row(8, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()),
        row(
            8,
            TRUE,
            "",
            "a question that hung gave up late",
            f -> f.samples.add(new Sample(FactsOf.ORDERS, 12_950, 14_500, 0, false, "timed out"))));
  }

  static Stream<Row> data() {
    return Stream.of(
        row(9, TRUE, "read back", "the restored volume is read", f -> {}),
        row(9, UNKNOWN, "reads: [orders-db]", "nothing reads it", f -> reads(f, List.of())),
        row(9, UNKNOWN, "orders-db", "another is read", f -> reads(f, List.of("cache"))),
        row(
            9,
            UNKNOWN,
            "reads: [orders-db]",
            "only a survivor reads it",
            f -> f.replan(FactsOf.COUNT, p -> probe(p, true))),
        row(9, TRUE, "", "it may be empty", f -> wayBack(f, WayBack.Way.MAY_BE_EMPTY, List.of())),
        row(
            9,
            UNKNOWN,
            "reads:",
            "it is kept and not read",
            f -> wayBack(f, WayBack.Way.KEPT, List.of())),
        row(
            9,
            TRUE,
            "",
            "it is kept and read",
            f -> wayBack(f, WayBack.Way.KEPT, List.of("orders-db"))),
        row(9, UNKNOWN, "no way back", "the plan forgot it", f -> f.wayBack.clear()),
        row(
            9,
            UNKNOWN,
            "no way back",
            "the plan knows another's",
            f ->
                f.wayBack.set(
                    0, new WayBack("other", "orders-db", WayBack.Way.RESTORED, "orders", true))),
        row(
            9,
            TRUE,
            "No volume was lost",
            "no volume was lost",
            f -> {
              f.wayBack.clear();
              f.losses.removeIf(loss -> loss.kind() == Kind.VOLUME);
            }),
        row(
            9,
            FALSE,
            "not restored",
            "the restore failed",
            f -> f.ended("restore orders", State.FAILED, "x")),
        row(
            9,
            FALSE,
            "not restored",
            "it was not begun",
            f -> f.outcomes.removeIf(o -> o.id().startsWith("restore"))),
        row(
            9,
            UNKNOWN,
            "no step",
            "there is no restore",
            f -> f.steps.removeIf(s -> s.id().startsWith("restore"))),
        row(
            9,
            FALSE,
            FactsOf.COUNT,
            "the data is not there",
            f -> f.samples(FactsOf.COUNT, 13_000, 18_000, false)),
        row(
            9,
            UNKNOWN,
            "long enough",
            "it was there only shortly",
            f -> f.samples(FactsOf.COUNT, 13_000, 16_000, false)),
        row(9, UNKNOWN, "not asked", "it was not read", f -> drop(f, FactsOf.COUNT, 6_000, 18_000)),
        row(
            9,
            UNKNOWN,
            "did not fail",
            "the reader never failed",
            f -> f.samples(FactsOf.COUNT, 0, 18_000, true)),
        row(
            9,
            TRUE,
            "",
            "nothing could fail before in recover",
            f -> {
              recover(f);
              f.samples(FactsOf.COUNT, 0, 18_000, true);
            }));
  }

  static Stream<Row> bystanders() {
    return Stream.of(
        row(10, TRUE, "8 calls", "only what was to be lost", f -> {}),
        row(
            10,
            FALSE,
            "Container neighbour",
            "a stranger's container",
            f -> touches(f, "pause", true)),
        row(10, TRUE, "", "the same name was new", f -> touches(f, "create container", false)),
        row(10, TRUE, "", "our own, paused", f -> own(f, "pause container")),
        row(10, FALSE, "does not lose it", "our own, removed", f -> own(f, "remove container")),
        row(10, FALSE, "does not lose it", "our own, killed", f -> own(f, "kill")),
        row(
            10,
            FALSE,
            "Volume theirs",
            "a stranger's volume",
            f -> {
              f.before.volumes.add(
                  new Volume(
                      "theirs", "local", "/m", FactsOf.STARTED, new TreeMap<>(), new TreeMap<>()));
              f.touched.add(new Touched("remove volume", "theirs"));
            }),
        row(
            10,
            FALSE,
            "Image alpine:3",
            "a stranger's image",
            f -> {
              f.before.images.add(new Image("sha256:a", List.of("alpine:3"), List.of(), 1));
              f.touched.add(new Touched("remove image", "alpine:3"));
            }),
        row(
            10,
            TRUE,
            "",
            "what carries the run's label",
            f -> {
              f.before.containers.add(ContainerOf.foreign("lock").label(Labels.RUN, "r1").build());
              f.touched.add(new Touched("remove container", "lock"));
            }),
        row(
            10,
            TRUE,
            "",
            "by name, what was to be lost",
            f -> f.touched.add(new Touched("kill", "shop-db-1"))),
        row(
            10,
            FALSE,
            "Network theirs",
            "a stranger's network",
            f -> {
              f.before.networks.add(stranger("theirs"));
              f.touched.add(new Touched("remove network", "theirs"));
            }),
        row(
            10,
            TRUE,
            "",
            "a container was attached to a network of others",
            f -> {
              f.before.networks.add(stranger("theirs"));
              f.touched.add(new Touched("connect network", "theirs"));
            }),
        row(
            10,
            TRUE,
            "",
            "a stranger's container has the name of our volume",
            f -> {
              f.before.containers.add(ContainerOf.foreign("neighbour").build());
              f.touched.add(new Touched("create volume", "neighbour"));
            }),
        row(
            10,
            TRUE,
            "",
            "in recover it removed what it had made",
            f -> {
              recover(f);
              f.touched.add(new Touched("remove container", "scratch"));
              f.touched.removeIf(t -> !t.object().equals("scratch"));
              f.event(9_000, "create", "scratch", Map.of());
            }),
        row(
            10,
            UNKNOWN,
            "nothing shows",
            "in recover it removed what was older",
            f -> {
              recover(f);
              f.touched.add(new Touched("remove container", "scratch"));
              f.touched.removeIf(t -> !t.object().equals("scratch"));
              f.event(5_000, "create", "scratch", Map.of());
              f.event(9_000, "die", "scratch", Map.of());
              f.event(9_000, "create", "another", Map.of());
            }),
        row(10, UNKNOWN, "names none", "nothing was written down", f -> f.touched.clear()),
        row(10, UNKNOWN, "Nobody looked", "nobody looked before", f -> f.before = null),
        row(
            10,
            FALSE,
            "Container neighbour",
            "in recover a stranger's container",
            f -> {
              recover(f);
              f.touched.clear();
              f.after.containers.add(ContainerOf.foreign("neighbour").build());
              f.touched.add(new Touched("start", "neighbour"));
            }),
        row(
            10,
            TRUE,
            "",
            "in recover what it made",
            f -> {
              recover(f);
              f.touched.clear();
              f.touched.add(new Touched("create container", "shop-db-1"));
            }),
        row(
            10,
            UNKNOWN,
            "nothing shows",
            "in recover something vanished",
            f -> {
              recover(f);
              f.touched.clear();
              f.touched.add(new Touched("remove container", "nobody-knows"));
            }));
  }

  static Stream<Row> objectives() {
    return Stream.of(
        row(11, NOT_APPLICABLE, "No objective", "none was set", f -> {}),
        row(11, TRUE, "", "just met", f -> f.objectives.add(new Objective("rto", null, 7_005))),
        row(
            11,
            FALSE,
            "7.0 s",
            "just missed",
            f -> f.objectives.add(new Objective("rto", null, 7_004))),
        row(
            11,
            TRUE,
            "",
            "a service was",
            f -> f.objectives.add(new Objective("db rto", "db", 4_500))),
        row(
            11,
            FALSE,
            "db rto",
            "a service was not",
            f -> f.objectives.add(new Objective("db rto", "db", 4_499))),
        row(
            11,
            FALSE,
            "interval",
            "the run was interrupted",
            f -> {
              f.objectives.add(new Objective("rto", null, 60_000));
              f.interrupted = true;
            }),
        row(
            11,
            FALSE,
            "no recovery was measured",
            "nothing is confirmed",
            f -> {
              f.objectives.add(new Objective("rto", null, 60_000));
              passes(f, 17_900, 18_000, false);
            }));
  }

  private static void passes(FactsOf facts, double from, double to, boolean passed) {
    facts.samples(FactsOf.ORDERS, from, to, passed);
  }

  private static void drop(FactsOf facts, String probe, double from, double to) {
    facts.samples.removeIf(s -> s.probe().equals(probe) && s.sentMs() >= from && s.sentMs() < to);
  }

  private static PlannedProbe survivor() {
    return new PlannedProbe("static page", "http", true, true, List.of(), 100, 1_000, "GET /");
  }

  private static void survives(FactsOf facts, double from, double to) {
    facts.probe(survivor());
    facts.samples("static page", from, to, false);
  }

  private static PlannedProbe inside(PlannedProbe p) {
    return new PlannedProbe(p.name(), p.kind(), false, false, p.reads(), 100, 1_000, p.asks());
  }

  private static PlannedProbe probe(PlannedProbe p, boolean survives) {
    return new PlannedProbe(p.name(), p.kind(), survives, false, p.reads(), 500, 2_000, p.asks());
  }

  private static void reads(FactsOf facts, List<String> reads) {
    facts.replan(
        FactsOf.COUNT,
        p -> new PlannedProbe(p.name(), p.kind(), false, false, reads, 500, 2_000, p.asks()));
  }

  private static void wayBack(FactsOf facts, WayBack.Way way, List<String> reads) {
    facts.wayBack.set(0, new WayBack("shop_orders", "orders-db", way, null, false));
    reads(facts, reads);
  }

  private static void stayed(FactsOf facts, String name, String state) {
    facts.loss.containers.addAll(facts.before.containers);
    facts.loss.containers.removeIf(c -> !c.name().equals(name));
    facts.loss.edit(name, c -> c.state(state));
  }

  private static void killed(FactsOf facts, String state) {
    stayed(facts, "shop-db-1", state);
    facts.losses.replaceAll(l -> l.name().equals("shop-db-1") ? kill(l) : l);
  }

  private static Loss kill(Loss loss) {
    return new Loss(
        loss.kind(), loss.identity(), loss.name(), loss.service(), Fate.KILLED, "", Map.of());
  }

  private static void startedAgain(FactsOf facts, boolean heard) {
    killed(facts, "exited");
    String id = FactsOf.hex("db-1old");
    facts.after.edit("shop-db-1", c -> c.id(id).without(Labels.NONCE));
    if (heard) {
      facts.event(9_000, "start", id, Map.of());
    }
  }

  private static void composed(FactsOf facts, List<String> unheard) {
    facts.rebuild = "compose";
    facts.after.edit("shop-db-1", c -> c.without(Labels.NONCE));
    facts.events.removeIf(
        e -> e.id().equals(FactsOf.hex("db-1new")) && unheard.contains(e.action()));
  }

  private static void network(FactsOf facts, int seconds) {
    facts.after.networks.set(
        0,
        new Network(
            FactsOf.hex("net-new"),
            "shop_back",
            FactsOf.STARTED.plusSeconds(seconds),
            FactsOf.labels(false),
            List.of(),
            new TreeMap<>(Map.of("Driver", "bridge"))));
  }

  private static void image(
      FactsOf facts, String action, String id, Map<String, String> attributes) {
    facts.events.add(new ObservedEvent(8_500, 0, "image", action, id, true, attributes));
  }

  private static Network stranger(String name) {
    return new Network(
        FactsOf.hex(name), name, FactsOf.STARTED, new TreeMap<>(), List.of(), new TreeMap<>());
  }

  private static void service(
      FactsOf facts, String name, int replicas, boolean oneShot, String digest) {
    facts.services.replaceAll(
        s ->
            s.name().equals(name)
                ? new ExpectedService(
                    name, replicas, oneShot, s.healthCheck(), s.image(), digest, true, List.of())
                : s);
  }

  private static void stands(FactsOf facts, ContainerOf container) {
    facts.after.containers.add(container.label(Labels.PROJECT, "shop").build());
  }

  private static void web(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-web-1", edit);
  }

  private static void db(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-db-1", edit);
  }

  private static void migrate(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-migrate-1", edit);
  }

  /** web-1 was not to be lost, had been restarted twice, and is as edited at the end. */
  private static void survivor(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.losses.removeIf(loss -> loss.name().equals("shop-web-1"));
    facts.before.edit("shop-web-1", c -> c.restarts(2));
    facts.after.edit("shop-web-1", c -> edit.apply(c.id(FactsOf.hex("web-1old"))));
  }

  private static void recover(FactsOf facts) {
    facts.command = "recover";
    facts.before = null;
    facts.loss = null;
    facts.losses.clear();
    facts.inapplicable.put(1, "n");
    facts.inapplicable.put(2, "n");
    facts.inapplicable.put(3, "n");
  }

  private static void touches(FactsOf facts, String call, boolean stoodBefore) {
    if (stoodBefore) {
      facts.before.containers.add(ContainerOf.foreign("neighbour").build());
    }
    facts.touched.add(new Touched(call, "neighbour"));
  }

  private static void own(FactsOf facts, String call) {
    String id = FactsOf.hex("web-1old");
    facts.losses.removeIf(loss -> loss.identity().equals(id));
    facts.touched.removeIf(touch -> touch.object().equals(id));
    facts.touched.add(new Touched(call, id));
  }
}
