package dev.coppice.provision;

import dev.coppice.plan.Step;
import dev.coppice.stack.Labels;
import java.util.Map;

/** The labels by which a run knows what it made. */
final class Marks {

  private Marks() {}

  /** Adds the run's marks to the labels of what a step is about to make. */
  static void put(Site site, Step step, Map<String, String> labels) {
    labels.putAll(site.marks());
    labels.put(Labels.STEP, step.id());
  }

  static boolean areOn(Site site, Map<String, String> labels) {
    return !site.marks().isEmpty() && labels.entrySet().containsAll(site.marks().entrySet());
  }

  /**
   * Fails where an object of that name stands that this run did not make.
   *
   * @param doing what is done to which object, such as "make volume shop_orders"
   */
  static void demand(Site site, String doing, Map<String, String> labels) {
    if (!areOn(site, labels)) {
      throw new IllegalStateException(
          "tried to "
              + doing
              + " but failed because: one that this run did not make is there already;"
              + " see whose it is, remove or rename it, then resume");
    }
  }
}
