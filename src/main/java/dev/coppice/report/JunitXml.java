package dev.coppice.report;

import dev.coppice.evidence.Outcome;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The format that CI servers read. What is not known is an error there, never a skip: a skip looks
 * like a pass.
 */
final class JunitXml {

  private JunitXml() {}

  /** A test case; {@code standing} says how it stands. */
  record Case(String name, @Nullable Double ms, Standing standing) {}

  /**
   * Cases that belong together.
   *
   * @param hostname null where none is to be told
   * @param properties in their order
   */
  record Suite(
      String name,
      String className,
      Instant timestamp,
      @Nullable String hostname,
      Map<String, String> properties,
      List<Case> cases) {

    /** Readers drop a second case of the same name, so each gets a name of its own. */
    Suite {
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
      cases = List.copyOf(unique);
    }

    private long count(Outcome outcome) {
      return cases.stream().filter(c -> c.standing().outcome() == outcome).count();
    }
  }

  static byte[] render(String name, List<Suite> suites) {
    // Written to text first: on a byte stream the JDK's writer tears characters beyond U+FFFF into
    // two references, which is not well-formed (JDK-8145974).
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      write(xml, name, suites);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Tried to render " + name + " but writing XML failed", e);
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(XMLStreamWriter xml, String name, List<Suite> suites)
      throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute(xml, "name", name);
    attribute(xml, "tests", "" + suites.stream().mapToInt(s -> s.cases().size()).sum());
    attribute(xml, "failures", "" + suites.stream().mapToLong(s -> s.count(Outcome.FALSE)).sum());
    attribute(xml, "errors", "" + suites.stream().mapToLong(s -> s.count(Outcome.UNKNOWN)).sum());
    for (Suite suite : suites) {
      write(xml, suite);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", suite.name());
    attribute(xml, "tests", "" + suite.cases().size());
    attribute(xml, "failures", "" + suite.count(Outcome.FALSE));
    attribute(xml, "errors", "" + suite.count(Outcome.UNKNOWN));
    attribute(xml, "skipped", "" + suite.count(Outcome.NOT_APPLICABLE));
    attribute(xml, "timestamp", suite.timestamp().toString());
    if (suite.hostname() != null) {
      attribute(xml, "hostname", suite.hostname());
    }
    properties(xml, suite.properties());
    for (Case testCase : suite.cases()) {
      write(xml, suite.className(), testCase);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void properties(XMLStreamWriter xml, Map<String, String> properties)
      throws XMLStreamException {
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
}
