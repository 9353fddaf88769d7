package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coppice.evidence.Evidence.Difference;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalenceTest {

  /** A dash stands for a setting that is not set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Config.Labels.dev.coppice.nonce | - | abc | equal",
        "Config.Labels.dev.coppice.protect | - | true | different",
        "Config.Labels.com.docker.compose.version | 2.26.1 | 2.30.0 | equal",
        "Config.Labels.com.docker.compose.replace | - | old | equal",
        "Config.Labels.com.docker.compose.project.working_dir | /a | /b | equal",
        "Config.Labels.com.docker.compose.service | db | da | different",
        "Config.Labels.com.docker.compose.depends_on | a:x,b:y | b:y,a:x | equal",
        "Config.Labels.com.docker.compose.depends_on | a:x,b:y | b:y | different",
        "Config.Labels.own | 0 | - | different",
        "Config.Image | reg/db:1 | reg/db@sha256:1 | equal",
        "Config.Env.PASSWORD | 1 | 2 | different",
        "Config.Env.PASSWORD | - | 2 | different",
        "Config.Cmd | [\"a\",\"b\"] | [\"b\",\"a\"] | different",
        "Config.AttachStdout | true | false | equal",
        "Config.User | - | root | different",
        "Config.Healthcheck.Interval | 1000000000 | 2000000000 | different",
        "HostConfig.Binds | - | [\"a:/a\"] | equal",
        "HostConfig.Memory | 0 | - | equal",
        "HostConfig.Memory | 1024 | 0 | different",
        "HostConfig.MemorySwappiness | 0 | - | different",
        "HostConfig.Init | false | - | equal",
        "HostConfig.Init | false | true | different",
        "HostConfig.Privileged | false | true | different",
        "HostConfig.PortBindings.80/tcp | [8080] | [8081] | different",
        "HostConfig.RestartPolicy.Name | always | no | different",
        "Mounts./data.RW | true | false | different",
        "Mounts./data.Source | /a | /b | different",
        "Mounts./named.Name | shop_a | shop_b | different",
        "NetworkSettings.Networks.back.Aliases | [\"db\"] | [\"da\"] | different",
        "NetworkSettings.Networks.back.Aliases | [\"db\"] | - | different",
        "Config.Healthcheck.Test | [\"CMD\",\"a\"] | [\"CMD\",\"b\"] | different",
        "Config.Healthcheck.Retries | 3 | - | different",
        "Config.Healthcheck.Timeout | 1000000000 | 2000000000 | different",
        "Config.Healthcheck.StartPeriod | 1000000000 | - | different",
        "Config.Entrypoint | [\"a\"] | - | different",
        "Config.WorkingDir | /a | /b | different",
        "Config.StopSignal | SIGINT | - | different",
        "Config.ExposedPorts.80/tcp | {} | - | different",
        "HostConfig.NanoCpus | 500000000 | 0 | different",
        "HostConfig.PidsLimit | 100 | - | different",
        "HostConfig.Ulimits | [1] | [2] | different",
        "HostConfig.CapAdd | [\"NET_ADMIN\"] | - | different",
        "HostConfig.ReadonlyRootfs | true | false | different",
        "HostConfig.PortBindings.80/tcp | [8080] | - | different",
        "HostConfig.LogConfig.Type | json-file | none | different",
        "HostConfig.ExtraHosts | [\"a:1\"] | - | different",
        "Mounts./data.Type | volume | bind | different",
        "Mounts./data.Propagation | rprivate | rshared | different",
        "Mounts./more.Type | - | tmpfs | different",
        "NetworkSettings.Networks.front.Aliases | [] | - | different",
        "NetworkSettings.Networks.back.Links | [\"a\"] | - | different",
        "NetworkSettings.Networks.back.DriverOpts.x | 1 | 2 | different",
        "NetworkSettings.Networks.back.IPAMConfig.IPv4Address | 10.0.0.2 | 10.0.0.3 | different",
      })
  void tells_what_may_differ_from_what_may_not(
      String path, String before, String after, String expected) {
    FactsOf facts = FactsOf.honest();
    facts.before.edit("shop-db-1", c -> c.setting(path, value(before)));
    facts.after.edit("shop-db-1", c -> c.setting(path, value(after)));

    List<Difference> differences = differences(facts);

    assertEquals(expected.equals("equal"), differences.isEmpty(), differences::toString);
  }

  /** Of the network and the volume: a dash stands for what is not set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network shop_back | Internal | false | true | different",
        "network shop_back | Options.mtu | - | 1400 | different",
        "network shop_back | IPAM.Config | [1] | [2] | equal",
        "network shop_back | IPAM.Driver | default | other | different",
        "network shop_back | Labels.own | a | b | different",
        "network shop_back | Labels.com.docker.compose.config-hash | a | b | equal",
        "volume shop_orders | Options.o | bind | - | different",
        "volume shop_orders | Labels.own | - | b | different",
        "volume shop_orders | Labels.dev.coppice.protect | - | true | different",
        "volume shop_orders | Labels.dev.coppice.step | - | a step | equal",
      })
  void compares_networks_and_volumes_too(
      String object, String path, String before, String after, String expected) {
    FactsOf facts = FactsOf.honest();
    set(facts.before, object, path, before);
    set(facts.after, object, path, after);

    List<Difference> differences = differences(facts);

    assertEquals(expected.equals("equal"), differences.isEmpty(), differences::toString);
    differences.forEach(difference -> assertEquals(object, difference.object()));
  }

  /** What the definition brings in from its folder, by hash. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config nginx | a | a | equal",
        "config nginx | a | b | fails",
        "config nginx | a | - | fails",
        "secret key | a | b | fails",
        "bind web:/etc/x | a | b | fails",
        "bind web:/etc/x | - | b | fails",
        "bind other:/etc/x | a | b | equal",
        "writable bind web:/etc/x | a | b | explained",
      })
  void compares_the_content_that_comes_from_the_definition(
      String name, String before, String after, String expected) {
    FactsOf facts = FactsOf.honest();
    hash(facts.contentBefore, name, before);
    hash(facts.contentAfter, name, after);

    List<Difference> differences = differences(facts);

    assertEquals(expected.equals("equal"), differences.isEmpty(), differences::toString);
    differences.forEach(
        difference -> {
          assertEquals(name, difference.object());
          assertEquals(expected.equals("explained"), difference.explanation() != null);
        });
  }

  @Test
  void cannot_tell_where_the_content_was_not_read_again() {
    FactsOf of = FactsOf.honest();
    of.contentAfter = null;
    Facts facts = of.build();

    assertEquals(1, Equivalence.of(facts, facts.before(), facts.after()).unclear().size());
  }

  private static void hash(Map<String, String> hashes, String name, String hash) {
    if (!hash.equals("-")) {
      hashes.put(name, hash);
    }
  }

  private static void set(Stand stand, String object, String path, String value) {
    boolean network = object.startsWith("network");
    boolean label = path.startsWith("Labels.");
    Map<String, String> map =
        network
            ? label ? stand.networks.get(0).labels() : stand.networks.get(0).settings()
            : label ? stand.volumes.get(0).labels() : stand.volumes.get(0).options();
    hash(map, path.replaceFirst("^Labels\\.|^Options\\.(?=o$)", ""), value);
  }

  @Test
  void takes_the_short_identity_for_the_name_of_nobody_but_itself() {
    FactsOf facts = FactsOf.honest();
    assertEquals(List.of(), differences(facts), "each has its own short identity as host name");

    String neighbour = Identity.abbreviated(Ids.hex("web-1new"));
    facts.after.edit("shop-db-1", c -> c.setting("Config.Hostname", neighbour));
    assertEquals("Config.Hostname", differences(facts).get(0).path());
  }

  @Test
  void takes_a_tag_and_a_digest_for_the_same_only_where_the_image_is_the_same() {
    FactsOf facts = FactsOf.honest();
    facts.before.edit("shop-db-1", c -> c.setting("Config.Image", "reg/db:1"));
    facts.after.edit("shop-db-1", c -> c.setting("Config.Image", "reg/db:2").imageId("other"));

    assertEquals("Config.Image", differences(facts).get(0).path());
  }

  @Test
  void follows_a_shared_network_space_to_the_container_that_it_belongs_to() {
    FactsOf facts = FactsOf.honest();
    facts.before.edit("shop-web-1", c -> shares(c, "db-1old"));
    facts.after.edit("shop-web-1", c -> shares(c, "db-1new"));
    assertEquals(List.of(), differences(facts));

    facts.after.edit("shop-web-1", c -> shares(c, "web-2new"));
    assertEquals("HostConfig.NetworkMode", differences(facts).get(0).path());
  }

  @Test
  void compares_a_replacement_with_a_new_number_with_the_one_that_was_lost() {
    FactsOf facts = FactsOf.honest();
    String path = "NetworkSettings.Networks.back.Aliases";
    facts.losses.removeIf(loss -> loss.name().equals("shop-web-2"));
    facts.after.edit("shop-web-2", c -> c.id(Ids.hex("web-2old")));
    facts.before.edit("shop-web-1", c -> c.setting(path, "[\"shop-web-1\",\"web\"]"));
    facts.after.edit(
        "shop-web-1",
        c ->
            c.label(dev.coppice.stack.Labels.NUMBER, "3")
                .setting(path, "[\"shop-web-1\",\"web\"]")
                .setting("Config.User", "root"));

    assertEquals(
        List.of(new Difference("web-3", "Config.User", null, "root", null)), differences(facts));
  }

  @Test
  void explains_a_difference_by_a_changed_definition_and_by_nothing_else() {
    FactsOf facts = FactsOf.honest();
    facts.after.edit("shop-db-1", c -> c.setting("Config.User", "root"));
    assertEquals(null, differences(facts).get(0).explanation());

    facts.after.edit("shop-db-1", c -> c.label(dev.coppice.stack.Labels.CONFIG_HASH, "new"));
    assertEquals(
        "the definition changed since the original was made: config hash hash became new",
        differences(facts).get(0).explanation());
  }

  @ParameterizedTest
  @CsvSource({"new, true", "other, false", "hash, false"})
  void what_became_of_the_definition_after_the_plan_explains_nothing(
      String planned, boolean explains) {
    FactsOf facts = FactsOf.honest();
    facts.services.replaceAll(
        s ->
            new ExpectedService(
                s.name(),
                s.replicas(),
                s.oneShot(),
                s.healthCheck(),
                s.image(),
                s.digest(),
                s.lost(),
                s.waitsFor(),
                planned));
    facts.after.edit("shop-db-1", c -> c.setting("Config.User", "root"));
    facts.after.edit("shop-db-1", c -> c.label(dev.coppice.stack.Labels.CONFIG_HASH, "new"));

    assertEquals(explains, differences(facts).get(0).explanation() != null);
  }

  @Test
  void gives_a_reason_for_each_thing_that_it_ignores() {
    assertFalse(Ignored.LIST.isEmpty());
    assertFalse(Ignored.LIST.stream().anyMatch(entry -> entry.reason().isBlank()));
  }

  private static ContainerOf shares(ContainerOf container, String with) {
    return container.setting("HostConfig.NetworkMode", "container:" + Ids.hex(with));
  }

  private static @Nullable String value(String text) {
    return text.equals("-") ? null : text;
  }

  private static List<Difference> differences(FactsOf of) {
    Facts facts = of.build();
    return Equivalence.of(facts, facts.before(), facts.after()).differences();
  }
}
