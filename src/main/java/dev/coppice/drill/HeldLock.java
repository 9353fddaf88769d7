package dev.coppice.drill;

import dev.coppice.journal.Holder;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.util.Optional;

/**
 * The lock on a stack as the container that is the lock tells it.
 *
 * @param container identity of the container
 * @param name of the container
 * @param stack that is locked; empty text where the container is no lock at all
 * @param run that holds it; empty text where its labels do not say
 * @param nonce of that run; empty text where its labels do not say
 * @param holder the process that carries that run, empty where its labels do not say
 */
public record HeldLock(
    String container,
    String name,
    String stack,
    String run,
    String nonce,
    Optional<Holder> holder) {

  static HeldLock of(Container container) {
    return new HeldLock(
        container.id(),
        container.name(),
        container.labels().getOrDefault(Labels.LOCK, ""),
        container.labels().getOrDefault(Labels.RUN, ""),
        container.labels().getOrDefault(Labels.NONCE, ""),
        Holder.of(container.labels()));
  }

  /** Who holds it. */
  public String inWords() {
    return holder.map(Holder::inWords).orElse("run " + run);
  }

  /** Whether the process that holds it lives now. */
  public Holder.Life life() {
    return holder.map(Holder::life).orElse(Holder.Life.UNKNOWN);
  }
}
