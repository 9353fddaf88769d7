package dev.coppice.scenario;

import dev.coppice.data.LedgerQuestions;
import dev.coppice.evidence.Percentile;
import dev.coppice.probe.Numbers;
import dev.coppice.probe.Probe.Question;
import dev.coppice.probe.Telling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be true together, as far as the file alone tells. It reads the tree and not the
 * settings made of it, so that a wrong type in one place hides no impossible combination in
 * another; what has the wrong type is passed over here.
 */
final class CrossChecks {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final Pattern ENDPOINT = Pattern.compile("unix:///.+|tcp://.+");
  private static final Duration SHORTEST_RHYTHM = Duration.ofMillis(10);

  private final Yaml root;
  private final Binder binder;
  private final Problems problems;

  CrossChecks(Yaml root, Binder binder, Problems problems) {
    this.root = root;
    this.binder = binder;
    this.problems = problems;
  }

  void run() {
    names();
    new LossChecks(root.at("disaster"), problems).run();
    restores();
    broughtBack();
    probes();
    facts();
    ledger();
    survivors();
    stability();
    slowdown();
    copies();
    gates();
    sabotage();
    commands("before");
    commands("after");
    ScenarioLoader.requireRules(root.at("gate"), problems);
  }

  private void commands(String key) {
    for (Yaml command : root.at(key).items()) {
      if (command instanceof Yaml.Items words
          && (words.items().isEmpty() || String.valueOf(words.items().get(0).text()).isBlank())) {
        problems.add(command.place(), "a command in `" + key + "` names no program");
      }
    }
  }

  private void names() {
    must(
        NAME,
        root.at("scenario"),
        "letters, digits, - _ . only, beginning with a letter, a digit or _");
    must(PROJECT, root.at("stack", "project"), "small letters, digits, - and _ only");
    must(ENDPOINT, root.at("engine", "endpoint"), "an address that begins with unix:/// or tcp://");
    if (root.at("stack", "compose") instanceof Yaml.Items files && files.items().isEmpty()) {
      problems.add(files.place(), "`compose` names no file");
    }
  }

  private void must(Pattern form, Yaml node, String expected) {
    if (node instanceof Yaml.Scalar scalar
        && scalar.form() != Yaml.Form.UNRESOLVED
        && scalar.isText()
        && !form.matcher(scalar.value()).matches()) {
      problems.add(node.place(), scalar.inWords() + " must be " + expected);
    }
  }

  private void restores() {
    Set<String> backups = new HashSet<>();
    root.at("backups").entries().forEach(backup -> backups.add(backup.key()));
    Map<String, Place> seen = new HashMap<>();
    for (Yaml restore : root.at("recovery", "restore").items()) {
      Yaml backup = restore.at("backup");
      String name = backup.text();
      if (name != null && !backups.contains(name)) {
        problems.unknown(backup.place(), "there is no backup `" + name + "`", name, backups);
      }
      twice(backup, seen, "is restored");
      if (restore instanceof Yaml.Mapping) {
        bringsSomething(restore);
        oneCommand(restore);
      }
    }
  }

  private void bringsSomething(Yaml restore) {
    if (restore.at("brings").items().isEmpty() && isListOrMissing(restore.at("brings"))) {
      problems.add(
          restore.at("brings").place(), "`brings` names no volume whose data this brings back");
    }
  }

  private void oneCommand(Yaml restore) {
    boolean exec = restore.at("exec").isPresent();
    boolean run = restore.at("run").isPresent();
    if (exec && run) {
      problems.add(restore.at("run").place(), "`run` beside `exec`: give one of the two");
    } else if (!exec && !run) {
      problems.add(restore.place(), "how is it restored? `exec` or `run` is missing");
    }
  }

  private void broughtBack() {
    Map<String, Place> brought = new HashMap<>();
    for (Yaml restore : root.at("recovery", "restore").items()) {
      restore.at("brings").items().forEach(volume -> twice(volume, brought, "is brought back"));
    }
    for (Yaml empty : root.at("recovery", "empty").items()) {
      String volume = empty.text();
      if (volume != null && brought.containsKey(volume)) {
        problems.add(
            empty.place(), "`" + volume + "` may come back empty, and a restore brings it back");
      }
    }
  }

  private void twice(Yaml node, Map<String, Place> seen, String what) {
    String name = node.text();
    Place first = name == null ? null : seen.putIfAbsent(name, node.place());
    if (first != null) {
      problems.add(
          node.place(),
          "`" + name + "` " + what + " twice, the first time in line " + first.line());
    }
  }

  private void probes() {
    Yaml probes = root.at("steady-state", "probes");
    if (probes.items().isEmpty() && isListOrMissing(probes)) {
      problems.add(probes.place(), "no probe at all: nothing would show that the stack is back");
    }
    Map<String, Place> seen = new HashMap<>();
    for (Yaml probe : probes.items()) {
      Yaml name = probe.at("name");
      twice(name, seen, "is the name of a probe");
      String text = name.text();
      if (text != null && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
        problems.add(name.place(), "a probe's name must be one line that is not empty");
      }
      reads(probe);
      Yaml every = probe.at("every");
      Duration rhythm = duration(every, null);
      if (rhythm != null && !rhythm.isZero() && rhythm.compareTo(SHORTEST_RHYTHM) < 0) {
        problems.add(every.place(), "a probe cannot be asked more often than every 10ms");
      }
      latency(probe);
    }
  }

  /** An answer that takes longer than the timeout is none, so a target beyond it says nothing. */
  private void latency(Yaml probe) {
    Yaml latency = probe.at("latency");
    if (latency instanceof Yaml.Mapping && latency.entries().isEmpty()) {
      problems.add(latency.place(), "`latency` says nothing: give p50, p95, p99 or max");
    }
    Duration timeout = duration(probe.at("timeout"), "2s");
    Duration every = duration(probe.at("every"), "500ms");
    Duration longest = duration(root.at("recovery", "timeout"), "5m");
    for (Percentile percentile : Percentile.values()) {
      Yaml target = latency.at(percentile.word());
      Duration within = duration(target, null);
      if (within == null || timeout == null || every == null || longest == null) {
        continue;
      }
      if (within.compareTo(timeout) >= 0) {
        problems.add(
            target.place(),
            "`%s` is not shorter than the probe's `timeout`, so it is never missed: what takes longer has failed"
                .formatted(percentile.word()));
      } else if (every.multipliedBy(percentile.needed()).compareTo(longest) > 0) {
        problems.add(
            target.place(),
            "`%s` needs %d answers, which takes longer than recovery's `timeout`: ask more often (`every`)"
                .formatted(percentile.word(), percentile.needed()));
      }
    }
  }

  /** What Compose waits for is Compose's own business. */
  private void gates() {
    Yaml gates = root.at("gates");
    if ("eager".equals(gates.text()) && "compose".equals(root.at("recovery", "rebuild").text())) {
      problems.add(
          gates.place(),
          "`gates: eager` beside `rebuild: compose`: Compose waits for the engine's word",
          "engine");
    }
  }

  private void slowdown() {
    Yaml factor = root.at("steady-state", "max-slowdown");
    BigDecimal times = factor.text() == null ? null : Numbers.parse(factor.text());
    if (times != null && times.compareTo(BigDecimal.ONE) <= 0) {
      problems.add(
          factor.place(),
          "`max-slowdown` must be greater than 1: 3 lets answers take three times as long as"
              + " before");
    }
  }

  private void facts() {
    Map<String, Place> seen = new HashMap<>();
    for (Yaml fact : root.at("facts").items()) {
      Yaml name = fact.at("name");
      twice(name, seen, "is the name of a fact");
      String text = name.text();
      if (text != null && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
        problems.add(name.place(), "a fact's name must be one line that is not empty");
      }
      textWithTolerance(fact, fact.at("exec", "stdout"));
      textWithTolerance(fact, fact.at("http", "answer"));
    }
  }

  private void textWithTolerance(Yaml fact, Yaml comparison) {
    for (String key : List.of("equals", "contains", "matches")) {
      String text = comparison.at(key).text();
      if (fact.at("tolerance").isPresent() && text != null && Numbers.parse(text) == null) {
        problems.add(
            fact.at("tolerance").place(),
            "`tolerance` is for numbers, and the answer is compared with a text");
        return;
      }
    }
  }

  private void ledger() {
    Yaml ledger = root.at("ledger");
    if (root.at("objectives", "rpo").isPresent() && !ledger.isPresent()) {
      problems.add(
          root.at("objectives", "rpo").place(),
          "`rpo` needs a ledger: without one nobody measures what is lost");
    }
    if (!(ledger instanceof Yaml.Mapping)) {
      return;
    }
    for (String key : List.of("write", "read")) {
      boolean knowsToken =
          ledger.at(key).entries().stream()
              .map(entry -> binder.made(entry.value()))
              .allMatch(made -> !(made instanceof Telling t) || t.holds(LedgerQuestions.TOKEN));
      if (ledger.at(key).isPresent() && !knowsToken) {
        problems.add(
            ledger.at(key).place(),
            "{{token}} stands nowhere in `%s`: no write could be told from another".formatted(key));
      }
    }
    Duration rhythm = duration(ledger.at("every"), null);
    if (rhythm != null && rhythm.compareTo(SHORTEST_RHYTHM) < 0) {
      problems.add(
          ledger.at("every").place(), "a ledger cannot be written more often than every 10ms");
    }
  }

  private void reads(Yaml probe) {
    boolean idle =
        probe.entries().stream()
            .map(entry -> binder.made(entry.value()))
            .anyMatch(made -> made instanceof Question question && !question.comparesContent());
    if (idle && !probe.at("reads").items().isEmpty()) {
      problems.add(
          probe.at("reads").place(),
          "`reads` on a probe that compares nothing of the answer: it would pass without the data");
    }
  }

  private void survivors() {
    List<Yaml> probes = root.at("steady-state", "probes").items();
    boolean allSurvive =
        !probes.isEmpty() && probes.stream().allMatch(p -> "true".equals(p.at("survives").text()));
    boolean allIsLost =
        root.at("disaster").items().stream()
            .anyMatch(loss -> LossChecks.isOf("containers", loss) && !LossChecks.isPartial(loss));
    if (allSurvive && allIsLost) {
      problems.add(
          root.at("steady-state", "probes").place(),
          "every probe is marked `survives`, but all containers are lost: none of them can");
    }
  }

  private void stability() {
    Duration stable = duration(root.at("steady-state", "stable-for"), "3s");
    Duration timeout = duration(root.at("recovery", "timeout"), "5m");
    if (stable != null && timeout != null && stable.compareTo(timeout) > 0) {
      Yaml written = root.at("steady-state", "stable-for");
      problems.add(
          written.place(),
          "`stable-for` is longer than recovery's `timeout`: it cannot be reached");
    }
  }

  private void sabotage() {
    if ("true".equals(root.at("protect").text()) && "true".equals(root.at("disposable").text())) {
      problems.add(
          root.at("disposable").place(),
          "`disposable: true` beside `protect: true`: nobody needs the stack, or nobody may touch"
              + " it");
    }
  }

  /** Where the downtime is bounded by raising the stack from its copies, there must be some. */
  private void copies() {
    Yaml maxDowntime = root.at("max-downtime");
    if (!maxDowntime.isPresent()) {
      return;
    }
    Set<String> empty = new HashSet<>();
    root.at("recovery", "empty").items().forEach(item -> empty.add(String.valueOf(item.text())));
    for (Yaml.Entry rescue : root.at("rescue").entries()) {
      if ("none".equals(rescue.value().text()) && !empty.contains(rescue.key())) {
        problems.add(
            rescue.value().place(),
            "no rescue copy of `%s`, and past `max-downtime` the stack is raised from its copies"
                    .formatted(rescue.key())
                + ": leave this out, or name the volume in `recovery.empty`");
      }
    }
  }

  private static @Nullable Duration duration(Yaml node, @Nullable String fallback) {
    String text = node.isPresent() ? node.text() : fallback;
    return text == null ? null : Durations.parse(text).orElse(null);
  }

  private static boolean isListOrMissing(Yaml node) {
    return node instanceof Yaml.Items || !node.isPresent();
  }
}
