package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Plan.Objective;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stacks that lie about being recovered: an honest drill but for one thing. */
class LiarsTest {

  /** A lie, the verdict that it must get, and what the first reason must name. */
  record Liar(String lie, Verdict verdict, String named, Consumer<FactsOf> edit) {
    @Override
    public String toString() {
      return lie;
    }
  }

  static Stream<Liar> liars() {
    return Stream.of(
        inconclusive(
            "a probe that never fails",
            "\"orders are served\"",
            f -> f.samples(FactsOf.ORDERS, 0, FactsOf.END, true)),
        inconclusive(
            "a restored volume that nothing reads",
            "orders-db",
            f ->
                f.replan(
                    FactsOf.COUNT,
                    p ->
                        new PlannedProbe(
                            p.name(), "exec", false, false, List.of(), 500, 2_000, "count"))),
        inconclusive("gone was never looked at", "destroy phase", f -> f.loss = null),
        inconclusive("after was never looked at", "at the end", f -> f.after = null),
        inconclusive(
            "samples with a gap",
            "not asked for",
            f -> f.samples.removeIf(s -> s.sentMs() > 15_000 && s.sentMs() < 17_500)),
        inconclusive(
            "nobody asks from outside",
            "outside",
            f ->
                f.replan(
                    FactsOf.ORDERS,
                    p ->
                        new PlannedProbe(
                            p.name(), "exec", false, false, List.of(), 100, 1_000, "x"))),
        inconclusive("an unpinned image", "no pinned digest", LiarsTest::unpin),
        inconclusive("no event was heard", "event", f -> f.events.clear()),
        inconclusive("a bind mount stayed", "web:/up", f -> f.leftInPlace.add("web:/up")),
        caught(
            "a volume that survived",
            "shop_orders",
            f -> f.after.volumes.get(0).labels().put(Labels.NONCE, "of-another-run")),
        caught(
            "a volume that was never gone",
            "shop_orders",
            f -> f.loss.volumes.add(FactsOf.volume(false))),
        caught("a replica is missing", "has 1", f -> f.after.remove("shop-web-2")),
        caught("one replica too many", "has 3", LiarsTest::oneTooMany),
        caught(
            "the image moved",
            "pinned digest",
            f -> f.after.edit("shop-web-1", c -> c.imageId("sha256:moved"))),
        caught(
            "a variable changed",
            "Config.Env.MODE",
            f -> f.after.edit("shop-web-1", c -> c.setting("Config.Env.MODE", "other"))),
        caught(
            "a container that flaps",
            "restarted",
            f -> f.after.edit("shop-web-1", c -> c.restarts(2))),
        caught(
            "a probe that flaps",
            "\"orders are served\"",
            f -> f.samples(FactsOf.ORDERS, 16_000, 16_100, false)),
        caught(
            "a job that failed",
            "ended with 1",
            f -> f.after.edit("shop-migrate-1", c -> c.exitCode(1))),
        caught(
            "an objective after an interruption",
            "interval",
            f -> {
              f.interrupted = true;
              f.objectives.add(new Objective("rto", null, 60_000));
            }),
        caught("a survivor that failed", "must survive", LiarsTest::survivorFailed),
        caught(
            "a stranger's container was touched",
            "neighbour",
            f -> {
              f.before.containers.add(ContainerOf.foreign("neighbour").build());
              f.touched.add(new Touched("stop container", "neighbour"));
            }),
        caught(
            "a restore that failed",
            "restore orders",
            f -> f.ended("restore orders", State.FAILED, "exit code 1")),
        caught(
            "a restore that restored nothing",
            "volume orders-db",
            f -> f.samples(FactsOf.COUNT, FactsOf.BACK, FactsOf.END, false)),
        caught(
            "somebody else made the container",
            "nonce",
            f -> f.after.edit("shop-web-1", c -> c.without(Labels.NONCE))),
        caught(
            "it died and was started by hand",
            "started again",
            f -> {
              String web = Ids.hex("web-1new");
              f.event(15_000, "die", web, Map.of("exitCode", "0"));
              f.event(15_100, "start", web, Map.of());
            }));
  }

  @ParameterizedTest
  @MethodSource("liars")
  void are_never_verified_and_named_in_the_first_reason(Liar liar) {
    FactsOf facts = FactsOf.honest();
    liar.edit().accept(facts);

    Evidence evidence = Judge.judge(facts.build());

    assertEquals(liar.verdict(), evidence.verdict(), evidence.reasons()::toString);
    assertTrue(evidence.reasons().get(0).contains(liar.named()), evidence.reasons()::toString);
  }

  private static Liar inconclusive(String lie, String named, Consumer<FactsOf> edit) {
    return new Liar(lie, Verdict.INCONCLUSIVE, named, edit);
  }

  private static Liar caught(String lie, String named, Consumer<FactsOf> edit) {
    return new Liar(lie, Verdict.NOT_VERIFIED, named, edit);
  }

  private static void unpin(FactsOf facts) {
    facts.services.replaceAll(
        s ->
            new dev.coppice.plan.Plan.ExpectedService(
                s.name(),
                s.replicas(),
                s.oneShot(),
                s.healthCheck(),
                s.image(),
                null,
                true,
                s.waitsFor()));
  }

  private static void oneTooMany(FactsOf facts) {
    facts.after.containers.add(
        ContainerOf.of(facts.services.get(2), 3, "new").label(Labels.NONCE, FactsOf.NONCE).build());
    facts.event(12_000, "start", Ids.hex("web-3new"), Map.of());
  }

  private static void survivorFailed(FactsOf facts) {
    facts.probe(new PlannedProbe("page", "http", true, true, List.of(), 100, 1_000, "GET /"));
    facts.samples("page", 9_000, 9_100, false);
  }
}
