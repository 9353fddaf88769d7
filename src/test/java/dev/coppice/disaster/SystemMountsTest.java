package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemMountsTest {

  private static final String ROOT = "/var/lib/docker";

  private static List<Obstacle> obstacles(String source, boolean writable, String... keeps) {
    Bookshop shop = new Bookshop();
    Mounted mount = new Mounted("bind", null, source, "/inside", writable, false);
    shop.containers.add(Bookshop.container("api-3", "api", 3, "i-api", List.of(mount)));
    List<Loss> losses =
        new LoseContainers(List.of(), List.of())
            .losses(Bookshop.stack(), shop.inventory(), List.of());
    return SystemMounts.obstacles(shop.inventory(), losses, ROOT, List.of(keeps));
  }

  @ParameterizedTest
  @CsvSource({
    "/var/run/docker.sock, true, an engine's socket",
    "/run/docker.sock, false, an engine's socket",
    "/srv/../run/containerd/containerd.sock, false, an engine's socket",
    "/, true, a system folder",
    "/etc, true, a system folder",
    "/etc/, true, a system folder",
    "/srv/../etc, true, a system folder",
    "/var/run, true, a system folder",
    "/var/lib/docker, true, the engine's own folder",
    "/var/lib/docker/volumes/other/_data, true, the engine's own folder",
  })
  void refuses_to_lose_a_container_that_reaches_out_of_its_stack(
      String source, boolean writable, String what) {
    List<Obstacle> obstacles = obstacles(source, writable);
    assertEquals(1, obstacles.size(), obstacles::toString);
    assertTrue(obstacles.get(0).what().contains(what), obstacles::toString);
    assertTrue(obstacles.get(0).next().contains("keeps: [\"api:/inside\"]"), obstacles::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc, false",
    "/etc/localtime, true",
    "/srv/shop, true",
    "/var/lib/docker2, true",
    "/etc/letsencrypt, true",
    "/, false",
  })
  void has_nothing_against_folders_of_the_stacks_own_and_what_is_only_read(
      String source, boolean writable) {
    assertEquals(List.of(), obstacles(source, writable));
  }

  @Test
  void believes_who_says_that_he_knows_of_it() {
    assertEquals(List.of(), obstacles("/run/docker.sock", false, "api:/inside"));
  }

  @Test
  void refuses_a_volume_that_keeps_its_data_elsewhere() {
    Bookshop shop = new Bookshop();
    Volume old = shop.volumes.get(0);
    TreeMap<String, String> options = new TreeMap<>();
    options.put("type", "none");
    options.put("o", "bind");
    options.put("device", "/srv/theirs");
    shop.volumes.set(
        0,
        new Volume(
            old.name(), old.driver(), old.mountpoint(), old.createdAt(), old.labels(), options));
    LoseVolumes lose = new LoseVolumes(List.of("orders"), List.of());
    assertEquals(List.of(), lose.losses(Bookshop.stack(), shop.inventory(), List.of()));
    String all = lose.withheld(Bookshop.stack(), shop.inventory()).toString();
    assertTrue(all.contains("keeps its data outside the engine, in /srv/theirs"), all);
  }
}
