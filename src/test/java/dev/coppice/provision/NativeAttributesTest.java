package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.stack.Tree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeAttributesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {command: [a, 'b c']}                    | {Cmd: [a, 'b c']}
          {entrypoint: []}                         | {Entrypoint: []}
          {environment: {A: 'x=y', B: '', C: null}} | {Env: ['A=x=y', 'B=', 'C']}
          {user: '1:2', working_dir: /w}           | {User: '1:2', WorkingDir: /w}
          {tty: true, stdin_open: true}            | {Tty: true, OpenStdin: true}
          {hostname: h, domainname: d}             | {Hostname: h, Domainname: d}
          {stop_signal: SIGINT, stop_grace_period: '1m30s'} | {StopSignal: SIGINT, StopTimeout: 90}
          {healthcheck: {disable: true}}           | {Healthcheck: {Test: [NONE]}}
          {healthcheck: {test: [CMD, x], interval: '1m0s', timeout: '1.5s', retries: 3, start_period: '20ms', start_interval: '1s'}} | {Healthcheck: {Test: [CMD, x], Interval: 60000000000, Timeout: 1500000000, Retries: 3, StartPeriod: 20000000, StartInterval: 1000000000}}
          {expose: ['7000', '7001/udp']}           | {ExposedPorts: {'7000': {}, '7001/udp': {}}}
          {platform: linux/amd64}                  | {platform: linux/amd64}
          """)
  void says_what_runs(String service, String expected) {
    assertHolds(expected, Stacks.body(service));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {restart: 'on-failure:4'}                | {RestartPolicy: {Name: on-failure, MaximumRetryCount: 4}}
          {restart: always, deploy: {restart_policy: {condition: none}}} | {RestartPolicy: {Name: 'no', MaximumRetryCount: 0}}
          {deploy: {restart_policy: {condition: any, max_attempts: 2}}} | {RestartPolicy: {Name: always, MaximumRetryCount: 2}}
          {logging: {driver: local, options: {max-size: 1m}}} | {LogConfig: {Type: local, Config: {max-size: 1m}}}
          {mem_limit: '100', deploy: {resources: {limits: {memory: '200'}}}} | {Memory: 200}
          {mem_reservation: '1', memswap_limit: '-1', mem_swappiness: '3', shm_size: '4'} | {MemoryReservation: 1, MemorySwap: -1, MemorySwappiness: 3, ShmSize: 4}
          {cpus: 0.3, deploy: {resources: {limits: {cpus: 0.7, pids: 9}}}} | {NanoCpus: 700000000, PidsLimit: 9}
          {cpu_shares: 5, cpu_period: 6, cpu_quota: 7, cpuset: '0-1', pids_limit: 8} | {CpuShares: 5, CpuPeriod: 6, CpuQuota: 7, CpusetCpus: '0-1', PidsLimit: 8}
          {oom_kill_disable: true, oom_score_adj: -5} | {OomKillDisable: true, OomScoreAdj: -5}
          {ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}} | {Ulimits: [{Name: nproc, Soft: 5, Hard: 5}, {Name: nofile, Soft: 1, Hard: 2}]}
          {cap_add: [A], cap_drop: [B], privileged: true, read_only: true, init: false} | {CapAdd: [A], CapDrop: [B], Privileged: true, ReadonlyRootfs: true, Init: false}
          {group_add: ['20'], userns_mode: host, uts: host, runtime: runc} | {GroupAdd: ['20'], UsernsMode: host, UTSMode: host, Runtime: runc}
          {security_opt: ['systempaths=unconfined', 'no-new-privileges:true']} | {SecurityOpt: ['no-new-privileges:true'], MaskedPaths: [], ReadonlyPaths: []}
          {sysctls: {net.core.somaxconn: '100'}}   | {Sysctls: {net.core.somaxconn: '100'}}
          {devices: ['/a:/b:r', {source: /c, target: /d, permissions: rw}]} | {Devices: [{PathOnHost: /a, PathInContainer: /b, CgroupPermissions: r}, {PathOnHost: /c, PathInContainer: /d, CgroupPermissions: rw}]}
          {dns: [1.1.1.1], dns_search: [s], dns_opt: [o]} | {Dns: [1.1.1.1], DnsSearch: [s], DnsOptions: [o]}
          {extra_hosts: ['a=1.2.3.4', 'b=::1', 'c:5.6.7.8']} | {ExtraHosts: ['a:1.2.3.4', 'b:::1', 'c:5.6.7.8']}
          {network_mode: host}                     | {NetworkMode: host}
          {network_mode: 'service:db', ipc: 'service:db', pid: host} | {NetworkMode: 'container:id-of-db', IpcMode: 'container:id-of-db', PidMode: host}
          {volumes_from: [db]}                     | {VolumesFrom: [id-of-db]}
          {tmpfs: [/a, '/b:size=1m']}              | {Tmpfs: {/a: '', /b: 'size=1m'}}
          {ports: [{target: 80, published: '8080', host_ip: 127.0.0.1, protocol: tcp}, {target: 80, protocol: tcp}]} | {PortBindings: {80/tcp: [{HostIp: 127.0.0.1, HostPort: '8080'}, {HostIp: '', HostPort: ''}]}}
          """)
  void says_how_the_host_holds_it(String service, String expected) {
    Object host = Stacks.body(service).get("HostConfig");
    assertHolds(expected, host);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: volume, source: data, target: /d/, volume: {}} | Mounts | {Type: volume, Source: the-data, Target: /d, VolumeOptions: {}}
          {type: volume, source: data, target: /d, read_only: true, volume: {nocopy: true, subpath: s}} | Mounts | {Type: volume, Source: the-data, Target: /d, ReadOnly: true, VolumeOptions: {Subpath: s, NoCopy: true}}
          {type: volume, target: /anonymous} | Mounts | {Type: volume, Target: /anonymous}
          {type: volume, source: bound, target: /d} | Binds | 'shop_bound:/d:rw'
          {type: bind, source: /s, target: /d, bind: {create_host_path: true, propagation: rslave, selinux: z}, read_only: true} | Binds | '/s:/d:ro,z,rslave'
          {type: bind, source: /s, target: /d, bind: {propagation: rslave}} | Mounts | {Type: bind, Source: /s, Target: /d, BindOptions: {Propagation: rslave}}
          {type: bind, source: /s, target: /d} | Mounts | {Type: bind, Source: /s, Target: /d}
          {type: tmpfs, target: /t, tmpfs: {size: '16', mode: 493}} | Mounts | {Type: tmpfs, Target: /t, TmpfsOptions: {SizeBytes: 16, Mode: 493}}
          """)
  void mounts(String mount, String field, String expected) {
    String volumes = "{volumes: {data: {name: the-data}, bound: {driver_opts: {o: bind}}}}";
    Object host = Stacks.body("{volumes: [" + mount + "]}", volumes, Stacks.NEW).get("HostConfig");
    assertEquals("[" + text(Stacks.tree(expected)) + "]", text(new Tree(host).at(field)));
  }

  @Test
  void a_secret_from_a_file_keeps_the_owner_and_mode_of_the_file_as_with_compose() {
    String service = "{secrets: [{source: kept, uid: '103', mode: 256}]}";
    Object host =
        Stacks.body(service, "{secrets: {kept: {file: /k}}}", Stacks.NEW).get("HostConfig");
    assertEquals(
        "[{ReadOnly: true, Source: /k, Target: /run/secrets/kept, Type: bind}]",
        text(new Tree(host).at("Mounts")));
  }

  private static void assertHolds(String expected, Object actual) {
    for (Map.Entry<String, Tree> field : Stacks.tree(expected).map().entrySet()) {
      assertEquals(
          text(field.getValue()), text(new Tree(actual).at(field.getKey())), field.getKey());
    }
  }

  /** Numbers as text, so that 3 and 3L are one; the order of a map does not matter. */
  private static String text(Tree tree) {
    if (tree.isMap()) {
      return tree.map().entrySet().stream()
          .map(e -> e.getKey() + ": " + text(e.getValue()))
          .sorted()
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return tree.value() instanceof List<?>
        ? tree.list().stream().map(NativeAttributesTest::text).toList().toString()
        : String.valueOf(tree.text());
  }
}
