package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.plan.Obstacle;
import dev.coppice.stack.EngineIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeRefusalsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {deploy: {placement: {constraints: [a]}}}          | deploy.placement
          {deploy: {restart_policy: {delay: 5s}}}            | deploy.restart_policy.delay
          {deploy: {mode: global}}                           | deploy.mode
          {deploy: {resources: {reservations: {devices: [{count: 1}]}}}} | deploy.resources.reservations.devices
          {healthcheck: {test: [CMD, x], unheard_of: 1}}     | healthcheck.unheard_of
          {healthcheck: {test: [CMD, x], interval: soon}}    | healthcheck.interval
          {volumes: [{type: bind, source: /a, target: /b, bind: {recursive: enabled}}]} | volumes.bind.recursive
          {volumes: [{type: npipe, source: /a, target: /b}]} | volumes
          {network_mode: 'container:other'}                  | network_mode
          {pid: 'container:other'}                           | pid
          {volumes_from: ['web:ro']}                         | volumes_from
          {security_opt: ['seccomp=profile.json']}           | security_opt
          {mem_limit: plenty}                                | mem_limit
          {container_name: one, deploy: {replicas: 2}}       | container_name
          {secrets: [{source: nowhere}]}                     | secrets
          {configs: [{source: swarm}]}                       | configs
          {network_mode: 'service:web'}                      | depends_on
          """)
  void names_what_it_does_not_carry_out(String service, String key) {
    List<Obstacle> obstacles = refusals(service, Stacks.NEW);

    assertEquals(1, obstacles.size(), obstacles.toString());
    String what = obstacles.get(0).what();
    assertEquals("services.web." + key, what.substring(0, what.indexOf(' ')), what);
    assertEquals(
        "take it out of the definition, or set recovery.rebuild: compose", obstacles.get(0).next());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {healthcheck: {test: [CMD, x], start_interval: 1s}} | healthcheck.start_interval needs Engine API 1.44, this engine has 1.41
          {volumes: [{type: volume, source: d, target: /d, volume: {subpath: s}}]} | volumes.volume.subpath needs Engine API 1.45, this engine has 1.41
          {networks: {a: null, b: {mac_address: '02:42:ac:11:65:43'}}} | networks.mac_address beyond the first network needs Engine API 1.44, this engine has 1.41
          """)
  void refuses_what_only_a_newer_engine_can_do(String service, String what) {
    assertEquals(List.of(), refusals(service, Stacks.NEW));
    assertEquals(
        List.of("services.web." + what),
        refusals(service, Stacks.OLD).stream().map(Obstacle::what).toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {gpus: all}                             | services.web.gpus | 2.30.0
          {networks: {default: {gw_priority: 1}}} | services.web.networks.gw_priority | 2.33.1
          """)
  void says_which_compose_a_newer_key_needs(String service, String key, String version) {
    List<Obstacle> obstacles = refusals(service, Stacks.NEW);

    assertEquals(1, obstacles.size(), obstacles.toString());
    assertEquals(
        key + " is not carried out by native, and Compose 2.26.1, which is here, leaves it out",
        obstacles.get(0).what());
    assertEquals(
        "take it out of the definition, or install Compose %s and set recovery.rebuild: compose"
            .formatted(version),
        obstacles.get(0).next());
  }

  @Test
  void refuses_unknown_keys_of_networks_and_volumes() {
    List<Obstacle> obstacles =
        new Native()
            .refusals(
                Stacks.shop(
                    """
                    services: {}
                    networks:
                      n: {ipam: {options: {a: b}, config: [{foo: bar}]}}
                      foreign: {external: true, anything: 1}
                    volumes: {v: {type: cluster}}
                    """),
                Stacks.NEW);

    assertEquals(
        List.of(
            "networks.n.ipam.options is not carried out by native",
            "networks.n.ipam.config.foo is not carried out by native",
            "volumes.v.type is not carried out by native"),
        obstacles.stream().map(Obstacle::what).toList());
  }

  @Test
  void takes_empty_leftovers_of_the_canonical_form_for_nothing() {
    assertEquals(
        List.of(),
        refusals("{deploy: {placement: {}, update_config: null}, gpus: []}", Stacks.NEW));
  }

  private static List<Obstacle> refusals(String service, EngineIdentity engine) {
    return new Native()
        .refusals(
            Stacks.shop(
                "{services: {web: "
                    + service
                    + "}, networks: {a: {}, b: {}}, volumes: {d: {}}, secrets: {kept: {file: /k},"
                    + " nowhere: {}}, configs: {swarm: {external: true}}}"),
            engine);
  }
}
