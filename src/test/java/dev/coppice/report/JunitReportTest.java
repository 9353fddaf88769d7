package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {

  static Stream<String> samples() {
    return EvidenceSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void is_what_ci_servers_accept(String sample) throws Exception {
    byte[] xml = render(EvidenceSamples.all().get(sample));
    Path folder = Files.createDirectories(Path.of("target", "report-samples"));
    Files.write(folder.resolve(sample + ".junit.xml"), xml);
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(
            Objects.requireNonNull(
                JunitReportTest.class.getResource("/dev/coppice/report/junit.xsd")))
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(xml)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void has_one_case_for_each_condition_objective_probe_and_service(String sample) throws Exception {
    Evidence evidence = EvidenceSamples.all().get(sample);
    Element root = parse(evidence);
    int cases =
        evidence.conditions().size()
            + evidence.objectives().size()
            + evidence.probes().size()
            + evidence.services().size();
    assertEquals(cases, elements(root, "testcase").size());
    assertEquals("" + cases, root.getAttribute("tests"));
    assertEquals("" + elements(root, "failure").size(), root.getAttribute("failures"));
    assertEquals("" + elements(root, "error").size(), root.getAttribute("errors"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void is_red_exactly_when_the_run_is_not_verified(String sample) throws Exception {
    Evidence evidence = EvidenceSamples.all().get(sample);
    Element root = parse(evidence);
    boolean red = !elements(root, "failure").isEmpty() || !elements(root, "error").isEmpty();
    assertEquals(evidence.verdict() != dev.coppice.evidence.Verdict.VERIFIED, red);
  }

  @Test
  void what_is_unknown_is_an_error_and_only_what_does_not_apply_is_skipped() throws Exception {
    Map<Outcome, String> elements =
        Map.of(
            Outcome.FALSE, "failure", Outcome.UNKNOWN, "error", Outcome.NOT_APPLICABLE, "skipped");
    Evidence evidence = EvidenceSamples.everyOutcome();
    List<Element> cases = elements(parse(evidence), "testcase");
    for (int i = 0; i < evidence.conditions().size(); i++) {
      Evidence.Condition condition = evidence.conditions().get(i);
      NodeList children = cases.get(i).getElementsByTagName("*");
      String expected = elements.get(condition.outcome());
      assertEquals(expected == null ? 0 : 1, children.getLength());
      if (expected != null) {
        Element child = (Element) children.item(0);
        assertEquals(expected, child.getTagName());
        assertEquals(condition.reason(), child.getAttribute("message"));
      }
    }
  }

  @Test
  void names_the_probe_that_never_failed_and_no_other() throws Exception {
    Map<String, String> byName = new HashMap<>();
    for (Element testCase : elements(parse(EvidenceSamples.inconclusive()), "testcase")) {
      NodeList children = testCase.getElementsByTagName("*");
      byName.put(
          testCase.getAttribute("name"),
          children.getLength() == 0 ? "passed" : children.item(0).getNodeName());
    }
    assertEquals("error", byName.get("a static page"));
    assertEquals("passed", byName.get("orders are served"));
    assertEquals("passed", byName.get("api"));
  }

  @Test
  void tells_times_in_seconds() throws Exception {
    List<Element> cases = elements(parse(EvidenceSamples.verified()), "testcase");
    assertTrue(
        cases.stream()
            .anyMatch(
                c -> c.getAttribute("name").equals("db") && c.getAttribute("time").equals("8.900")),
        "db was ready at 8.9 s");
  }

  private static byte[] render(Evidence evidence) {
    return new JunitReport().render(evidence, Map.of(), true);
  }

  private static Element parse(Evidence evidence) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(render(evidence)));
    return document.getDocumentElement();
  }

  private static List<Element> elements(Element root, String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
