package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Provenance;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.history.Archive;
import dev.coppice.history.Gate;
import dev.coppice.history.GateOutcome;
import dev.coppice.history.GateRecords;
import dev.coppice.history.GateRules;
import dev.coppice.history.Past;
import dev.coppice.history.Ruling;
import dev.coppice.history.RunLine;
import dev.coppice.process.SystemCommands;
import dev.coppice.report.GateReports;
import dev.coppice.report.Tell;
import dev.coppice.scenario.RulesFile;
import dev.coppice.scenario.ScenarioOutline;
import dev.coppice.time.Time;
import dev.coppice.verify.Verification;
import dev.coppice.verify.Verify;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rule of a pipeline: whether the past of scenarios is good enough to go on. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Hold rules against the past of scenarios, for a pipeline. It needs no engine.",
      "Exit code 0: no rule failed. 1: a rule failed, or there is no evidence. 2: wrong input."
    })
final class GateCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin HistoryOptions options = new HistoryOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = {
        "Rules for all scenarios and for single ones, instead of those in the scenarios.",
      })
  @Nullable Path rules;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write junit.xml there.")
  @Nullable Path junit;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write a summary in Markdown there, such as \"$GITHUB_STEP_SUMMARY\".")
  @Nullable Path summary;

  @Parameters(
      paramLabel = "SCENARIO",
      description =
          "Files of scenarios, or names where the definition is not asked about; every scenario of"
              + " the past otherwise.")
  List<String> given = List.of();

  /** A scenario that the gate is asked about, null without its file. */
  private record Asked(String name, @Nullable ScenarioOutline outline) {}

  @Override
  public Integer call() throws IOException {
    Instant now = Time.SYSTEM.wall();
    Past past = Archive.read(options.folders());
    List<Asked> asked = asked(past);
    RulesFile file = rules == null ? null : RulesFile.read(rules);
    if (file != null) {
      file.requireKnown(asked.stream().map(Asked::name).toList());
    }
    List<GateOutcome> outcomes = new ArrayList<>();
    for (Asked one : asked) {
      outcomes.add(outcome(one, past.of(one.name()), rules(one, file), now));
    }
    PrintWriter out = spec.commandLine().getOut();
    outcomes.forEach(outcome -> tell(outcome, out));
    out.flush();
    if (junit != null) {
      write(junit, GateReports.junit(outcomes, now));
    }
    if (summary != null) {
      write(summary, GateReports.summary(outcomes));
    }
    return outcomes.stream().allMatch(GateOutcome::isPassed) ? ExitCode.OK : ExitCode.NOT_VERIFIED;
  }

  private List<Asked> asked(Past past) {
    List<Asked> asked = new ArrayList<>();
    for (String one : given) {
      ScenarioOutline outline = Named.isFile(one) ? ScenarioOutline.read(Path.of(one)) : null;
      asked.add(new Asked(outline == null ? one : outline.name(), outline));
    }
    if (given.isEmpty()) {
      past.scenarios().forEach(name -> asked.add(new Asked(name, null)));
    }
    List<String> names = asked.stream().map(Asked::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new ParameterException(
          spec.commandLine(), "two of the scenarios have one name: " + String.join(", ", names));
    }
    if (asked.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no past in %s, and no scenario was named: name those that must have one"
              .formatted(Named.folders(options.folders())));
    }
    return asked;
  }

  private static GateRules rules(Asked asked, @Nullable RulesFile file) {
    GateRules named = file == null ? null : file.of(asked.name());
    if (named != null) {
      return named;
    }
    GateRules own = asked.outline() == null ? null : asked.outline().gate();
    return own == null ? GateRules.USUAL : own;
  }

  private static GateOutcome outcome(Asked asked, Past past, GateRules rules, Instant now) {
    List<RunLine> drills = past.drills();
    RunLine last = drills.isEmpty() ? null : drills.get(drills.size() - 1);
    String fault = last == null || !last.isVerified() ? null : fault(last);
    Optional<String> definition =
        last == null || !rules.sameDefinition() ? Optional.empty() : definition(asked, last);
    return new GateOutcome(
        asked.name(), Gate.judge(rules, new GateRecords(past, fault, definition, now)));
  }

  /** Why a bundle may not be believed; null where it is as it was sealed. */
  private static @Nullable String fault(RunLine line) {
    try {
      Verification verification = new Verify(line.folder(), Provenance.tool()).look();
      if (!verification.isValid()) {
        return verification.faults().get(0).toString();
      }
      return verification.evidence() != null
              && verification.evidence().run().equals(line.outline().run())
          ? null
          : "it is another run's";
    } catch (BundleException none) {
      return none.getMessage();
    }
  }

  private static Optional<String> definition(Asked asked, RunLine last) {
    if (asked.outline() == null) {
      return Optional.of("give the scenario's file instead of its name: nobody else can tell");
    }
    try {
      return new Checkout(asked.outline(), new Git(new SystemCommands()))
          .difference(last.outline(), Bundle.open(last.folder()).plan());
    } catch (BundleException unreadable) {
      return Optional.of("nobody can tell what the run was of: " + unreadable.getMessage());
    }
  }

  private static void tell(GateOutcome outcome, PrintWriter out) {
    out.printf("%s: %s%n", outcome.scenario(), outcome.isPassed() ? "passed" : "FAILED");
    for (Ruling ruling : outcome.rulings()) {
      out.printf(
          "  %-17s %-15s %s%n",
          ruling.rule(), ruling.isFailed() ? "FAILED" : ruling.outcome(), Tell.line(ruling.says()));
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, content);
  }
}
