package dev.coppice.judge;

import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What stood at one time. */
final class Stand {
  final List<Container> containers = new ArrayList<>();
  final List<Network> networks = new ArrayList<>();
  final List<Volume> volumes = new ArrayList<>();
  final List<Image> images = new ArrayList<>();

  Inventory inventory() {
    return new Inventory(FactsOf.STARTED, containers, networks, volumes, images);
  }

  /** Puts an edited container in the place of the one of this name. */
  void edit(String name, UnaryOperator<ContainerOf> edit) {
    containers.replaceAll(c -> c.name().equals(name) ? edit.apply(new ContainerOf(c)).build() : c);
  }

  void remove(String name) {
    containers.removeIf(c -> c.name().equals(name));
  }
}
