package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Tree;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the engine's answers. */
class AnswersTest {

  private static Tree json(String text) throws IOException {
    return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void settings_have_a_line_for_all_that_is_set_and_none_for_what_is_not() throws Exception {
    Tree inspected =
        json(
            """
            {'Id': '0123456789abcdef',
             'Config': {'Env': ['A=1=2', 'B='], 'Cmd': ['b', 'a'], 'Entrypoint': null,
                        'ExposedPorts': {'80/tcp': {}}, 'Labels': {'x.y': 'z'}, 'OnBuild': []},
             'HostConfig': {'CapDrop': ['B', 'A'], 'Dns': ['2', '1'], 'Memory': 5, 'Init': true,
                            'Tmpfs': {'/run': ''}, 'LogConfig': {'Config': {}},
                            'PortBindings': {'80/tcp': [{'HostPort': '2', 'HostIp': ''},
                                                        {'HostIp': '', 'HostPort': '1'}]}},
             'Mounts': [{'Type': 'bind', 'Source': '/s', 'Destination': '/d', 'RW': false},
                        {'Type': 'volume', 'Name': 'v', 'Source': '/where', 'Destination': '/e',
                         'RW': true}],
             'NetworkSettings': {'Networks': {
                'back': {'Aliases': ['web', 'api', '0123456789ab', 'web'],
                         'IPAMConfig': {'IPv4Address': '10.0.0.2'}, 'IPAddress': '10.0.0.2'},
                'front': {'Aliases': null, 'IPAMConfig': null}}}}
            """);
    Map<String, String> expected = new TreeMap<>();
    expected.put("Config.Env.A", "#1=2");
    expected.put("Config.Env.B", "#");
    expected.put("Config.Cmd", "['b','a']");
    expected.put("Config.ExposedPorts.80/tcp", "{}");
    expected.put("Config.Labels.x.y", "z");
    expected.put("HostConfig.CapDrop", "['A','B']");
    expected.put("HostConfig.Dns", "['2','1']");
    expected.put("HostConfig.Memory", "5");
    expected.put("HostConfig.Init", "true");
    expected.put("HostConfig.Tmpfs./run", "");
    expected.put(
        "HostConfig.PortBindings.80/tcp",
        "[{'HostIp':'','HostPort':'1'},{'HostIp':'','HostPort':'2'}]");
    expected.put("Mounts./d.Type", "bind");
    expected.put("Mounts./d.Source", "/s");
    expected.put("Mounts./d.RW", "false");
    expected.put("Mounts./e.Type", "volume");
    expected.put("Mounts./e.Name", "v");
    expected.put("Mounts./e.RW", "true");
    expected.put("NetworkSettings.Networks.back.Aliases", "['api','web']");
    expected.put("NetworkSettings.Networks.back.IPAMConfig.IPv4Address", "10.0.0.2");
    expected.put("NetworkSettings.Networks.front.Aliases", "[]");
    expected.replaceAll((path, value) -> value.replace('\'', '"'));
    assertEquals(expected, Settings.ofContainer(inspected, value -> "#" + value));
  }

  @Test
  void a_stopped_container_shows_the_ports_it_asked_for() throws Exception {
    Tree inspected =
        json(
            """
            {'Name': '/web', 'Created': '2024-01-01T00:00:00.5Z',
             'State': {'Status': 'exited', 'ExitCode': 3, 'StartedAt': '0001-01-01T00:00:00Z',
                       'Health': {'Status': 'none'}},
             'NetworkSettings': {'Ports': {}},
             'HostConfig': {'PortBindings': {'53/udp': [{'HostIp': '1.2.3.4', 'HostPort': '54'}],
                                             '80/tcp': [{'HostIp': '', 'HostPort': ''}]}}}
            """);
    Container container = Inspections.container(inspected, new TreeMap<>());
    assertEquals("web", container.name());
    assertEquals(3, container.exitCode());
    assertEquals(Instant.parse("2024-01-01T00:00:00.5Z"), container.createdAt());
    assertNull(container.startedAt());
    assertNull(container.health());
    assertEquals(
        List.of(
            new Container.PublishedPort("1.2.3.4", 54, 53, "udp"),
            new Container.PublishedPort("", 0, 80, "tcp")),
        container.ports());
  }

  @Test
  void times_with_an_offset_are_read() throws Exception {
    assertEquals(
        Instant.parse("2024-01-01T10:00:00Z"),
        Inspections.volume(json("{'CreatedAt': '2024-01-01T12:00:00+02:00'}")).createdAt());
    assertEquals(Instant.EPOCH, Inspections.volume(json("{'Name': 'plugin'}")).createdAt());
  }

  @Test
  void events_keep_the_engines_words() throws Exception {
    EngineEvent event =
        DockerEvents.event(
                json(
                    """
                    {'Type': 'container', 'Action': 'health_status: healthy', 'timeNano': 5,
                     'Actor': {'ID': 'c', 'Attributes': {'name': 'web', 'exitCode': 0}}}
                    """),
                7)
            .orElseThrow();
    assertEquals(
        new EngineEvent(
            7,
            5,
            "container",
            "health_status: healthy",
            "c",
            Map.of("name", "web", "exitCode", "0")),
        event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec_create: curl x", "exec_start: curl x", "exec_die"})
  void execs_are_no_events(String action) throws Exception {
    assertTrue(DockerEvents.event(json("{'Action': '" + action + "'}"), 0).isEmpty());
  }

  @Test
  void a_failure_within_the_progress_is_a_failure() throws Exception {
    byte[] fine =
        "{\"status\":\"Pulling\"}\r\n{\"status\":\"Done\"}\r\n".getBytes(StandardCharsets.UTF_8);
    Progress.read("pull x", 200, new ByteArrayInputStream(fine));
    byte[] failed =
        "{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"message\":\"unknown blob\"},\"error\":\"e\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    EngineException thrown =
        assertThrows(
            EngineException.class,
            () -> Progress.read("pull x", 200, new ByteArrayInputStream(failed)));
    assertEquals("unknown blob", thrown.why());
  }

  @Test
  void frames_are_split_into_their_streams() throws Exception {
    byte[] frames = {1, 0, 0, 0, 0, 0, 0, 2, 'o', 'k', 2, 0, 0, 0, 0, 0, 0, 1, 'e'};
    KeptBytes out = KeptBytes.first(10);
    KeptBytes err = KeptBytes.first(10);
    Frames.split(new ByteArrayInputStream(frames), out, err);
    assertEquals("ok|e", out.text() + "|" + err.text());
    ByteArrayInputStream torn = new ByteArrayInputStream(frames, 0, 9);
    assertThrows(EOFException.class, () -> Frames.split(torn, out, err));
  }

  @ParameterizedTest
  @CsvSource({"4, abcd, cdef", "6, abcdef, abcdef", "1, a, f", "0, '', ''"})
  void only_so_many_bytes_are_kept(int max, String beginning, String end) {
    KeptBytes first = KeptBytes.first(max);
    KeptBytes last = KeptBytes.last(max);
    for (String piece : List.of("abc", "d", "ef")) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      first.write(bytes, 0, bytes.length);
      last.write(bytes, 0, bytes.length);
    }
    assertEquals(beginning, first.text());
    assertEquals(end, last.text());
    assertEquals(max < 6, first.isCut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssh://host", "http://host:1", "npipe:////./pipe/x", "tcp://host", "/run/x"})
  void endpoints_of_other_kinds_are_refused(String endpoint) {
    EngineException refused =
        assertThrows(EngineException.class, () -> DockerEngine.connect(endpoint, value -> value));
    assertTrue(refused.getMessage().startsWith("tried to reach the engine at " + endpoint));
    assertEquals(endpoint.startsWith("ssh:"), refused.why().contains("ssh"), refused.why());
  }

  @Test
  void a_socket_that_is_not_there_is_said_with_what_to_do() {
    EngineException refused =
        assertThrows(
            EngineException.class,
            () -> DockerEngine.connect("unix:///nowhere/engine.sock", value -> value));
    assertTrue(refused.why().contains("No such file"), refused.why());
    assertTrue(refused.why().contains("DOCKER_HOST"), refused.why());
  }

  @ParameterizedTest
  @CsvSource({"1.9, 1.41, -1", "1.41, 1.41, 0", "1.52, 1.47, 1", "2.0, 1.47, 1"})
  void versions_are_compared_as_numbers(String left, String right, int expected) {
    Connection.ApiVersion one = Connection.ApiVersion.parse(left);
    Connection.ApiVersion other = Connection.ApiVersion.parse(right);
    assertEquals(expected, one.compareTo(other));
    assertNull(Connection.ApiVersion.parse("new"));
  }
}
