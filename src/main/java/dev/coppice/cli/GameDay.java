package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Outline;
import dev.coppice.evidence.Redaction;
import dev.coppice.history.Scorecard;
import dev.coppice.history.Scorecard.Card;
import dev.coppice.plan.Obstacle;
import dev.coppice.report.ScorecardReports;
import dev.coppice.report.Tell;
import dev.coppice.scenario.Problem;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Several drills in their order: all of them are looked at first and consented to once, and the
 * next never begins while a stack may be down.
 */
final class GameDay {

  /** In the reports folder. */
  static final String FOLDER = "game-days";

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final CommandSpec spec;
  private final Common common;
  private final RunOptions options;
  private final boolean goesOn;
  private final Drilling drilling;

  /** One drill, carried out in a session of its own. */
  interface Drilling {
    int drill(Session session, Path file) throws Exception;
  }

  /**
   * A game day.
   *
   * @param goesOn whether the next drill begins after one that failed
   */
  GameDay(CommandSpec spec, Common common, RunOptions options, boolean goesOn, Drilling drilling) {
    this.spec = spec;
    this.common = common;
    this.options = options;
    this.goesOn = goesOn;
    this.drilling = drilling;
  }

  /** What a drill aims at. */
  private record Aim(Path file, String scenario, String target, int losses, Redaction redaction) {}

  int carryOut(List<Path> files) throws Exception {
    Instant started = Time.SYSTEM.wall();
    long begun = Time.SYSTEM.nanos();
    List<Aim> aims = aims(files);
    Consent.askAll(
        aims.stream().map(Aim::target).distinct().toList(),
        aims.stream().mapToInt(Aim::losses).sum(),
        options.given(),
        Terminal.of(Workbench.environment(), common.noColor),
        spec.commandLine().getErr());
    List<Card> cards = new ArrayList<>();
    @Nullable Session before = null;
    @Nullable String stopped = null;
    int worst = ExitCode.OK;
    for (Aim aim : aims) {
      if (stopped != null) {
        cards.add(Scorecard.notBegun(aim.scenario(), aim.file().toString(), aim.target(), stopped));
        continue;
      }
      say("%n=== drill %d of %d: %s%n", cards.size() + 1, aims.size(), aim.scenario());
      Session session = Session.beside(spec, common, options);
      Card card = drilled(aim, session, before);
      cards.add(card);
      before = session;
      int exit = card.exit() == null ? ExitCode.REFUSED : card.exit();
      worst = Math.max(worst, exit);
      stopped = stops(aim, exit, session);
    }
    Scorecard scorecard =
        new Scorecard(
            Scorecard.FORMAT,
            started,
            (Time.SYSTEM.nanos() - begun) / 1e6,
            worst,
            cards.stream().anyMatch(card -> card.exit() == null) ? stopped : null,
            cards);
    tell(scorecard);
    return worst;
  }

  /** Why no other drill begins after this one; null where one may. */
  private @Nullable String stops(Aim aim, int exit, Session session) {
    if (exit == ExitCode.UNFINISHED) {
      return "users may be without stack %s: no other drill begins".formatted(aim.target());
    }
    String by = session.halt().by();
    if (by != null) {
      return "it was asked to stop by " + by;
    }
    return exit != ExitCode.OK && !goesOn
        ? "the drill %s did not succeed, and --on-failure says stop".formatted(aim.scenario())
        : null;
  }

  private Card drilled(Aim aim, Session session, @Nullable Session before) {
    long start = Time.SYSTEM.nanos();
    PrintWriter err = spec.commandLine().getErr();
    options.consentTo(aim.target());
    int exit;
    String why = null;
    try {
      exit =
          session.listening(
              () -> {
                String asked = before == null ? null : before.halt().by();
                if (asked != null) {
                  throw new RefusedException(
                      "it was stopped by %s between two drills".formatted(asked), "start it again");
                }
                return drilling.drill(session, aim.file());
              });
    } catch (Exception failure) {
      exit = Failures.tell(failure, err, common.verbose);
      why = aim.redaction().clean(said(failure));
    }
    double ms = (Time.SYSTEM.nanos() - start) / 1e6;
    Path bundle =
        session.run().isEmpty()
            ? null
            : options.reports.resolve(aim.scenario()).resolve(session.run()).toAbsolutePath();
    return Scorecard.card(
        aim.scenario(),
        aim.file().toString(),
        aim.target(),
        exit,
        bundle,
        bundle == null ? null : outline(bundle),
        ms,
        why);
  }

  private static String said(Exception failure) {
    return failure instanceof RefusedException refused && !refused.obstacles().isEmpty()
        ? refused.obstacles().get(0).what()
        : Failures.words(failure);
  }

  private static @Nullable Outline outline(Path bundle) {
    try {
      return Bundle.of(bundle, Redaction.none()).outline();
    } catch (BundleException unreadable) {
      return null;
    }
  }

  /** Everything that is wrong with any of them, and everything in the way, before the first. */
  private List<Aim> aims(List<Path> files) {
    List<Aim> aims = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Obstacle> obstacles = new ArrayList<>();
    for (Path file : files) {
      try (Workbench bench = Workbench.open(file, common.failPoints())) {
        bench.tellsNoSecrets(spec);
        obstacles.addAll(Timing.obstacles(bench.scenario(), options.reports, Time.SYSTEM.wall()));
        Prepared prepared = bench.preparation().drill();
        for (Obstacle obstacle : prepared.obstacles()) {
          obstacles.add(
              new Obstacle(bench.scenario().name() + ": " + obstacle.what(), obstacle.next()));
        }
        aims.add(
            new Aim(
                file,
                bench.scenario().name(),
                prepared.plan().target(),
                prepared.plan().losses().size(),
                bench.redaction()));
      } catch (ScenarioException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
    if (!obstacles.isEmpty()) {
      throw new RefusedException(obstacles);
    }
    return aims;
  }

  private void tell(Scorecard scorecard) throws IOException {
    Path folder =
        options.reports.resolve(FOLDER).resolve(ID.format(scorecard.startedAt())).toAbsolutePath();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(Scorecard.FILE), Json.pretty(scorecard));
    Files.write(folder.resolve(ScorecardReports.JUNIT), ScorecardReports.junit(scorecard));
    Path page = folder.resolve(ScorecardReports.PAGE);
    Files.write(page, ScorecardReports.page(scorecard, folder));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    (options.json ? err : out).print(words(scorecard));
    if (options.json) {
      out.print(Json.pretty(scorecard));
    }
    (options.json ? err : out).println("report: " + page);
    out.flush();
    err.flush();
  }

  private static String words(Scorecard scorecard) {
    Columns table =
        new Columns(List.of("drill", "stack", "outcome", "exit", "RTA", "RTO", "took", "why"));
    for (Card card : scorecard.cards()) {
      table.add(
          List.of(
              Tell.line(card.scenario()),
              Tell.line(card.target()),
              card.state().toString(),
              card.exit() == null ? "-" : String.valueOf(card.exit()),
              card.rtaMs() == null ? "-" : Tell.ms(card.rtaMs()),
              card.rtoMs() == null ? "-" : Tell.ms((double) card.rtoMs()),
              card.exit() == null ? "-" : Tell.ms(card.ms()),
              card.state() == Scorecard.State.VERIFIED || card.why() == null
                  ? ""
                  : brief(card.why())));
    }
    return "\nscorecard of the game day\n" + table;
  }

  private static String brief(String why) {
    String line = Tell.line(why);
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }

  private void say(String form, Object... words) {
    spec.commandLine().getErr().printf(form, words);
    spec.commandLine().getErr().flush();
  }
}
