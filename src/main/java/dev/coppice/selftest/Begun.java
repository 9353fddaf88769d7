package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.provision.Site;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A sabotage of what is asked: it changes nothing, and tells from when on answers are false.
 *
 * @param since whether the rebuild has begun
 */
record Begun(String name, AtomicBoolean since) implements Sabotage, BooleanSupplier {

  Begun(String name) {
    this(name, new AtomicBoolean());
  }

  @Override
  public Site site(Site honest) {
    since.set(true);
    return honest;
  }

  @Override
  public boolean getAsBoolean() {
    return since.get();
  }
}
