package dev.coppice.simulation;

import dev.coppice.probe.Probe;
import java.time.Duration;

/** Asks the modelled shop as a user would: does it take orders, and are the old ones there? */
record ShopQuestion(boolean content, ShopPrograms programs) implements Probe.Question {

  @Override
  public String kind() {
    return "model";
  }

  @Override
  public String inWords() {
    return content ? "the orders of the backup" : "an order";
  }

  @Override
  public boolean fromOutside() {
    return true;
  }

  @Override
  public boolean comparesContent() {
    return content;
  }

  @Override
  public Probe.Answer ask(Probe.Asking asking, Duration timeout) {
    return programs
        .serving()
        .map(volume -> !content || volume.data.holds(ShopPrograms.RESTORED))
        .map(there -> there ? Probe.Answer.PASSED : Probe.Answer.failed("orders are missing"))
        .orElseGet(() -> Probe.Answer.failed("nobody answers"));
  }
}
