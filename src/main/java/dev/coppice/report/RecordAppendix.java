package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.HumanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that standards want recorded about a test, each with where they want it. It says that
 * they ask, never that anything is fulfilled.
 */
public final class RecordAppendix {

  /** What stands where people have to say something and nobody did. */
  public static final String NOT_PROVIDED = "NOT PROVIDED";

  private static final String NIST_DESIGN = "NIST SP 800-84, 6.2";
  private static final String NIST_REPORT = "NIST SP 800-84, 6.5";
  private static final String NIST_PLAN = "NIST SP 800-34 Rev. 1, 3.5";
  private static final String ISO = "ISO 22301:2019, 8.5";
  private static final String DORA_TEST = "DORA, Art. 11(6)";
  private static final String DORA_BACKUP = "DORA, Art. 12(2)";
  private static final String DORA_OBJECTIVES = "DORA, Art. 12(6)";
  private static final String DORA_INTEGRITY = "DORA, Art. 12(7)";
  private static final String RTS = "RTS (EU) 2024/1774, Art. 25";
  private static final String SOC = "SOC 2, A1.3";

  private final Evidence evidence;
  private final HumanRecord said;
  private final List<Field> fields = new ArrayList<>();

  private RecordAppendix(Evidence evidence, HumanRecord said) {
    this.evidence = evidence;
    this.said = said;
  }

  /**
   * A field.
   *
   * @param lines what is recorded, one line each
   * @param provided whether anything is
   * @param from who says it: the run, the scenario or a review
   * @param clauses that ask for it
   */
  public record Field(
      String name, List<String> lines, boolean provided, String from, List<String> clauses) {}

  /**
   * All fields in their order.
   *
   * @param review what was added later, null where nothing was
   */
  static List<Field> of(Evidence evidence, @Nullable HumanRecord review) {
    HumanRecord written =
        Objects.requireNonNullElse(evidence.scenario().record(), HumanRecord.NONE);
    RecordAppendix appendix =
        new RecordAppendix(evidence, review == null ? written : written.with(review));
    appendix.design();
    appendix.results();
    appendix.consequences();
    return List.copyOf(appendix.fields);
  }

  private void design() {
    people("Scope", said.scope(), NIST_DESIGN, NIST_PLAN, ISO, RTS);
    run(
        "What was lost",
        Stream.of(
                named("containers of", lostServices()),
                named("networks", lost(evidence.networks())),
                named("volumes", lost(evidence.volumes())))
            .flatMap(List::stream)
            .toList(),
        NIST_DESIGN,
        ISO,
        RTS);
    people("Exclusions", said.exclusions(), NIST_DESIGN, RTS);
    run(
        "Objectives set beforehand",
        evidence.objectives().stream()
            .map(one -> one.name() + ": " + Amount.ms(one.targetMs()))
            .toList(),
        NIST_DESIGN,
        ISO,
        DORA_OBJECTIVES);
    run("Plan, fixed before impact", List.of("SHA-256 " + evidence.planSha256()), NIST_DESIGN);
    people("Participants", said.participants(), NIST_DESIGN, NIST_REPORT);
    people("Approver", one(said.approver()), NIST_DESIGN);
    run(
        "Operator",
        List.of(
            "%s on %s, by %s"
                .formatted(
                    evidence.operator().user(),
                    evidence.operator().host(),
                    evidence.operator().trigger())),
        NIST_REPORT);
    run(
        "Date",
        List.of(Amount.utc(evidence.startedAt())),
        NIST_REPORT,
        NIST_PLAN,
        ISO,
        DORA_TEST,
        SOC);
  }

  private void results() {
    run(
        "Result",
        Stream.concat(
                Stream.of(evidence.verdict().name().replace('_', ' ')), evidence.reasons().stream())
            .toList(),
        NIST_REPORT,
        NIST_PLAN,
        ISO,
        RTS,
        SOC);
    Evidence.Rta rta = evidence.rta();
    run(
        "Recovery time",
        List.of(
            rta == null
                ? "not recovered"
                : "%s, to within %s"
                    .formatted(Amount.ms(rta.ms()), Amount.ms(rta.uncertaintyMs()))),
        NIST_REPORT,
        DORA_OBJECTIVES,
        SOC);
    Evidence.Rpa rpa = evidence.rpa();
    run(
        "Data loss",
        List.of(
            rpa == null
                ? "not measured"
                : rpa.lostWrites() + " of " + rpa.acknowledged() + " writes lost"),
        DORA_OBJECTIVES,
        SOC);
    run(
        "Backups restored, and read back",
        Stream.concat(
                evidence.backups().stream()
                    .map(
                        backup ->
                            "%s of %s, SHA-256 %s"
                                .formatted(
                                    backup.name(), Amount.utc(backup.madeAt()), backup.sha256())),
                evidence.conditions().stream()
                    .filter(condition -> condition.id() == 9)
                    .map(
                        condition ->
                            "condition 9, %s: %s"
                                .formatted(condition.outcome().word(), condition.reason())))
            .toList(),
        DORA_BACKUP,
        DORA_INTEGRITY,
        SOC);
    run("Deviations that Coppice saw", orNone(evidence.deviations()), NIST_REPORT);
    people("Deviations that people saw", said.deviations(), NIST_REPORT);
  }

  private void consequences() {
    people(
        "Deficiencies",
        said.deficiencies().stream().map(RecordAppendix::item).toList(),
        NIST_REPORT,
        ISO,
        RTS,
        SOC);
    people(
        "Corrective actions",
        said.correctiveActions().stream().map(RecordAppendix::item).toList(),
        NIST_REPORT,
        ISO,
        RTS,
        SOC);
    HumanRecord.SignOff signOff = said.signOff();
    people(
        "Sign-off",
        signOff == null ? List.of() : List.of(signOff.by() + ", " + signOff.on()),
        NIST_REPORT,
        RTS);
    people("Next date", one(said.nextDate()), ISO, DORA_TEST);
  }

  private static String item(HumanRecord.Item item) {
    return "%s (owner %s, due %s, %s)"
        .formatted(
            item.what(),
            Objects.requireNonNullElse(item.owner(), NOT_PROVIDED),
            Objects.requireNonNullElse(item.due(), NOT_PROVIDED),
            item.closed() == null ? "open" : "closed " + item.closed());
  }

  private List<String> lostServices() {
    return evidence.services().stream()
        .filter(Evidence.ServiceResult::lost)
        .map(Evidence.ServiceResult::name)
        .toList();
  }

  private static List<String> lost(List<Evidence.ObjectResult> objects) {
    return objects.stream()
        .filter(object -> object.before() != null && !object.before().equals(object.after()))
        .map(Evidence.ObjectResult::name)
        .toList();
  }

  private static List<String> named(String kind, List<String> names) {
    return names.isEmpty() ? List.of() : List.of(kind + " " + String.join(", ", names));
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> orNone(List<String> lines) {
    return lines.isEmpty() ? List.of("none") : lines;
  }

  private void run(String name, List<String> lines, String... clauses) {
    add(name, lines.isEmpty() ? List.of("none") : lines, true, "the run", clauses);
  }

  private void people(String name, List<String> lines, String... clauses) {
    boolean provided = !lines.isEmpty();
    add(name, provided ? lines : List.of(NOT_PROVIDED), provided, "people", clauses);
  }

  private void add(
      String name, List<String> lines, boolean provided, String from, String... clauses) {
    fields.add(new Field(name, lines, provided, from, List.of(clauses)));
  }
}
