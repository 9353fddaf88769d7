package dev.coppice.simulation;

import dev.coppice.engine.EngineException;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Others on the same engine, who know nothing of the tool and do as they please. */
final class Strangers {

  private static final String IMAGE = "registry.test:5000/stranger:1";

  private final World world;
  private final Random random;
  private int count;
  private boolean hasStood;

  Strangers(World world, Random random) {
    this.world = world;
    this.random = random;
  }

  void act() {
    world.as(
        Party.STRANGER,
        () -> {
          try {
            act(random.nextInt(8));
          } catch (EngineException refused) {
            world.note("a stranger was refused: " + refused.getMessage());
          }
        });
  }

  private void act(int what) {
    ModelEngine engine = world.engine;
    switch (what) {
      case 0 -> {
        world.note("a stranger attaches a container to the stack's network");
        create("stranger-" + ++count, Map.of(), "shop_back", "");
        engine.start("stranger-" + count);
      }
      case 1 -> {
        world.note("a stranger mounts the stack's volume");
        create("stranger-" + ++count, Map.of(), "none", ShopPrograms.ORDERS);
      }
      case 2 -> {
        world.note("a stranger makes a container of the stack's name");
        create(
            random.nextBoolean() ? "shop-db-1" : "shop-api-1",
            Map.of(Labels.PROJECT, Shop.PROJECT, Labels.SERVICE, "db"),
            "none",
            "");
      }
      case 3 -> {
        if (!world.isUnseen()) {
          // Between the last look and the call no engine lets anybody notice it.
          return;
        }
        world.note("a stranger makes a volume of the stack's name anew");
        engine.removeVolume(ShopPrograms.ORDERS);
        engine.createVolume(ShopPrograms.ORDERS, Map.of("Labels", Map.of("whose", "mine")));
        engine.volumes.get(ShopPrograms.ORDERS).data = Data.NOTHING.with(9_000);
      }
      case 4 -> {
        world.note("a stranger starts what does not run");
        for (ModelContainer container : List.copyOf(engine.containers.values())) {
          if (container.name.startsWith("shop-") && container.state.equals("exited")) {
            engine.start(container.id);
          }
        }
      }
      case 5 -> {
        world.note("a stranger lets everything go on that is paused");
        for (ModelContainer container : List.copyOf(engine.containers.values())) {
          if (container.state.equals("paused")) {
            engine.unpause(container.id);
          }
        }
      }
      case 6 -> prune();
      default -> {
        world.note("a stranger names the stack's image");
        engine.tag(Shop.image("db"), "mine/db:" + ++count);
      }
    }
  }

  private void create(String name, Map<String, String> labels, String network, String volume) {
    ModelEngine engine = world.engine;
    if (engine.image(IMAGE).isEmpty()) {
      engine.importEmptyImage(IMAGE);
    }
    Map<String, Object> host =
        volume.isEmpty() || !engine.volumes.containsKey(volume)
            ? Map.of("NetworkMode", network)
            : Map.of(
                "NetworkMode",
                network,
                "Mounts",
                List.of(Map.of("Type", "volume", "Source", volume, "Target", "/v")));
    engine.createContainer(name, Map.of("Image", IMAGE, "Labels", labels, "HostConfig", host));
  }

  private void prune() {
    world.note("a stranger prunes");
    ModelEngine engine = world.engine;
    for (ModelContainer container : List.copyOf(engine.containers.values())) {
      // What the engine ended and nobody may start again would need `recover`, which is not played.
      boolean stood = container.owner == Party.OPERATOR || (hasStood && container.starts > 0);
      if (!container.isUp() && !stood) {
        engine.removeContainer(container.id);
      }
    }
    for (ModelNetwork network : List.copyOf(engine.networks.values())) {
      boolean own = network.owner() == Party.OPERATOR || network.owner() == Party.ENGINE;
      if (engine.attached(network).isEmpty() && !own) {
        engine.removeNetwork(network.id());
      }
    }
  }

  /** The stack stands again: what a run made is its operator's from now on. */
  void theStackStands() {
    hasStood = true;
  }

  /** They take with them what bears the stack's names, as somebody asked them to. */
  void leave() {
    ModelEngine engine = world.engine;
    world.as(
        Party.STRANGER,
        () -> {
          for (ModelContainer container : List.copyOf(engine.containers.values())) {
            if (container.owner == Party.STRANGER) {
              engine.removeContainer(container.id);
            }
          }
          for (ModelVolume volume : List.copyOf(engine.volumes.values())) {
            if (volume.owner == Party.STRANGER) {
              for (ModelContainer container : List.copyOf(engine.containers.values())) {
                if (container.mounts(volume.name)) {
                  engine.removeContainer(container.id);
                }
              }
              engine.removeVolume(volume.name);
            }
          }
        });
  }
}
