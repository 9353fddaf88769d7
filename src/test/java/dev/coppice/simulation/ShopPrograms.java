package dev.coppice.simulation;

import java.util.Optional;

/**
 * What the containers of the shop do: db keeps orders in its volume, the api takes them from users,
 * a job migrates and ends.
 */
final class ShopPrograms implements Programs {

  static final String ORDERS = "shop_orders";
  private static final long WARM_UP = 60_000_000L;

  /** Sooner than the engine looks. */
  private static final long SERVES = 35_000_000L;

  private static final long JOB = 30_000_000L;
  private static final long BETWEEN_ORDERS = 40_000_000L;

  /** What the backup holds. */
  static final Data RESTORED = Data.upTo(Shop.IN_BACKUP);

  private final Clock clock;
  private ModelEngine engine;
  private Data acknowledged = RESTORED;
  private int last = Shop.IN_BACKUP;

  ShopPrograms(Clock clock) {
    this.clock = clock;
  }

  void on(ModelEngine engine) {
    this.engine = engine;
  }

  /** The orders that are in the backup were taken long ago. */
  void fill() {
    engine.volumes.get(ORDERS).data = RESTORED;
  }

  /** Users begin to order, and go on whatever happens. */
  void open() {
    clock.in(
        BETWEEN_ORDERS,
        () -> {
          order();
          open();
        });
  }

  @Override
  public void began(ModelEngine on, ModelContainer container) {
    int start = container.starts;
    if (container.name.contains("migrate")) {
      clock.at(
          clock.nanos() + JOB,
          () -> container.isRunning() && container.starts == start,
          () -> on.end(container, 0));
    } else if (container.isChecked()) {
      clock.at(
          clock.nanos() + WARM_UP,
          () -> container.isUp() && container.starts == start,
          () -> {
            container.health = "healthy";
            on.event(container, "health_status: healthy");
          });
    }
  }

  /** Its health command succeeds as soon as it serves, whatever the engine knows by then. */
  @Override
  public int exec(ModelEngine on, ModelContainer container) {
    boolean warm = on.clock.nanos() - container.beganAt >= SERVES;
    return !container.isChecked() || warm ? 0 : 1;
  }

  /** Everything that a user was told is safe. */
  Data acknowledged() {
    return acknowledged;
  }

  /** The volume that db serves from, where users reach it; asked by each user and each probe. */
  Optional<ModelVolume> serving() {
    for (ModelContainer container : engine.containers.values()) {
      if (container.isRunning() && container.name.startsWith("shop-api-")) {
        return database();
      }
    }
    return Optional.empty();
  }

  /** Whether something that ran once does not. */
  boolean isDown() {
    return engine.containers.values().stream()
        .anyMatch(c -> c.name.startsWith("shop-") && !c.name.contains("migrate") && !c.isUp());
  }

  private Optional<ModelVolume> database() {
    for (ModelContainer container : engine.containers.values()) {
      if (container.name.equals("shop-db-1")
          && container.isRunning()
          && "healthy".equals(container.health)
          && clock.nanos() - container.wentOnAt > WARM_UP
          && !container.mounts.isEmpty()) {
        return Optional.ofNullable(engine.volumes.get(container.mounts.get(0).volume()));
      }
    }
    return Optional.empty();
  }

  private void order() {
    // Half restored it is no shop yet: what it takes then is made anew with it.
    serving()
        .filter(volume -> volume.data.holds(RESTORED))
        .ifPresent(
            volume -> {
              last++;
              volume.data = volume.data.with(last);
              acknowledged = acknowledged.with(last);
            });
  }
}
