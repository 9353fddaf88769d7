package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSpacesTest {

  private static final String OWNER = "0123456789abcdef".repeat(4);
  private static final String SHARER = "fedcba9876543210".repeat(4);

  private static Container container(String id, String service, Map<String, String> settings) {
    Container made = Bookshop.container(id, service, 1, "i-" + service, List.of());
    return new Container(
        id,
        made.name(),
        made.image(),
        made.imageId(),
        made.state(),
        made.health(),
        made.exitCode(),
        made.restarts(),
        made.oomKilled(),
        made.createdAt(),
        made.startedAt(),
        made.endedAt(),
        made.labels(),
        made.mounts(),
        made.networks(),
        made.ports(),
        new TreeMap<>(settings));
  }

  private static List<Obstacle> obstacles(String setting, String value, Fate fate, String... lost) {
    Bookshop shop = new Bookshop();
    shop.containers.add(container(OWNER, "api", Map.of()));
    shop.containers.add(container(SHARER, "sidecar", Map.of(setting, value)));
    List<Loss> losses =
        Stream.of(lost)
            .map(id -> new Loss(Loss.Kind.CONTAINER, id, id, "api", fate, "ours", Map.of()))
            .toList();
    return SharedSpaces.obstacles(shop.inventory(), losses);
  }

  @ParameterizedTest
  @CsvSource({
    "HostConfig.NetworkMode, REMOVED",
    "HostConfig.PidMode, REMOVED",
    "HostConfig.IpcMode, KILLED",
    "HostConfig.NetworkMode, STOPPED",
  })
  void refuses_to_let_a_container_survive_in_the_spaces_of_a_lost_one(String setting, Fate fate) {
    List<Obstacle> obstacles = obstacles(setting, "container:" + OWNER, fate, OWNER);
    assertEquals(1, obstacles.size(), obstacles::toString);
    assertTrue(
        obstacles.get(0).next().contains("- {lose: service, service: sidecar}"),
        obstacles::toString);
  }

  @Test
  void has_nothing_against_losing_both() {
    assertEquals(
        List.of(),
        obstacles("HostConfig.NetworkMode", "container:" + OWNER, Fate.REMOVED, OWNER, SHARER));
  }

  @ParameterizedTest
  @CsvSource({
    "HostConfig.NetworkMode, shop_default",
    "HostConfig.PidMode, host",
    "HostConfig.VolumesFrom, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:rw",
  })
  void has_nothing_against_a_survivor_with_spaces_of_its_own(String setting, String value) {
    assertEquals(List.of(), obstacles(setting, value, Fate.REMOVED, OWNER));
  }
}
