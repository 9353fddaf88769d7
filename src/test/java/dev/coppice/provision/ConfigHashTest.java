package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigHashTest {

  /** A service in its canonical form, and what Compose 2.26.1 printed and labelled. */
  private static final String SIDE =
      """
      services:
        side:
          cpus: 0.3
          command: [sleep, "1000"]
          depends_on: {plain: {condition: service_started, restart: true, required: true}}
          entrypoint: null
          environment: {A: "x=y <b> & $z", B: "tab\\t \\"quoted\\" ä"}
          image: coppice/test-busybox:1
          network_mode: service:plain
        plain: {image: coppice/test-busybox:1}
      """;

  private static final String PRINTED =
      "af7af1aaec9cea70ed9a3ff08a80534d83d8726a7021cb269792e83534a0a1df";
  private static final String LABELLED =
      "d6b29398999afc3049a3da45c55f392af880c92b9395dcbbd0e75a09fa5e79a3";
  private static final String PLAIN =
      "764bbd676da5cc10e3e4ea80460afde271b8ef83bb55b028864851a320a58ae6";

  @Test
  void is_what_compose_prints() {
    assertTrue(ConfigHash.isKnown(stack(PRINTED), stack(PRINTED).service("side")));
  }

  @Test
  void is_what_compose_labels_a_container_with_that_shares_the_space_of_another() {
    Stack stack = stack(PRINTED);

    assertEquals(LABELLED, ConfigHash.of(stack, stack.service("side"), owner -> PLAIN));
  }

  @Test
  void is_unknown_where_compose_spells_otherwise() {
    Stack stack = stack("0".repeat(64));

    assertFalse(ConfigHash.isKnown(stack, stack.service("side")));
  }

  @Test
  void is_the_printed_one_for_a_service_on_its_own() {
    Stack stack = stack(PRINTED);

    assertEquals(
        "hash of plain", ConfigHash.of(stack, stack.service("plain"), owner -> "never asked"));
  }

  private static Stack stack(String hash) {
    Stack shop = Stacks.shop(SIDE);
    Service side = shop.service("side");
    TreeMap<String, Service> services = new TreeMap<>(shop.services());
    services.put(
        "side",
        new Service(
            side.name(),
            side.image(),
            side.digest(),
            side.replicas(),
            side.dependsOn(),
            side.mounts(),
            side.networks(),
            side.hasHealthCheck(),
            hash,
            side.definition()));
    return new Stack(
        shop.project(),
        shop.folder(),
        shop.files(),
        shop.environmentFiles(),
        shop.profiles(),
        shop.composeVersion(),
        services,
        shop.networks(),
        shop.volumes(),
        shop.configs(),
        shop.secrets(),
        shop.sha256());
  }
}
