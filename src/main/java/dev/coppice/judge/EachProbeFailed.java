package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Sample;
import java.util.List;
import java.util.Objects;

/** Line 2, the negative control: a probe that cannot fail proves nothing when it passes. */
record EachProbeFailed() implements ConditionRule {

  @Override
  public int id() {
    return 2;
  }

  @Override
  public String name() {
    return "Each probe failed while the stack was gone";
  }

  @Override
  public Finding judge(Facts facts) {
    if (facts.plan().probes().isEmpty()) {
      return Finding.unknown("The plan has no probe: nothing showed that the stack was gone.");
    }
    if (new Timeline(facts.run()).outage() == null) {
      return Finding.unknown(
          "The run does not say when the stack was gone: the loss was not confirmed, or nothing was"
              + " rebuilt.");
    }
    Doubts doubts = new Doubts();
    for (Availability availability : Availability.all(facts)) {
      if (availability.probe().survives()) {
        contained(availability, doubts);
      } else {
        failed(availability, doubts);
      }
    }
    if (!facts.plan().leftInPlace().isEmpty()) {
      doubts.unclear(
          "The disaster left writable bind mounts in place, so their data was never lost: "
              + Wording.names(facts.plan().leftInPlace())
              + "; name them under `keeps` where that is meant.");
    }
    return doubts.or("Each probe failed while the stack was gone, save those that must survive.");
  }

  private static void failed(Availability availability, Doubts doubts) {
    String name = "Probe \"" + availability.probe().name() + "\" ";
    if (availability.outage().isEmpty()) {
      doubts.unclear(
          name + "was not asked while the stack was gone, so its passing proves nothing.");
    } else if (!availability.failedWhileGone()) {
      long passed = availability.outage().stream().filter(Sample::passed).count();
      doubts.unclear(
          name
              + "passed "
              + passed
              + " of "
              + Wording.count(availability.outage().size(), "time")
              + " while the stack was gone: it does not depend on what was lost, so its passing"
              + " proves nothing.");
    }
  }

  private static void contained(Availability availability, Doubts doubts) {
    String name = "Probe \"" + availability.probe().name() + "\" ";
    List<Sample> failures =
        availability.afterImpact().stream().filter(sample -> !sample.passed()).toList();
    if (!failures.isEmpty()) {
      doubts.fails(
          name
              + "must survive the disaster, but failed "
              + Wording.count(failures.size(), "time")
              + " after impact, at first: "
              + Objects.requireNonNullElse(failures.get(0).why(), "no reason was recorded")
              + ".");
    }
    if (availability.afterImpact().isEmpty()) {
      doubts.unclear(name + "must survive the disaster, but was not asked during it.");
    }
  }
}
