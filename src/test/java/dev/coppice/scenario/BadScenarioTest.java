package dev.coppice.scenario;

import static dev.coppice.scenario.ScenarioFolder.LEAST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadScenarioTest {

  @TempDir Path folder;

  /** What is changed in the least scenario, and what is printed then. */
  record Case(String from, String to, List<String> problems) {

    static Case replacing(String from, String to, String... problems) {
      return new Case(from, to, List.of(problems));
    }

    /** With more lines after the eighth. */
    static Case adding(String lines, String... problems) {
      return new Case("port: 8080}\n", "port: 8080}\n" + lines, List.of(problems));
    }

    static Case probe(String lines, String... problems) {
      return new Case("      tcp: {host: 127.0.0.1, port: 8080}\n", lines, List.of(problems));
    }

    static Case disaster(String lines, String... problems) {
      return new Case("  - lose: containers\n", lines, List.of(problems));
    }

    String text() {
      return LEAST.replace(from, to);
    }

    @Override
    public String toString() {
      return to.isEmpty() ? "without " + from : to;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says_where_and_what_is_wrong(Case c) {
    assertEquals(c.problems(), new ScenarioFolder(folder).problems(c.text()));
  }

  static Stream<Case> cases() {
    return Stream.of(
            keys(),
            types(),
            combinations(),
            data(),
            references(),
            later(),
            latencies(),
            gates(),
            windows())
        .flatMap(s -> s);
  }

  static Stream<Case> keys() {
    return Stream.of(
        Case.replacing(
            "tcp:",
            "tpc:",
            "s.yaml:7:7: one of exec, http or tcp is missing",
            "s.yaml:8:7: unknown key `tpc`, did you mean tcp?"),
        Case.replacing(
            "port:",
            "prot:",
            "s.yaml:8:12: `port` is missing",
            "s.yaml:8:30: unknown key `prot`, did you mean port?"),
        Case.replacing("scenario: drill\n", "", "s.yaml:1:1: `scenario` is missing"),
        Case.adding("zzz: 1\n", "s.yaml:9:1: unknown key `zzz`"),
        Case.adding(
            "stack: {compose: b.yaml}\n",
            "s.yaml:9:1: `stack` is here twice, the first time in line 2"),
        Case.adding("1: a\n", "s.yaml:9:1: a key must be text, not the number 1: put it in quotes"),
        Case.adding("[a]: b\n", "s.yaml:9:1: a key must be text, not a list"),
        Case.adding(
            "<<: {a: b}\n",
            "s.yaml:9:1: merge keys (<<) are not read: write the keys out, or alias a whole value"),
        Case.replacing("drill", "!!str drill", "s.yaml:1:11: tags are not read: leave out !!str"),
        Case.replacing(
            "lose: containers",
            "lose: contianers",
            "s.yaml:4:11: `lose` must be containers, images, networks, service or volumes, not"
                + " \"contianers\", did you mean containers?"),
        Case.replacing(
            "- lose: containers",
            "- only: [a]",
            "s.yaml:4:5: `lose` is missing: containers, images, networks, service or volumes"),
        Case.disaster(
            "  - {lose: containers, exept: [a]}\n",
            "s.yaml:4:24: unknown key `exept`, did you mean except?"));
  }

  static Stream<Case> types() {
    return Stream.of(
        Case.replacing(
            "drill",
            "42",
            "s.yaml:1:11: `scenario` must be text, not the number 42, did you mean \"42\"?"),
        Case.replacing("drill", "", "s.yaml:1:10: `scenario` must be text, not nothing"),
        Case.replacing("drill", "[a]", "s.yaml:1:11: `scenario` must be text, not a list"),
        Case.replacing(
            "drill",
            "a/b",
            "s.yaml:1:11: \"a/b\" must be letters, digits, - _ . only, beginning with a letter, a"
                + " digit or _"),
        Case.replacing(
            "8080", "eighty", "s.yaml:8:36: `port` must be a whole number, not \"eighty\""),
        Case.replacing(
            "8080",
            "\"8080\"",
            "s.yaml:8:36: `port` must be a whole number, not \"8080\", did you mean 8080?"),
        Case.replacing("8080", "99999", "s.yaml:8:12: port 99999 is not between 1 and 65535"),
        Case.replacing(
            "{compose: compose.yaml}",
            "compose.yaml",
            "s.yaml:2:8: `stack` must be a mapping, not \"compose.yaml\""),
        Case.replacing(
            "{compose: compose.yaml}", "{compose: []}", "s.yaml:2:18: `compose` names no file"),
        Case.replacing(
            "{compose: compose.yaml}",
            "{compose: ../compose.yaml}",
            "s.yaml:2:18: \"../compose.yaml\" leads out of the scenario's folder: write `paths:"
                + " anywhere` at the top of the scenario if it may"),
        Case.replacing(
            "{compose: compose.yaml}",
            "{compose: compose.yaml, project: Book Shop}",
            "s.yaml:2:41: \"Book Shop\" must be small letters, digits, - and _ only"),
        Case.adding(
            "protect: yes\n",
            "s.yaml:9:10: `protect` must be true or false, not \"yes\", did you mean true?"),
        Case.adding(
            "protect: true\ndisposable: true\n",
            "s.yaml:10:13: `disposable: true` beside `protect: true`: nobody needs the stack, or"
                + " nobody may touch it"),
        Case.adding("keeps: web:/x\n", "s.yaml:9:8: `keeps` must be a list, not \"web:/x\""),
        Case.adding(
            "objectives: {rto: 60}\n",
            "s.yaml:9:19: `rto` must be a duration such as 500ms, 3s or 1h30m, not the number 60,"
                + " did you mean 60s?"),
        Case.adding(
            "objectives: {rto: 5 minutes}\n",
            "s.yaml:9:19: `rto` must be a duration such as 500ms, 3s or 1h30m, not \"5 minutes\""),
        Case.adding(
            "objectives: {rto: -3s}\n",
            "s.yaml:9:19: `rto` must be a duration such as 500ms, 3s or 1h30m, not \"-3s\""),
        Case.adding(
            "backups: {b: {file: b, max-age: 0s}}\n",
            "s.yaml:9:33: `max-age` must be a duration such as 500ms, 3s or 1h30m, not \"0s\""),
        Case.adding(
            "afterwards: putback\n",
            "s.yaml:9:13: `afterwards` must be keep or put-back, not \"putback\", did you mean"
                + " put-back?"),
        Case.adding(
            "max-downtime: 0s\n",
            "s.yaml:9:15: `max-downtime` must be a duration such as 500ms, 3s or 1h30m, not"
                + " \"0s\""),
        Case.adding(
            "rescue-max-age: 7\n",
            "s.yaml:9:17: `rescue-max-age` must be a duration such as 500ms, 3s or 1h30m, not the"
                + " number 7, did you mean 7s?"),
        Case.adding(
            "rescue: {cache: nnoe}\n",
            "s.yaml:9:17: `cache` must be none or copy, not \"nnoe\", did you mean none?"),
        Case.adding(
            "recovery: {rebuild: nativ}\n",
            "s.yaml:9:21: `rebuild` must be native or compose, not \"nativ\", did you mean"
                + " native?"),
        Case.adding(
            "engine: remote\n",
            "s.yaml:9:9: `engine` must be default or a mapping, not \"remote\""),
        Case.adding(
            "engine: {endpoint: \"ssh://host\"}\n",
            "s.yaml:9:20: \"ssh://host\" must be an address that begins with unix:/// or tcp://"),
        Case.probe(
            "      http: {url: \"127.0.0.1:8080\"}\n",
            "s.yaml:8:19: `url` must be a URL such as http://127.0.0.1:8080/, not"
                + " \"127.0.0.1:8080\""),
        Case.probe(
            "      http: {url: \"ftp://h/\"}\n",
            "s.yaml:8:19: `url` must be a URL such as http://127.0.0.1:8080/, not \"ftp://h/\""),
        Case.probe(
            "      exec: {service: db, command: [a, 5]}\n",
            "s.yaml:8:40: `command[1]` must be text, not the number 5, did you mean \"5\"?"),
        Case.probe(
            "      exec: {service: db, command: psql -l}\n",
            "s.yaml:8:36: `command` must be a list, not \"psql -l\""),
        Case.probe("      exec: {service: db, command: []}\n", "s.yaml:8:13: command is empty"),
        Case.probe(
            "      exec: {service: db, command: [a], stdout: {equals: 200}}\n",
            "s.yaml:8:58: `equals` must be text, not the number 200, did you mean \"200\"?"));
  }

  static Stream<Case> combinations() {
    String backup = "backups: {b: {file: b.dump}}\nrecovery:\n  restore:\n";
    String exec = "exec: {service: db, command: [a]}";
    return Stream.of(
        Case.replacing(
            "\n    - name: up\n      tcp: {host: 127.0.0.1, port: 8080}",
            " []",
            "s.yaml:6:11: no probe at all: nothing would show that the stack is back"),
        Case.replacing(
            "  probes:\n    - name: up\n      tcp: {host: 127.0.0.1, port: 8080}\n",
            "  stable-for: 1s\n",
            "s.yaml:6:3: no probe at all: nothing would show that the stack is back"),
        Case.disaster("  []\n", "s.yaml:4:3: nothing is lost: a drill needs a disaster"),
        Case.replacing(
            "disaster:\n  - lose: containers\n",
            "",
            "s.yaml:1:1: `disaster` is missing: a drill needs a disaster"),
        Case.adding(
            "gates: eager\nrecovery: {rebuild: compose}\n",
            "s.yaml:9:8: `gates: eager` beside `rebuild: compose`: Compose waits for the engine's"
                + " word, did you mean engine?"),
        Case.adding(
            "    - {name: up, tcp: {host: h, port: 1}}\n",
            "s.yaml:9:14: `up` is the name of a probe twice, the first time in line 7"),
        Case.adding(
            "      exec: {service: db, command: [a]}\n",
            "s.yaml:9:7: `exec` beside `tcp`: give one of exec, http or tcp"),
        Case.adding(
            "      reads: [data]\n",
            "s.yaml:9:14: `reads` on a probe that compares nothing of the answer: it would pass"
                + " without the data"),
        Case.adding(
            "      survives: true\n",
            "s.yaml:7:5: every probe is marked `survives`, but all containers are lost: none of"
                + " them can"),
        Case.adding(
            "      every: 1ms\n",
            "s.yaml:9:14: a probe cannot be asked more often than every 10ms"),
        Case.adding(
            "halt-if: {timeout: 1s}\n",
            "s.yaml:9:10: `halt-if` asks one thing: give one of command, exec, http or tcp"),
        Case.adding(
            "halt-if: {command: [a], tcp: {host: h, port: 1}}\n",
            "s.yaml:9:10: `halt-if` asks one thing: give one of command, exec, http or tcp"),
        Case.adding("before: [[]]\n", "s.yaml:9:10: a command in `before` names no program"),
        Case.adding("after: [[a], []]\n", "s.yaml:9:14: a command in `after` names no program"),
        Case.adding(
            "  stable-for: 1m\nrecovery: {timeout: 30s}\n",
            "s.yaml:9:15: `stable-for` is longer than recovery's `timeout`: it cannot be reached"),
        Case.adding(
            "  stable-for: 6m\n",
            "s.yaml:9:15: `stable-for` is longer than recovery's `timeout`: it cannot be reached"),
        Case.disaster(
            "  - lose: volumes\n  - lose: containers\n",
            "s.yaml:4:11: volumes cannot be lost while their containers stand: put `lose:"
                + " containers` before it"),
        Case.disaster(
            "  - {lose: service, service: web, by: remove}\n  - lose: networks\n",
            "s.yaml:5:11: networks cannot be lost while their containers stand: put `lose:"
                + " containers` before it"),
        Case.disaster(
            "  - lose: containers\n  - lose: containers\n",
            "s.yaml:5:11: `containers` is lost twice: put what is lost into one"),
        Case.disaster(
            "  - {lose: containers, only: [a], except: [b]}\n",
            "s.yaml:4:43: `except` beside `only`: give one of the two"),
        Case.disaster(
            "  - {lose: service, service: a, replicas: 0}\n",
            "s.yaml:4:43: `replicas` must be 1 or more, or left out for all"),
        Case.adding(
            backup + "    - {backup: bb, brings: [v], " + exec + "}\n",
            "s.yaml:12:16: there is no backup `bb`, did you mean b?"),
        Case.adding(
            backup + "    - {backup: b, brings: [], " + exec + "}\n",
            "s.yaml:12:27: `brings` names no volume whose data this brings back"),
        Case.adding(
            backup
                + "    - {backup: b, brings: [v], "
                + exec
                + "}\n    - {backup: b, brings: [w], "
                + exec
                + "}\n",
            "s.yaml:13:16: `b` is restored twice, the first time in line 12"),
        Case.replacing(
            "name: up",
            "name: \"\"",
            "s.yaml:7:13: a probe's name must be one line that is not empty"),
        Case.adding(
            backup + "    - {backup: b, brings: [v]}\n",
            "s.yaml:12:7: how is it restored? `exec` or `run` is missing"),
        Case.adding(
            backup
                + "    - {backup: b, brings: [v], "
                + exec
                + ", run: {service: a, command: [b]}}\n",
            "s.yaml:12:72: `run` beside `exec`: give one of the two"),
        Case.adding(
            backup + "    - {backup: b, brings: [v, v], " + exec + "}\n",
            "s.yaml:12:31: `v` is brought back twice, the first time in line 12"),
        Case.adding(
            backup + "    - {backup: b, brings: [v], " + exec + "}\n  empty: [v]\n",
            "s.yaml:13:11: `v` may come back empty, and a restore brings it back"),
        Case.adding(
            "max-downtime: 10m\nrecovery: {empty: [c]}\nrescue: {c: none, d: copy, v: none}\n",
            "s.yaml:11:31: no rescue copy of `v`, and past `max-downtime` the stack is raised from"
                + " its copies: leave this out, or name the volume in `recovery.empty`"));
  }

  static Stream<Case> data() {
    return Stream.of(
        Case.adding(
            "ledger: {every: 1s}\n",
            "s.yaml:9:9: `read` is missing",
            "s.yaml:9:9: `write` is missing"),
        Case.adding(
            "ledger: {write: {http: {url: \"http://h/{{token}}\"}}}\n",
            "s.yaml:9:9: `read` is missing"),
        Case.adding(
            "ledger: {write: {http: {url: \"http://h/{{token}}\"}}, read: {http: {url:"
                + " \"http://h/\"}}}\n",
            "s.yaml:9:60: {{token}} stands nowhere in `read`: no write could be told from another"),
        Case.adding(
            "ledger: {write: {exec: {service: a, command: [x]}}, read: {exec: {service: a, command:"
                + " [\"{{token}}\"]}}}\n",
            "s.yaml:9:17: {{token}} stands nowhere in `write`: no write could be told from"
                + " another"),
        Case.adding(
            "ledger: {every: 1ms, write: {exec: {service: a, command: [\"{{token}}\"]}}, read:"
                + " {exec: {service: a, command: [\"{{token}}\"]}}}\n",
            "s.yaml:9:17: a ledger cannot be written more often than every 10ms"),
        Case.adding(
            "ledger: {write: {tcp: {host: h, port: 1}}, read: {exec: {service: a, command:"
                + " [\"{{token}}\"]}}}\n",
            "s.yaml:9:17: one of exec or http is missing",
            "s.yaml:9:18: unknown key `tcp`"),
        Case.adding(
            "objectives: {rpo: 15m}\n",
            "s.yaml:9:19: `rpo` needs a ledger: without one nobody measures what is lost"),
        Case.adding(
            "facts: [{name: a, http: {url: \"http://h/\", method: POST}}]\n",
            "s.yaml:9:9: a fact is asked more than once, and its method may change what it asks:"
                + " use GET"),
        Case.adding(
            "facts: [{name: a, http: {url: \"http://h/\", answer: {contains: ok}}, tolerance:"
                + " 1}]\n",
            "s.yaml:9:80: `tolerance` is for numbers, and the answer is compared with a text"),
        Case.adding(
            "facts: [{name: a, exec: {service: a, command: [x]}, tolerance: wide}]\n",
            "s.yaml:9:64: `tolerance` must be a number, not \"wide\""),
        Case.adding(
            "facts: [{name: a, exec: {service: a, command: [x]}, tolerance: -1}]\n",
            "s.yaml:9:9: `tolerance` is less than 0"),
        Case.adding(
            "facts: [{name: a, exec: {service: a, command: [x]}, value: /a}]\n",
            "s.yaml:9:9: `value` is where in the JSON of an http answer the fact stands, and begins"
                + " with /"),
        Case.adding(
            "facts: [{name: a, tcp: {host: h, port: 1}}]\n",
            "s.yaml:9:9: one of exec or http is missing",
            "s.yaml:9:19: unknown key `tcp`"),
        Case.adding(
            "facts: [{name: a, exec: {service: a, command: [x]}}, {name: a, exec: {service: a,"
                + " command: [x]}}]\n",
            "s.yaml:9:61: `a` is the name of a fact twice, the first time in line 9"));
  }

  static Stream<Case> references() {
    return Stream.of(
        Case.replacing(
            "drill",
            "\"${env:TOKEN}\"",
            "s.yaml:1:11: ${env:TOKEN} is resolved only in the values of a probe's exec, http or"
                + " tcp"),
        Case.probe(
            "      http: {url: \"http://h/\", headers: {A: \"${env:TOKNE}\"}}\n",
            "s.yaml:8:45: the environment variable TOKNE is not set, did you mean TOKEN?"),
        Case.probe(
            "      http: {url: \"http://h/\", headers: {A: \"${env:NOTHING}\"}}\n",
            "s.yaml:8:45: the environment variable NOTHING is empty"),
        Case.probe(
            "      http: {url: \"http://h/\", headers: {A: \"${env:-x}\"}}\n",
            "s.yaml:8:45: ${env:-x} does not name an environment variable"),
        Case.probe(
            "      http: {url: \"http://h/\", headers: {\"${env:TOKEN}\": a}}\n",
            "s.yaml:8:13: headers: ${env:TOKEN} cannot be sent with this name or value",
            "s.yaml:8:42: ${env:TOKEN} is resolved only in the values of a probe's exec, http or"
                + " tcp"),
        Case.probe(
            "      http: {url: \"http://h/\", body: \"${file:no.txt}\"}\n",
            "s.yaml:8:38: ${file:no.txt}: there is no such file"),
        Case.probe(
            "      http: {url: \"http://h/\", body: \"${file:/etc/passwd}\"}\n",
            "s.yaml:8:38: \"/etc/passwd\" leads out of the scenario's folder: write `paths:"
                + " anywhere` at the top of the scenario if it may"),
        Case.probe(
            "      tcp: {host: h, port: \"${env:TOKEN}\"}\n",
            "s.yaml:8:28: `port` must be a whole number, not what ${env:TOKEN} gives"),
        Case.probe(
            "      http: {url: \"${env:TOKEN}\"}\n",
            "s.yaml:8:19: `url` must be a URL such as http://127.0.0.1:8080/, not what ${env:TOKEN}"
                + " gives"),
        Case.probe(
            "      http: {url: \"http://h/\", json: {/a: x}, method: \"${env:TOKEN} x\"}\n",
            "s.yaml:8:13: illegal method \"${env:TOKEN} x\""));
  }

  static Stream<Case> later() {
    return Stream.of(
        Case.adding(
            "engine: lab\n", "s.yaml:9:9: `engine: lab` is not carried out by this version"),
        Case.adding(
            "recovery: {rebuild: {command: [./x]}}\n",
            "s.yaml:9:21: `recovery.rebuild.command` is not carried out by this version"),
        Case.adding(
            "recovery: {images: build}\n",
            "s.yaml:9:20: `recovery.images: build` is not carried out by this version"),
        Case.adding(
            "recovery: {images: {archive: [a.tar]}}\n",
            "s.yaml:9:20: `recovery.images.archive` is not carried out by this version"));
  }

  static Stream<Case> gates() {
    return Stream.of(
        Case.adding(
            "gate: {}\n",
            "s.yaml:9:7: the gate names no rule: verified, max-age, within-objectives, no-slower,"
                + " same-definition or blind-spots"),
        Case.adding(
            "gate: {verified: false}\n", "s.yaml:9:7: the gate asks for nothing: each rule is off"),
        Case.adding(
            "gate: {verifed: true}\n", "s.yaml:9:8: unknown key `verifed`, did you mean verified?"),
        Case.adding(
            "gate: {max-age: 7}\n",
            "s.yaml:9:17: `max-age` must be a duration such as 500ms, 3s or 1h30m, not the number"
                + " 7, did you mean 7s?"),
        Case.adding("gate: {blind-spots: -1}\n", "s.yaml:9:7: `blind-spots` is less than 0"),
        Case.adding(
            "gate: {no-slower: {least: 2}}\n",
            "s.yaml:9:19: `least` is less than 3: so few runs tell no noise from a change"),
        Case.adding(
            "gate: {no-slower: {last: 4}}\n",
            "s.yaml:9:19: `last` is less than `least`, so there are never enough runs"),
        Case.adding(
            "gate: {no-slower: {tolerance: -0.1}}\n",
            "s.yaml:9:19: `tolerance` is a share of the median, such as 0.1 for a tenth"));
  }

  static Stream<Case> windows() {
    return Stream.of(
        Case.adding(
            "window: {days: [monday]}\n",
            "s.yaml:9:17: `days[0]` must be mon, tue, wed, thu, fri, sat or sun, not \"monday\""),
        Case.adding(
            "window: {from: 25:00}\n",
            "s.yaml:9:9: \"25:00\" must be an hour such as 02:00 or 23:30"),
        Case.adding(
            "window: {from: 2:00}\n",
            "s.yaml:9:9: \"2:00\" must be an hour such as 02:00 or 23:30"),
        Case.adding(
            "window: {from: 02:00, to: 02:00}\n",
            "s.yaml:9:9: the window is never open: it opens when it closes"),
        Case.adding(
            "window: {zone: Europe/Berln}\n",
            "s.yaml:9:9: there is no time zone \"Europe/Berln\": write one such as Europe/Berlin or"
                + " UTC"),
        Case.adding("window: {hours: 2}\n", "s.yaml:9:10: unknown key `hours`"),
        Case.adding(
            "at-most-every: often\n",
            "s.yaml:9:16: `at-most-every` must be a duration such as 500ms, 3s or 1h30m, not"
                + " \"often\""));
  }

  static Stream<Case> latencies() {
    return Stream.of(
        Case.adding(
            "      latency: {}\n",
            "s.yaml:9:16: `latency` says nothing: give p50, p95, p99 or max"),
        Case.adding(
            "      latency: {p59: 200ms}\n", "s.yaml:9:17: unknown key `p59`, did you mean p50?"),
        Case.adding(
            "      latency: {p95: 200}\n",
            "s.yaml:9:22: `p95` must be a duration such as 500ms, 3s or 1h30m, not the number 200,"
                + " did you mean 200s?"),
        Case.adding(
            "      latency: {max: 2s}\n",
            "s.yaml:9:22: `max` is not shorter than the probe's `timeout`, so it is never missed:"
                + " what takes longer has failed"),
        Case.adding(
            "      every: 5s\n      latency: {p99: 1s}\n",
            "s.yaml:10:22: `p99` needs 100 answers, which takes longer than recovery's `timeout`:"
                + " ask more often (`every`)"),
        Case.replacing(
            "  probes:\n",
            "  max-slowdown: 1\n  probes:\n",
            "s.yaml:6:17: `max-slowdown` must be greater than 1: 3 lets answers take three times as"
                + " long as before"),
        Case.replacing(
            "  probes:\n",
            "  max-slowdown: \"3\"\n  probes:\n",
            "s.yaml:6:17: `max-slowdown` must be a number, not \"3\", did you mean 3?"));
  }

  @Test
  void reports_all_problems_at_once_in_the_order_of_the_file() {
    String text =
        """
        scenario: a b
        stack: {compose: 5}
        disaster:
          - lose: volumes
          - {lose: service, servce: web}
        steady-state:
          stable-for: soon
          probes:
            - {name: up, every: 1, tcp: {host: h, port: x}}
            - {name: up, tcp: {host: h, port: 1}}
        """;
    List<String> places =
        new ScenarioFolder(folder)
            .problems(text).stream()
                .map(p -> p.replaceAll("^s.yaml:(\\d+:\\d+): .*", "$1"))
                .toList();
    assertEquals(
        List.of("1:11", "2:18", "4:11", "5:5", "5:21", "7:15", "9:25", "9:49", "10:14"), places);
  }

  @Test
  void refuses_a_file_that_is_no_mapping() {
    assertEquals(
        List.of("s.yaml:1:1: a scenario must be a mapping, not \"drill\""),
        new ScenarioFolder(folder).problems("drill\n"));
    assertEquals(
        List.of("s.yaml:1:1: a scenario must be a mapping, not a list"),
        new ScenarioFolder(folder).problems("- scenario: drill\n"));
  }

  @Test
  void shows_no_value_that_came_from_the_environment() {
    String text =
        LEAST.replace(
            "tcp: {host: 127.0.0.1, port: 8080}",
            "http: {url: \"http://h/\", json: {\"/a\": x}, header: {a: b}, method: \"${env:TOKEN}"
                + " \"}");
    String all = String.join("\n", new ScenarioFolder(folder).problems(text));
    assertEquals(-1, all.indexOf("s3cr3t"), all);
  }
}
