package dev.coppice.provision;

import dev.coppice.plan.Obstacle;
import java.util.List;

/** Where images are pulled from, asked without an engine. */
@FunctionalInterface
public interface Registries {

  /**
   * What keeps images from being pulled whole.
   *
   * @param pinned {@code repository@sha256:…} each
   * @param architecture of the engine in the registry's words, such as {@code amd64}
   */
  List<Obstacle> obstacles(List<String> pinned, String architecture) throws InterruptedException;
}
