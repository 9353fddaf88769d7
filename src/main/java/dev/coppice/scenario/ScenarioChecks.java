package dev.coppice.scenario;

import dev.coppice.disaster.Disaster;
import dev.coppice.disaster.LoseService;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a scenario fits its stack: every name is one of the stack's, and nothing contradicts. */
public final class ScenarioChecks {

  private final Yaml tree;
  private final List<@Nullable Disaster> disasters;
  private final Stack stack;
  private final Problems problems;

  private ScenarioChecks(
      Yaml tree, List<@Nullable Disaster> disasters, Stack stack, Problems problems) {
    this.tree = tree;
    this.disasters = disasters;
    this.stack = stack;
    this.problems = problems;
  }

  /** All that does not fit, located in the scenario's file and sorted; empty where all does. */
  public static List<Problem> against(Loaded loaded, Stack stack) {
    Scenario scenario = loaded.scenario();
    Problems problems = loaded.newProblems();
    new ScenarioChecks(loaded.tree(), new ArrayList<>(scenario.disaster()), stack, problems).run();
    new RestoreOrder(scenario, loaded.tree(), stack, problems).run();
    return problems.sorted();
  }

  /** The same of a scenario that has problems of its own: what is wrong there is passed over. */
  static List<Problem> against(Yaml tree, Binder binder, Stack stack, Problems problems) {
    List<@Nullable Disaster> disasters = new ArrayList<>();
    for (Yaml item : tree.at("disaster").items()) {
      disasters.add(binder.made(item) instanceof Disaster disaster ? disaster : null);
    }
    new ScenarioChecks(tree, disasters, stack, problems).run();
    return problems.sorted();
  }

  private void run() {
    disasters();
    stoppedWriters();
    backups();
    restores();
    probes();
    data();
    service(tree.at("halt-if", "exec", "service"));
    volumes(tree.at("recovery", "empty").items());
    tree.at("rescue").entries().forEach(e -> volume(e.key(), e.place()));
    tree.at("keeps").items().forEach(this::keeps);
    tree.at("objectives", "services").entries().forEach(e -> service(e.key(), e.place()));
  }

  /** Each kind judges its own settings; the place is found again by key and value. */
  private void disasters() {
    List<Yaml> items = tree.at("disaster").items();
    for (int i = 0; i < items.size(); i++) {
      Disaster disaster = disasters.get(i);
      if (disaster == null) {
        continue;
      }
      List<Disaster> earlier = disasters.subList(0, i).stream().filter(Objects::nonNull).toList();
      for (Disaster.Problem found : disaster.problems(stack, earlier)) {
        Yaml setting = items.get(i).at(found.key());
        Yaml at =
            setting.items().stream()
                .filter(item -> String.valueOf(found.value()).equals(item.text()))
                .findFirst()
                .orElse(setting);
        String wrong = found.value() == null ? at.text() : found.value();
        problems.unknown(at.place(), found.what(), String.valueOf(wrong), found.candidates());
      }
    }
  }

  /** A rescue copy is made of held writers, and a graceful stop lets them write on. */
  private void stoppedWriters() {
    Set<String> lost = new TreeSet<>();
    for (Yaml loss : tree.at("disaster").items()) {
      if (LossChecks.isOf("volumes", loss)) {
        lost.addAll(chosen(loss));
      }
    }
    for (int i = 0; i < disasters.size(); i++) {
      if (disasters.get(i) instanceof LoseService loss
          && loss.by() == LoseService.By.STOP
          && stack.services().containsKey(loss.service())) {
        List<String> written =
            stack.service(loss.service()).mounts().stream()
                .map(mount -> name(loss.service(), mount))
                .filter(lost::contains)
                .toList();
        if (!written.isEmpty()) {
          problems.add(
              tree.at("disaster").items().get(i).at("by").place(),
              "service %s cannot be stopped gracefully while its volume %s is lost: kill it"
                  .formatted(loss.service(), String.join(", ", written)));
        }
      }
    }
  }

  private List<String> chosen(Yaml loss) {
    List<String> only = texts(loss.at("only"));
    List<String> except = texts(loss.at("except"));
    return volumeNames().stream()
        .filter(name -> (only.isEmpty() || only.contains(name)) && !except.contains(name))
        .toList();
  }

  private void backups() {
    for (Yaml.Entry backup : tree.at("backups").entries()) {
      service(backup.value().at("make", "exec", "service"));
    }
  }

  private void restores() {
    for (Yaml restore : tree.at("recovery", "restore").items()) {
      service(restore.at("exec", "service"));
      service(restore.at("run", "service"));
      volumes(restore.at("brings").items());
      restore.at("before").items().forEach(this::service);
      for (Yaml.Entry after : restore.at("after").entries()) {
        service(after.key(), after.place());
        Service awaited = stack.services().get(after.key());
        if (awaited != null
            && "healthy".equals(after.value().text())
            && !awaited.hasHealthCheck()
            && !awaited.leavesHealthCheckToImage()) {
          problems.add(
              after.value().place(),
              "service " + after.key() + " turns its health check off and is never healthy",
              "started");
        }
      }
    }
  }

  private void probes() {
    for (Yaml probe : tree.at("steady-state", "probes").items()) {
      service(probe.at("exec", "service"));
      volumes(probe.at("reads").items());
    }
  }

  private void data() {
    for (Yaml fact : tree.at("facts").items()) {
      service(fact.at("exec", "service"));
      volumes(fact.at("reads").items());
    }
    for (String key : List.of("write", "read", "clean")) {
      service(tree.at("ledger", key, "exec", "service"));
    }
    volumes(tree.at("ledger", "reads").items());
  }

  private void service(Yaml node) {
    String name = node.text();
    if (name != null) {
      service(name, node.place());
    }
  }

  private void service(String name, Place place) {
    if (!stack.services().containsKey(name)) {
      problems.unknown(place, "the stack has no service " + name, name, stack.services().keySet());
    }
  }

  private void volumes(List<Yaml> nodes) {
    for (Yaml node : nodes) {
      String name = node.text();
      if (name != null) {
        volume(name, node.place());
      }
    }
  }

  private void volume(String name, Place place) {
    List<String> names = volumeNames();
    if (names.contains(name) || mayBeOfImage(name)) {
      return;
    }
    String what = "the stack has no volume " + name;
    stack.volumes().values().stream()
        .filter(volume -> volume.name().equals(name))
        .findFirst()
        .ifPresentOrElse(
            volume -> problems.add(place, what, volume.key()),
            () -> problems.unknown(place, what, name, names));
  }

  /** Keys of the named volumes, and SERVICE:PATH of the anonymous ones. */
  private List<String> volumeNames() {
    List<String> names = new ArrayList<>(stack.volumes().keySet());
    for (Service service : stack.services().values()) {
      service.mounts().stream()
          .filter(mount -> mount.type() == Mount.Type.VOLUME && mount.source() == null)
          .forEach(mount -> names.add(name(service.name(), mount)));
    }
    return names;
  }

  /** An image may declare volumes at paths where the definition mounts nothing. */
  private boolean mayBeOfImage(String name) {
    int colon = name.indexOf(':');
    Service service = colon < 0 ? null : stack.services().get(name.substring(0, colon));
    String path = name.substring(colon + 1);
    return service != null
        && path.startsWith("/")
        && service.mounts().stream().noneMatch(mount -> mount.target().equals(path));
  }

  private static String name(String service, Mount mount) {
    String key = mount.type() == Mount.Type.VOLUME ? mount.source() : null;
    return key == null ? service + ":" + mount.target() : key;
  }

  private void keeps(Yaml node) {
    String kept = node.text();
    if (kept == null) {
      return;
    }
    List<String> binds = new ArrayList<>();
    for (Service service : stack.services().values()) {
      service.mounts().stream()
          .filter(mount -> mount.type() == Mount.Type.BIND)
          .filter(mount -> !mount.readOnly() || isSocket(mount))
          .forEach(mount -> binds.add(service.name() + ":" + mount.target()));
    }
    if (!binds.contains(kept)) {
      problems.unknown(node.place(), "the stack has no writable bind mount " + kept, kept, binds);
    }
  }

  /** Read-only hinders nobody to speak through a socket. */
  private static boolean isSocket(Mount mount) {
    return String.valueOf(mount.source()).endsWith(".sock");
  }

  private static List<String> texts(Yaml list) {
    return list.items().stream().map(item -> String.valueOf(item.text())).toList();
  }
}
