package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.report.JunitXml.Case;
import dev.coppice.report.JunitXml.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report that CI servers read: a test case for each condition, objective, probe and service.
 */
final class JunitReport implements Report {

  @Override
  public String file() {
    return "junit.xml";
  }

  @Override
  public byte[] render(Evidence evidence, Map<String, String> logs, boolean planSigned) {
    return JunitXml.render(name(evidence), suites(evidence));
  }

  private static String name(Evidence evidence) {
    String name = "coppice " + evidence.scenario().name();
    return evidence.sabotage() == null
        ? name
        : name + ", SABOTAGED on purpose: " + evidence.sabotage();
  }

  private static Map<String, String> properties(Evidence evidence) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("run", evidence.run());
    properties.put("command", evidence.command());
    properties.put("stack", evidence.project() + "@" + evidence.engine().name());
    properties.put("verdict", evidence.verdict().name());
    properties.put("plan.sha256", evidence.planSha256());
    properties.put("tool.version", evidence.tool().version());
    properties.put("tool.commit", evidence.tool().commit());
    return properties;
  }

  private static List<Suite> suites(Evidence evidence) {
    return List.of(
        suite(
            evidence,
            "conditions",
            evidence.conditions().stream()
                .map(c -> new Case(number(c.id()) + " " + c.name(), null, Standing.of(c)))
                .toList()),
        suite(
            evidence,
            "objectives",
            evidence.objectives().stream()
                .map(o -> new Case(o.name(), o.measuredMs(), Standing.of(o)))
                .toList()),
        suite(
            evidence,
            "probes",
            evidence.probes().stream()
                .map(p -> new Case(p.name(), p.downtimeMs(), Standing.of(p, evidence)))
                .toList()),
        suite(
            evidence,
            "services",
            evidence.services().stream().map(service -> service(service, evidence)).toList()));
  }

  private static Case service(ServiceResult service, Evidence evidence) {
    return new Case(service.name(), service.readyMs(), Standing.of(service, evidence));
  }

  private static String number(int id) {
    return String.format(Locale.ROOT, "%02d", id);
  }

  private static Suite suite(Evidence evidence, String name, List<Case> cases) {
    return new Suite(
        name,
        "coppice." + evidence.scenario().name() + "." + name,
        evidence.startedAt(),
        evidence.engine().name(),
        properties(evidence),
        cases);
  }
}
