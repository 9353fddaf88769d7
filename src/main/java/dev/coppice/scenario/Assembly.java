package dev.coppice.scenario;

import dev.coppice.data.LedgerQuestions;
import dev.coppice.evidence.Percentile;
import dev.coppice.probe.Fact;
import dev.coppice.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a scenario of the settings in its file, which have been found to be in order. */
record Assembly(Path file, String sha256, Settings settings) {

  Scenario scenario(Set<String> secrets) {
    return new Scenario(
        file,
        sha256,
        settings.scenario(),
        settings.description(),
        files(settings.stack()),
        engine(),
        settings.disaster(),
        backups(),
        recovery(),
        steadyState(),
        facts(),
        ledger(),
        settings.keeps(),
        rescueNone(),
        new Scenario.CopyRules(
            settings.maxDowntime(),
            settings.afterwards() == Settings.Afterwards.PUT_BACK,
            settings.rescueMaxAge()),
        around(),
        settings.protect(),
        settings.disposable(),
        objectives(),
        secrets);
  }

  static Scenario.StackFiles files(Settings.Definition stack) {
    return new Scenario.StackFiles(
        stack.compose(), stack.project(), stack.envFile(), stack.profiles());
  }

  private Scenario.@Nullable EngineChoice engine() {
    Settings.EngineChoice engine = settings.engine();
    return engine == null ? null : new Scenario.EngineChoice(engine.endpoint(), engine.name());
  }

  private Map<String, Scenario.Backup> backups() {
    Map<String, Scenario.Backup> backups = new LinkedHashMap<>();
    settings
        .backups()
        .forEach(
            (name, backup) -> {
              Settings.Make make = backup.make();
              backups.put(
                  name,
                  new Scenario.Backup(
                      name,
                      backup.file(),
                      make == null ? null : command(make.exec()),
                      backup.maxAge()));
            });
    return Collections.unmodifiableMap(backups);
  }

  private static Scenario.ServiceCommand command(Settings.ServiceCommand command) {
    return new Scenario.ServiceCommand(command.service(), command.command());
  }

  private Scenario.Recovery recovery() {
    Settings.Recovery recovery = settings.recovery();
    String rebuild = Scalars.word(recovery.rebuild());
    return new Scenario.Recovery(
        rebuild,
        recovery.empty(),
        recovery.restore().stream().map(Assembly::restore).toList(),
        recovery.timeout(),
        Objects.requireNonNullElse(settings.gates(), Scenario.Recovery.usualGates(rebuild)));
  }

  private static Scenario.Restore restore(Settings.Restore restore) {
    Settings.ServiceCommand exec = restore.exec();
    Settings.ServiceCommand run = restore.run();
    Settings.ServiceCommand command = exec == null ? run : exec;
    if (command == null) {
      throw new IllegalStateException("a restore without a command passed the checks");
    }
    return new Scenario.Restore(
        restore.backup(),
        restore.brings(),
        exec == null ? Scenario.Restore.How.RUN : Scenario.Restore.How.EXEC,
        command(command),
        restore.after(),
        restore.before());
  }

  private Scenario.Around around() {
    Settings.HaltIf haltIf = settings.haltIf();
    Settings.Hours hours = settings.window();
    RecordSettings record = settings.record();
    return new Scenario.Around(
        settings.before(),
        settings.after(),
        haltIf == null
            ? null
            : new Scenario.HaltIf(haltIf.command(), haltIf.question(), haltIf.timeout()),
        hours == null ? null : hours.window(),
        settings.atMostEvery(),
        record == null ? null : record.record());
  }

  private Scenario.SteadyState steadyState() {
    Settings.SteadyState steadyState = settings.steadyState();
    List<Probe> probes =
        steadyState.probes().stream()
            .map(
                p ->
                    new Probe(
                        p.name(),
                        p.question(),
                        p.every(),
                        p.timeout(),
                        p.survives(),
                        p.reads(),
                        latency(p.latency())))
            .toList();
    return new Scenario.SteadyState(
        steadyState.stableFor(), probes, steadyState.maxSlowdown(), settings.strict());
  }

  private static Map<Percentile, Duration> latency(Settings.@Nullable Latency latency) {
    Map<Percentile, Duration> targets = new EnumMap<>(Percentile.class);
    if (latency != null) {
      put(targets, Percentile.P50, latency.p50());
      put(targets, Percentile.P95, latency.p95());
      put(targets, Percentile.P99, latency.p99());
      put(targets, Percentile.MAX, latency.max());
    }
    return targets;
  }

  private static void put(
      Map<Percentile, Duration> targets, Percentile percentile, @Nullable Duration target) {
    if (target != null) {
      targets.put(percentile, target);
    }
  }

  private List<Fact> facts() {
    return settings.facts().stream()
        .map(
            f -> new Fact(f.name(), f.question(), f.value(), f.timeout(), f.tolerance(), f.reads()))
        .toList();
  }

  private @Nullable LedgerQuestions ledger() {
    Settings.Ledger ledger = settings.ledger();
    if (ledger == null) {
      return null;
    }
    Settings.Ask clean = ledger.clean();
    return new LedgerQuestions(
        ledger.write().question(),
        ledger.read().question(),
        clean == null ? null : clean.question(),
        ledger.every(),
        ledger.timeout(),
        ledger.reads());
  }

  private Set<String> rescueNone() {
    Set<String> none = new TreeSet<>(settings.rescue().keySet());
    none.removeIf(volume -> settings.rescue().get(volume) != Settings.Rescue.NONE);
    return Collections.unmodifiableSet(none);
  }

  private Scenario.Objectives objectives() {
    Map<String, Duration> services = new LinkedHashMap<>();
    settings
        .objectives()
        .services()
        .forEach((service, objectives) -> services.put(service, objectives.rto()));
    return new Scenario.Objectives(
        settings.objectives().rto(),
        settings.objectives().rpo(),
        Collections.unmodifiableMap(services));
  }
}
