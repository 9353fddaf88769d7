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
 * @param life whether that process lives
 */
public record HeldLock(
    String container,
    String name,
    String stack,
    String run,
    String nonce,
    Optional<Holder> holder,
    Holder.Life life) {

  static HeldLock of(Container container) {
    Optional<Holder> holder = Holder.of(container.labels());
    return new HeldLock(
        container.id(),
        container.name(),
        container.labels().getOrDefault(Labels.LOCK, ""),
        container.labels().getOrDefault(Labels.RUN, ""),
        container.labels().getOrDefault(Labels.NONCE, ""),
        holder,
        holder.map(Holder::life).orElse(Holder.Life.UNKNOWN));
  }

  /** Who holds it. */
  public String inWords() {
    return holder.map(Holder::inWords).orElse("run " + run);
  }

  /** Whether the process that holds it lives. */
  public String lifeInWords() {
    return switch (life) {
      case LIVES -> "that process lives";
      case ENDED -> "that process has ended";
      case UNKNOWN ->
          "it cannot be told from here whether that process lives: it is on another machine or in"
              + " another container";
    };
  }
}
