package dev.coppice.judge;

import dev.coppice.evidence.LedgerLine;
import dev.coppice.evidence.LedgerLine.Kind;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Edits of an honest drill that several tables share. */
final class Edits {

  private Edits() {}

  static void passes(FactsOf facts, double from, double to, boolean passed) {
    facts.samples(FactsOf.ORDERS, from, to, passed);
  }

  static void drop(FactsOf facts, String probe, double from, double to) {
    facts.samples.removeIf(s -> s.probe().equals(probe) && s.sentMs() >= from && s.sentMs() < to);
  }

  /** Lets each answer to a question sent in a time take so long. */
  static void take(FactsOf facts, double from, double to, double ms) {
    facts.samples.replaceAll(
        s ->
            s.probe().equals(FactsOf.ORDERS) && s.sentMs() >= from && s.sentMs() < to
                ? new Sample(
                    s.probe(), s.sentMs(), s.sentMs() + ms, s.lateMs(), s.passed(), s.why())
                : s);
  }

  /** A write of the ledger after the rebuild was acknowledged and found. */
  static void takesWrites(FactsOf facts) {
    facts.lines.add(
        new LedgerLine(
            Kind.WRITTEN_AFTER, 99, "t99", 13_995, 14_000, LedgerLine.Outcome.ACKNOWLEDGED, null));
    facts.lines.add(
        new LedgerLine(
            Kind.FOUND_AFTER, 99, "t99", 14_495, 14_500, LedgerLine.Outcome.FOUND, null));
  }

  static PlannedProbe survivor() {
    return new PlannedProbe("static page", "http", true, true, List.of(), 100, 1_000, "GET /");
  }

  static void survives(FactsOf facts, double from, double to) {
    facts.probe(survivor());
    facts.samples("static page", from, to, false);
  }

  static PlannedProbe inside(PlannedProbe p) {
    return new PlannedProbe(p.name(), p.kind(), false, false, p.reads(), 100, 1_000, p.asks());
  }

  static PlannedProbe probe(PlannedProbe p, boolean survives) {
    return new PlannedProbe(p.name(), p.kind(), survives, false, p.reads(), 500, 2_000, p.asks());
  }

  static void reads(FactsOf facts, List<String> reads) {
    facts.replan(
        FactsOf.COUNT,
        p -> new PlannedProbe(p.name(), p.kind(), false, false, reads, 500, 2_000, p.asks()));
  }

  static void wayBack(FactsOf facts, WayBack.Way way, List<String> reads) {
    facts.wayBack.set(0, new WayBack("shop_orders", "orders-db", way, null, false));
    reads(facts, reads);
  }

  static void stayed(FactsOf facts, String name, String state) {
    facts.loss.containers.addAll(facts.before.containers);
    facts.loss.containers.removeIf(c -> !c.name().equals(name));
    facts.loss.edit(name, c -> c.state(state));
  }

  static void killed(FactsOf facts, String state) {
    stayed(facts, "shop-db-1", state);
    facts.losses.replaceAll(l -> l.name().equals("shop-db-1") ? kill(l) : l);
  }

  static Loss kill(Loss loss) {
    return new Loss(
        loss.kind(), loss.identity(), loss.name(), loss.service(), Fate.KILLED, "", Map.of());
  }

  static void startedAgain(FactsOf facts, boolean heard) {
    killed(facts, "exited");
    String id = Ids.hex("db-1old");
    facts.after.edit("shop-db-1", c -> c.id(id).without(Labels.NONCE));
    if (heard) {
      facts.event(9_000, "start", id, Map.of());
    }
  }

  static void composed(FactsOf facts, List<String> unheard) {
    facts.rebuild = "compose";
    facts.after.edit("shop-db-1", c -> c.without(Labels.NONCE));
    facts.events.removeIf(e -> e.id().equals(Ids.hex("db-1new")) && unheard.contains(e.action()));
  }

  static void network(FactsOf facts, int seconds) {
    facts.after.networks.set(
        0,
        new Network(
            Ids.hex("net-new"),
            "shop_back",
            FactsOf.STARTED.plusSeconds(seconds),
            FactsOf.labels(false),
            List.of(),
            new TreeMap<>(Map.of("Driver", "bridge"))));
  }

  static void image(FactsOf facts, String action, String id, Map<String, String> attributes) {
    facts.events.add(new ObservedEvent(8_500, 0, "image", action, id, true, attributes));
  }

  static Network stranger(String name) {
    return new Network(
        Ids.hex(name), name, FactsOf.STARTED, new TreeMap<>(), List.of(), new TreeMap<>());
  }

  static void service(FactsOf facts, String name, int replicas, boolean oneShot, String digest) {
    facts.services.replaceAll(
        s ->
            s.name().equals(name)
                ? new ExpectedService(
                    name, replicas, oneShot, s.healthCheck(), s.image(), digest, true, List.of())
                : s);
  }

  static void stands(FactsOf facts, ContainerOf container) {
    facts.after.containers.add(container.label(Labels.PROJECT, "shop").build());
  }

  static void web(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-web-1", edit);
  }

  static void db(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-db-1", edit);
  }

  static void migrate(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.after.edit("shop-migrate-1", edit);
  }

  /** web-1 was not to be lost, had been restarted twice, and is as edited at the end. */
  static void survivor(FactsOf facts, UnaryOperator<ContainerOf> edit) {
    facts.losses.removeIf(loss -> loss.name().equals("shop-web-1"));
    facts.before.edit("shop-web-1", c -> c.restarts(2));
    facts.after.edit("shop-web-1", c -> edit.apply(c.id(Ids.hex("web-1old"))));
  }

  static void recover(FactsOf facts) {
    facts.command = "recover";
    facts.before = null;
    facts.loss = null;
    facts.losses.clear();
    facts.inapplicable.put(1, "n");
    facts.inapplicable.put(2, "n");
    facts.inapplicable.put(3, "n");
  }

  static void touches(FactsOf facts, String call, boolean stoodBefore) {
    if (stoodBefore) {
      facts.before.containers.add(ContainerOf.foreign("neighbour").build());
    }
    facts.touched.add(new Touched(call, "neighbour"));
  }

  static void own(FactsOf facts, String call) {
    String id = Ids.hex("web-1old");
    facts.losses.removeIf(loss -> loss.identity().equals(id));
    facts.touched.removeIf(touch -> touch.object().equals(id));
    facts.touched.add(new Touched(call, id));
  }
}
