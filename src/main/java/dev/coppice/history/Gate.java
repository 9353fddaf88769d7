package dev.coppice.history;

import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.history.GateRules.NoSlower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds rules against a scenario's past. Pure: no evidence is no pass. */
public final class Gate {

  /** A run's id begins with its time. */
  private static final Pattern RUN = Pattern.compile("\\d{8}-\\d{6}-.*");

  /** Clocks of two machines may differ by so much. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  private final GateRules rules;
  private final GateRecords records;

  private Gate(GateRules rules, GateRecords records) {
    this.rules = rules;
    this.records = records;
  }

  /** A ruling for each rule, in the order of the rules. */
  public static List<Ruling> judge(GateRules rules, GateRecords records) {
    return new Gate(rules, records).rulings();
  }

  private List<Ruling> rulings() {
    List<Ruling> rulings = new ArrayList<>();
    if (rules.verified()) {
      rulings.add(verified());
    }
    if (rules.maxAge() != null) {
      rulings.add(young(rules.maxAge()));
    }
    if (rules.withinObjectives()) {
      rulings.add(withinObjectives());
    }
    if (rules.noSlower() != null) {
      rulings.add(noSlower(rules.noSlower()));
    }
    if (rules.sameDefinition()) {
      rulings.add(sameDefinition());
    }
    if (rules.blindSpots() != null) {
      rulings.add(blindSpots(rules.blindSpots()));
    }
    return rulings;
  }

  private Ruling verified() {
    String rule = "verified";
    Optional<RunLine> last = records.last();
    Optional<Broken> later = laterAndBroken(last);
    if (later.isPresent()) {
      return Ruling.failed(
          rule,
          "a later run than the last that can be read tells nothing, %s: %s"
              .formatted(later.get().folder(), later.get().why()));
    }
    if (last.isEmpty()) {
      return nothing(rule);
    }
    RunLine drill = last.get();
    if (!drill.isVerified()) {
      return Ruling.failed(
          rule,
          "the last drill, %s, is %s%s"
              .formatted(
                  name(drill),
                  drill.outline().verdict(),
                  drill.outline().reasons().isEmpty()
                      ? ""
                      : ": " + drill.outline().reasons().get(0)));
    }
    if (records.fault() != null) {
      return Ruling.failed(
          rule,
          "the bundle of the last drill, %s, may not be believed: %s"
              .formatted(name(drill), records.fault()));
    }
    return Ruling.passed(rule, "the last drill, %s, is VERIFIED".formatted(name(drill)));
  }

  private Optional<Broken> laterAndBroken(Optional<RunLine> last) {
    return records.past().broken().stream().filter(broken -> isLater(broken, last)).findFirst();
  }

  private static boolean isLater(Broken broken, Optional<RunLine> last) {
    String folder = String.valueOf(broken.folder().getFileName());
    return RUN.matcher(folder).matches()
        && last.map(line -> folder.compareTo(line.outline().run()) > 0).orElse(true);
  }

  private Ruling young(Duration most) {
    String rule = "max-age";
    Optional<RunLine> verified =
        records.drills().stream().filter(RunLine::isVerified).reduce((a, b) -> b);
    if (verified.isEmpty()) {
      return Ruling.failed(rule, "no drill was ever verified");
    }
    Duration age = Duration.between(verified.get().outline().startedAt(), records.now());
    if (age.compareTo(CLOCKS.negated()) < 0) {
      return Ruling.failed(
          rule,
          "the last verified drill, %s, began in the future: one of the clocks is wrong"
              .formatted(name(verified.get())));
    }
    String says =
        "the last verified drill, %s, began %s ago; %s are allowed"
            .formatted(name(verified.get()), words(age), words(most));
    return age.compareTo(most) <= 0 ? Ruling.passed(rule, says) : Ruling.failed(rule, says);
  }

  private Ruling withinObjectives() {
    String rule = "within-objectives";
    Optional<RunLine> last = records.last();
    if (last.isEmpty()) {
      return nothing(rule);
    }
    List<ObjectiveResult> objectives = last.get().outline().objectives();
    if (objectives.stream().noneMatch(objective -> objective.name().equals("rto"))) {
      return Ruling.failed(
          rule,
          "the last drill, %s, had no recovery time objective: set `objectives: {rto: …}`"
              .formatted(name(last.get())));
    }
    List<String> missed =
        objectives.stream().filter(objective -> !objective.met()).map(Gate::inWords).toList();
    return missed.isEmpty()
        ? Ruling.passed(
            rule,
            "the last drill met its objectives: "
                + String.join(", ", objectives.stream().map(Gate::inWords).toList()))
        : Ruling.failed(rule, "the last drill missed " + String.join(", ", missed));
  }

  private static String inWords(ObjectiveResult objective) {
    Double measured = objective.measuredMs();
    return "%s %s of %s"
        .formatted(
            objective.name(),
            measured == null ? "not measured" : seconds(measured),
            seconds((double) objective.targetMs()));
  }

  private Ruling noSlower(NoSlower how) {
    String rule = "no-slower";
    Optional<RunLine> last = records.last();
    if (last.isEmpty()) {
      return nothing(rule);
    }
    Rta rta = last.get().outline().rta();
    if (!last.get().isComparable() || rta == null) {
      return Ruling.failed(
          rule,
          "the last drill, %s, has no time that can be held against those of others: it is not verified, or was interrupted"
              .formatted(name(last.get())));
    }
    boolean cold = last.get().outline().isCold();
    String kind = cold ? "cold" : "warm";
    List<RunLine> alike =
        records.drills().stream()
            .filter(line -> !line.outline().run().equals(last.get().outline().run()))
            .filter(RunLine::isComparable)
            .filter(line -> line.outline().isCold() == cold)
            .toList();
    List<Double> earlier =
        alike.subList(Math.max(0, alike.size() - how.last()), alike.size()).stream()
            .map(RunLine::outline)
            .flatMap(outline -> Stream.ofNullable(outline.rta()))
            .map(Rta::ms)
            .toList();
    if (earlier.size() < how.least()) {
      return Ruling.notEnough(
          rule,
          "not enough runs: %d verified %s drill%s before the last one, at least %d are needed"
              .formatted(earlier.size(), kind, earlier.size() == 1 ? "" : "s", how.least()));
    }
    Noise noise = Noise.of(earlier);
    double limit = noise.limit(how.tolerance());
    String says =
        "recovery took %s, the median of %d %s drills before it is %s, and up to %s is noise"
            .formatted(
                seconds(rta.ms()), earlier.size(), kind, seconds(noise.median()), seconds(limit));
    return rta.ms() <= limit ? Ruling.passed(rule, says) : Ruling.failed(rule, says);
  }

  private Ruling sameDefinition() {
    String rule = "same-definition";
    if (records.last().isEmpty()) {
      return nothing(rule);
    }
    String run = name(records.last().get());
    return records
        .definition()
        .map(what -> Ruling.failed(rule, "needs verification since %s: %s".formatted(run, what)))
        .orElseGet(() -> Ruling.passed(rule, "the definition is that of the last drill, " + run));
  }

  private Ruling blindSpots(int most) {
    String rule = "blind-spots";
    Optional<SelftestLine> selftest = records.past().lastSelftest();
    if (selftest.isEmpty()) {
      return Ruling.failed(rule, "there was no selftest: nobody knows what the drill would miss");
    }
    SelftestLine line = selftest.get();
    String of = "the selftest of " + line.summary().startedAt();
    String tested = line.summary().scenario().sha256();
    if (records.last().isPresent()
        && !records.last().get().outline().scenario().sha256().equals(tested)) {
      return Ruling.failed(rule, of + " was of another state of the scenario's file");
    }
    if (line.summary().stopped() || line.summary().mutations().isEmpty()) {
      return Ruling.failed(rule, of + " did not come to its end");
    }
    if (!line.unknown().isEmpty()) {
      return Ruling.failed(rule, of + " does not tell of: " + String.join(", ", line.unknown()));
    }
    List<String> blind = line.blindSpots();
    if (!line.summary().passed() && blind.isEmpty()) {
      return Ruling.failed(rule, of + " did not pass: an honest drill of it is not verified");
    }
    String says =
        blind.isEmpty()
            ? of + " found no blind spot"
            : "%s found %d: %s; %d allowed"
                .formatted(of, blind.size(), String.join(", ", blind), most);
    return blind.size() <= most ? Ruling.passed(rule, says) : Ruling.failed(rule, says);
  }

  private static Ruling nothing(String rule) {
    return Ruling.failed(rule, "there is no drill: nothing shows that the stack comes back");
  }

  private static String name(RunLine line) {
    return "run " + line.outline().run();
  }

  private static String seconds(double ms) {
    return String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }

  private static String words(Duration time) {
    long hours = time.toHours();
    return hours >= 48
        ? time.toDays() + " days"
        : hours >= 1 ? hours + " h" : Math.max(0, time.toMinutes()) + " min";
  }
}
