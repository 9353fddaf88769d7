package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Outcome;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The report that CI servers read: a test case for each condition, objective, probe and service.
 * What is not known is an error there, never a skip: a skip looks like a pass.
 */
final class JunitReport implements Report {

  @Override
  public String file() {
    return "junit.xml";
  }

  private record Case(String name, @Nullable Double ms, Standing standing) {}

  private record Suite(String name, List<Case> cases) {

    long count(Outcome outcome) {
      return cases.stream().filter(c -> c.standing().outcome() == outcome).count();
    }
  }

  @Override
  public byte[] render(Evidence evidence, Map<String, String> logs, boolean planSigned) {
    // Written to text first: on a byte stream the JDK's writer tears characters beyond U+FFFF into
    // two references, which is not well-formed (JDK-8145974).
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      write(xml, evidence);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(
          "Tried to render junit.xml of run " + evidence.run() + " but writing XML failed", e);
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Evidence evidence) {
    String name = "coppice " + evidence.scenario().name();
    return evidence.sabotage() == null
        ? name
        : name + ", SABOTAGED on purpose: " + evidence.sabotage();
  }

  private static void write(XMLStreamWriter xml, Evidence evidence) throws XMLStreamException {
    List<Suite> suites = suites(evidence);
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute(xml, "name", name(evidence));
    attribute(xml, "tests", "" + suites.stream().mapToInt(s -> s.cases().size()).sum());
    attribute(xml, "failures", "" + suites.stream().mapToLong(s -> s.count(Outcome.FALSE)).sum());
    attribute(xml, "errors", "" + suites.stream().mapToLong(s -> s.count(Outcome.UNKNOWN)).sum());
    for (Suite suite : suites) {
      write(xml, evidence, suite);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void write(XMLStreamWriter xml, Evidence evidence, Suite suite)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", suite.name());
    attribute(xml, "tests", "" + suite.cases().size());
    attribute(xml, "failures", "" + suite.count(Outcome.FALSE));
    attribute(xml, "errors", "" + suite.count(Outcome.UNKNOWN));
    attribute(xml, "skipped", "" + suite.count(Outcome.NOT_APPLICABLE));
    attribute(xml, "timestamp", evidence.startedAt().toString());
    attribute(xml, "hostname", evidence.engine().name());
    properties(xml, evidence);
    for (Case testCase : suite.cases()) {
      write(xml, "coppice." + evidence.scenario().name() + "." + suite.name(), testCase);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void properties(XMLStreamWriter xml, Evidence evidence) throws XMLStreamException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("run", evidence.run());
    properties.put("command", evidence.command());
    properties.put("stack", evidence.project() + "@" + evidence.engine().name());
    properties.put("verdict", evidence.verdict().name());
    properties.put("plan.sha256", evidence.planSha256());
    properties.put("tool.version", evidence.tool().version());
    properties.put("tool.commit", evidence.tool().commit());
    xml.writeCharacters("\n    ");
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      xml.writeCharacters("\n      ");
      xml.writeEmptyElement("property");
      attribute(xml, "name", property.getKey());
      attribute(xml, "value", property.getValue());
    }
    xml.writeCharacters("\n    ");
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, String className, Case testCase)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute(xml, "name", testCase.name());
    attribute(xml, "classname", className);
    Double ms = testCase.ms();
    if (ms != null) {
      attribute(xml, "time", String.format(Locale.ROOT, "%.3f", Math.max(0, ms) / 1000));
    }
    Standing standing = testCase.standing();
    switch (standing.outcome()) {
      case TRUE -> {}
      case FALSE -> write(xml, "failure", standing);
      case UNKNOWN -> write(xml, "error", standing);
      case NOT_APPLICABLE -> write(xml, "skipped", standing);
    }
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, String element, Standing standing)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute(xml, "type", standing.outcome().word());
    attribute(xml, "message", standing.reason());
    xml.writeCharacters(Plain.text(standing.reason()));
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, Plain.line(value));
  }

  private static List<Suite> suites(Evidence evidence) {
    return List.of(
        suite(
            "conditions",
            evidence.conditions().stream()
                .map(c -> new Case(number(c.id()) + " " + c.name(), null, Standing.of(c)))
                .toList()),
        suite(
            "objectives",
            evidence.objectives().stream()
                .map(o -> new Case(o.name(), o.measuredMs(), Standing.of(o)))
                .toList()),
        suite(
            "probes",
            evidence.probes().stream()
                .map(p -> new Case(p.name(), p.downtimeMs(), Standing.of(p, evidence)))
                .toList()),
        suite(
            "services",
            evidence.services().stream().map(service -> service(service, evidence)).toList()));
  }

  private static Case service(ServiceResult service, Evidence evidence) {
    return new Case(service.name(), service.readyMs(), Standing.of(service, evidence));
  }

  private static String number(int id) {
    return String.format(Locale.ROOT, "%02d", id);
  }

  /** Readers drop a second case of the same name, so each gets a name of its own. */
  private static Suite suite(String name, List<Case> cases) {
    Set<String> taken = new HashSet<>();
    List<Case> unique = new ArrayList<>();
    for (Case testCase : cases) {
      String plain = Plain.line(testCase.name());
      String free = plain;
      for (int i = 2; !taken.add(free); i++) {
        free = plain + " (" + i + ")";
      }
      unique.add(new Case(free, testCase.ms(), testCase.standing()));
    }
    return new Suite(name, List.copyOf(unique));
  }
}
