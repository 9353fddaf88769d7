package dev.coppice.history;

import java.util.List;

/** What the gate says of one scenario. */
public record GateOutcome(String scenario, List<Ruling> rulings) {

  public GateOutcome {
    rulings = List.copyOf(rulings);
  }

  public boolean isPassed() {
    return rulings.stream().noneMatch(Ruling::isFailed);
  }
}
