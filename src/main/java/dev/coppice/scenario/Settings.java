package dev.coppice.scenario;

import dev.coppice.disaster.Disaster;
import dev.coppice.probe.Probe.Question;
import dev.coppice.probe.Telling;
import dev.coppice.provision.Gates;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Service;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A scenario in the shape of its file: each component of each record here is a key. */
record Settings(
    String scenario,
    @Nullable String description,
    @Fallback("folder") PathRule paths,
    Definition stack,
    @Word("default") @Nullable EngineChoice engine,
    List<Disaster> disaster,
    Map<String, Backup> backups,
    @Fallback("{}") Recovery recovery,
    SteadyState steadyState,
    @Fallback("false") boolean strict,
    @Nullable Gates gates,
    List<Fact> facts,
    @Nullable Ledger ledger,
    List<String> keeps,
    Map<String, Rescue> rescue,
    @Nullable Duration rescueMaxAge,
    @Nullable Duration maxDowntime,
    @Fallback("keep") Afterwards afterwards,
    List<List<String>> before,
    List<List<String>> after,
    @Nullable HaltIf haltIf,
    @Nullable Hours window,
    @Nullable Duration atMostEvery,
    @Fallback("false") boolean protect,
    @Fallback("false") boolean disposable,
    @Fallback("{}") Objectives objectives,
    @Nullable GateSettings gate,
    @Nullable RecordSettings record) {

  enum PathRule {
    FOLDER,
    ANYWHERE
  }

  enum Rescue {
    NONE,
    COPY
  }

  enum Afterwards {
    KEEP,
    PUT_BACK
  }

  enum Rebuild {
    NATIVE,
    COMPOSE
  }

  enum Images {
    REGISTRY
  }

  record Definition(
      @OneOrMany List<Path> compose,
      @Nullable String project,
      @OneOrMany List<Path> envFile,
      List<String> profiles) {}

  record EngineChoice(String endpoint, @Nullable String name) {}

  record Backup(Path file, @Nullable Make make, @Nullable Duration maxAge) {}

  record Make(ServiceCommand exec) {}

  record ServiceCommand(String service, List<String> command) {

    ServiceCommand {
      if (command.isEmpty()) {
        throw new IllegalArgumentException("`command` is empty");
      }
    }
  }

  record Recovery(
      @Fallback("native") Rebuild rebuild,
      List<String> empty,
      @Fallback("registry") Images images,
      List<Restore> restore,
      @Fallback("5m") Duration timeout) {}

  record Restore(
      String backup,
      List<String> brings,
      @Nullable ServiceCommand exec,
      @Nullable ServiceCommand run,
      Map<String, Service.Condition> after,
      List<String> before) {}

  record SteadyState(
      @Fallback("3s") Duration stableFor, @Nullable BigDecimal maxSlowdown, List<Probe> probes) {}

  record Probe(
      String name,
      Question question,
      @Fallback("500ms") Duration every,
      @Fallback("2s") Duration timeout,
      @Fallback("false") boolean survives,
      List<String> reads,
      @Nullable Latency latency) {}

  record Latency(
      @Nullable Duration p50,
      @Nullable Duration p95,
      @Nullable Duration p99,
      @Nullable Duration max) {}

  record Fact(
      String name,
      Telling question,
      @Nullable String value,
      @Fallback("10s") Duration timeout,
      @Nullable BigDecimal tolerance,
      List<String> reads) {

    Fact {
      if (value != null && (!question.kind().equals("http") || !value.startsWith("/"))) {
        throw new IllegalArgumentException(
            "`value` is where in the JSON of an http answer the fact stands, and begins with /");
      }
      if (tolerance != null && tolerance.signum() < 0) {
        throw new IllegalArgumentException("`tolerance` is less than 0");
      }
      if (question.changesSomething()) {
        throw new IllegalArgumentException(
            "a fact is asked more than once, and its method may change what it asks: use GET");
      }
    }
  }

  record Ledger(
      Ask write,
      Ask read,
      @Nullable Ask clean,
      @Fallback("200ms") Duration every,
      @Fallback("2s") Duration timeout,
      List<String> reads) {}

  record Ask(Telling question) {}

  record HaltIf(
      List<String> command, @Nullable Question question, @Fallback("5s") Duration timeout) {

    HaltIf {
      if (command.isEmpty() == (question == null)) {
        throw new IllegalArgumentException(
            "`halt-if` asks one thing: give one of command, exec, http or tcp");
      }
    }
  }

  enum Day {
    MON(DayOfWeek.MONDAY),
    TUE(DayOfWeek.TUESDAY),
    WED(DayOfWeek.WEDNESDAY),
    THU(DayOfWeek.THURSDAY),
    FRI(DayOfWeek.FRIDAY),
    SAT(DayOfWeek.SATURDAY),
    SUN(DayOfWeek.SUNDAY);

    private final DayOfWeek day;

    Day(DayOfWeek day) {
      this.day = day;
    }
  }

  record Hours(
      List<Day> days,
      @Fallback("00:00") String from,
      @Fallback("24:00") String to,
      @Fallback("UTC") String zone) {

    private static final Pattern HOUR = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    Hours {
      for (String hour : List.of(from, to)) {
        if (!HOUR.matcher(hour).matches()) {
          throw new IllegalArgumentException(
              "\"" + hour + "\" must be an hour such as 02:00 or 23:30");
        }
      }
      if (from.equals("24:00") || from.equals(to)) {
        throw new IllegalArgumentException("the window is never open: it opens when it closes");
      }
      try {
        ZoneId.of(zone);
      } catch (DateTimeException unknown) {
        throw new IllegalArgumentException(
            "there is no time zone \"" + zone + "\": write one such as Europe/Berlin or UTC",
            unknown);
      }
    }

    Window window() {
      Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
      days.forEach(one -> on.add(one.day));
      return new Window(
          on.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : on,
          LocalTime.parse(from),
          to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to),
          ZoneId.of(zone));
    }
  }

  record Objectives(
      @Nullable Duration rto, @Nullable Duration rpo, Map<String, ServiceObjectives> services) {}

  record ServiceObjectives(Duration rto) {}
}
