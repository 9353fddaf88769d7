package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Count;
import dev.coppice.evidence.Evidence.ObjectResult;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.RunRecord;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  @Test
  void counts_samples_of_baseline_outage_and_streak_and_no_others() {
    ProbeResult probe = Judge.judge(FactsOf.honest().build()).probes().get(0);

    assertEquals(new Count(50, 0), probe.before(), "those of the hold count in none");
    assertEquals(new Count(0, 10), probe.outage());
    assertEquals(new Count(50, 0), probe.after());
    assertEquals(0, probe.firstFailureMs());
    assertEquals(7_005, probe.firstSuccessMs());
    assertEquals(7_005, probe.downtimeMs());
    assertEquals("connection refused", probe.lastFailure());
    assertEquals(
        List.of(true, false, true), probe.spans().stream().map(Evidence.Span::passed).toList());
  }

  @Test
  void does_not_count_a_sample_that_is_only_half_in_the_outage() {
    FactsOf facts = FactsOf.honest();
    facts.gone = 7_001.0;
    facts.rebuildAt = 7_904.0;

    assertEquals(new Count(0, 8), Judge.judge(facts.build()).probes().get(0).outage());
  }

  @Test
  void gives_no_downtime_to_a_probe_that_is_not_seen_to_be_back() {
    FactsOf facts = FactsOf.honest();
    facts.samples(FactsOf.ORDERS, FactsOf.BACK, FactsOf.END, false);

    ProbeResult probe = Judge.judge(facts.build()).probes().get(0);

    assertNull(probe.downtimeMs());
    assertNull(probe.firstSuccessMs());
    assertEquals(new Count(0, 0), probe.after());
  }

  @Test
  void counts_all_from_impact_on_as_outage_of_a_probe_that_survives() {
    FactsOf facts = FactsOf.honest();
    facts.probe(new PlannedProbe("page", "http", true, true, List.of(), 100, 1_000, "GET /"));

    ProbeResult probe = Judge.judge(facts.build()).probes().get(2);

    assertEquals(new Count(120, 0), probe.outage());
    assertEquals(0, probe.downtimeMs());
  }

  @Test
  void tells_since_when_a_service_serves_and_when_the_engine_says_so() {
    FactsOf facts = FactsOf.honest();
    facts.answers.add(
        new RunRecord.HealthAnswer(
            "db", Ids.hex("db-1new"), FactsOf.STARTED, 10_300.0, null, null));

    ServiceResult db = Judge.judge(facts.build()).services().get(0);

    assertEquals(4_300, db.servedMs());
    assertEquals(4_500, db.declaredMs());
    assertEquals(4_300, db.readyMs(), "whichever was first");
  }

  @Test
  void times_each_service_by_its_last_replica() {
    List<ServiceResult> services = Judge.judge(FactsOf.honest().build()).services();

    assertEquals(4_000, services.get(0).createdMs());
    assertEquals(4_100, services.get(0).startedMs());
    assertEquals(4_500, services.get(0).readyMs(), "healthy");
    assertEquals(5_400, services.get(1).readyMs(), "ended well");
    assertEquals(6_100, services.get(2).readyMs(), "started");
    assertTrue(services.get(0).onCriticalPath());
    assertEquals(2, services.get(2).after().size());
    assertEquals(Ids.hex("web-1old"), services.get(2).before().get(0).container());
  }

  @Test
  void gives_no_time_where_it_did_not_hear_of_every_replica() {
    FactsOf facts = FactsOf.honest();
    facts.events.removeIf(e -> e.id().equals(Ids.hex("web-2new")));

    assertNull(Judge.judge(facts.build()).services().get(2).startedMs());
  }

  @Test
  void takes_the_later_of_two_replicas() {
    FactsOf facts = FactsOf.honest();
    String id = Ids.hex("web-2new");
    facts.events.removeIf(e -> e.id().equals(id));
    facts.event(12_500, "create", id, Map.of());
    facts.event(12_600, "start", id, Map.of());

    assertEquals(6_600, Judge.judge(facts.build()).services().get(2).startedMs());
  }

  @Test
  void gives_a_volume_the_nonce_that_tells_it_from_the_old_one() {
    Evidence evidence = Judge.judge(FactsOf.honest().build());

    assertEquals(
        List.of(
            new ObjectResult(
                "shop_orders",
                "created 2026-03-01T10:00:00Z",
                "created 2026-03-01T10:00:00Z, nonce " + FactsOf.NONCE)),
        evidence.volumes());
    assertEquals(
        List.of(new ObjectResult("shop_back", Ids.hex("net-old"), Ids.hex("net-new"))),
        evidence.networks());
  }

  @Test
  void lists_what_others_changed_and_does_not_hold_it_against_the_run() {
    FactsOf facts = FactsOf.honest();
    facts.before.containers.add(ContainerOf.foreign("left").build());
    facts.before.containers.add(ContainerOf.foreign("stopped").build());
    facts.after.containers.add(ContainerOf.foreign("stopped").state("exited").build());
    facts.after.containers.add(ContainerOf.foreign("came").build());

    Evidence evidence = Judge.judge(facts.build());

    assertEquals(
        List.of(
            "Container came appeared; it is not the stack's.",
            "Container left vanished; it is not the stack's.",
            "Container stopped was running and is exited; it is not the stack's."),
        evidence.bystanders().stream().sorted().toList());
    assertEquals(dev.coppice.evidence.Verdict.VERIFIED, evidence.verdict());
  }

  @Test
  void gives_times_after_impact() {
    Evidence evidence = Judge.judge(FactsOf.honest().build());

    assertEquals(-6_000, evidence.phases().get(0).start());
    assertEquals(
        2_100,
        evidence.steps().stream()
            .filter(s -> s.id().equals("pull db"))
            .findFirst()
            .orElseThrow()
            .startMs());
    assertEquals("done", evidence.steps().get(0).state());
    assertEquals("destroy", evidence.steps().get(0).phase());
  }
}
