package dev.coppice.verify;

import dev.coppice.attest.Trust;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.report.Report;
import dev.coppice.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a bundle without an engine: its files, their agreement, its verdict, its reports. */
public final class Verify {

  /** What a build that no commit is known of says of itself. */
  private static final String UNKNOWN = "unknown";

  private static final long LARGEST_MANIFEST = 64L << 20;

  private final Path folder;
  private final RunRecord.Tool tool;
  private final @Nullable Trust trust;

  /** Looks at a bundle whoever signed it. */
  public Verify(Path folder, RunRecord.Tool tool) {
    this(folder, tool, null);
  }

  /**
   * Looks at a bundle.
   *
   * @param tool the version that verifies; what it rendered and judged itself must be the same to
   *     the byte
   * @param trust whose signatures count; null where anybody's does, and nobody's too
   */
  public Verify(Path folder, RunRecord.Tool tool, @Nullable Trust trust) {
    this.folder = folder;
    this.tool = tool;
    this.trust = trust;
  }

  /**
   * Files first: nothing is read as a record before it is known to be what was sealed.
   *
   * @throws BundleException where the folder is not a sealed bundle, or one of a later version
   */
  public Verification look() {
    Bundle bundle = sealed();
    Manifest manifest = bundle.manifest();
    List<Fault> faults = new ArrayList<>(Listed.faults(folder, manifest));
    if (!faults.isEmpty()) {
      return Verification.faulty(faults);
    }
    Signatures signatures = new Signatures(bundle, trust);
    faults.addAll(signatures.faults());
    faults.addAll(signatures.ofFiles());
    if (!faults.isEmpty()) {
      return Verification.faulty(faults);
    }
    List<String> refusals = signatures.refusals();
    return refusals.isEmpty()
        ? asked(bundle, manifest, signatures)
        : Verification.refused(refusals, signatures.signed());
  }

  private Verification asked(Bundle bundle, Manifest manifest, Signatures signatures) {
    List<Fault> faults = new ArrayList<>();
    boolean sameTool;
    Evidence evidence;
    try {
      evidence = bundle.evidence();
      // Once: hours of samples take seconds to read.
      Facts facts = bundle.facts();
      RunRecord run = facts.run();
      // Two builds of unknown commits may be two different ones.
      sameTool = evidence.tool().equals(tool) && !tool.commit().equals(UNKNOWN);
      Agreement agreement = new Agreement(folder, manifest, run, evidence);
      faults.addAll(agreement.faults());
      List<Entry> journal = agreement.journalled();
      faults.addAll(TakenUp.faults(bundle, facts, journal));
      faults.addAll(
          new Goalposts(bundle, manifest, facts, evidence, journal).faults(signatures.plan()));
      faults.addAll(signatures.ofOutcome(manifest, evidence));
      faults.addAll(Recomputed.faults(bundle, facts, evidence, sameTool));
      if (sameTool) {
        faults.addAll(rendered(bundle, evidence));
      }
    } catch (BundleException unreadable) {
      faults.add(new Fault(Bundle.MANIFEST, "seals what is no record: " + unreadable.getMessage()));
      return Verification.faulty(faults);
    } catch (RuntimeException odd) {
      // Records that no run writes may be more than the judge can bear.
      faults.add(new Fault(Bundle.EVIDENCE, "could not be computed again: " + odd));
      return Verification.faulty(faults);
    }
    return faults.isEmpty()
        ? valid(manifest, evidence, sameTool, signatures)
        : Verification.faulty(faults);
  }

  /**
   * Lets nobody seal anew what was changed since it was sealed; the reports may have been, for they
   * are rendered again. A bundle that was never sealed may be.
   *
   * @throws BundleException where any other file is not as it was sealed
   */
  public static void requireUnchanged(Path folder) {
    if (!Files.exists(folder.resolve(Bundle.MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Set<String> rendered =
        Reports.KINDS.values().stream().map(Report::file).collect(Collectors.toSet());
    List<String> changed =
        Listed.faults(folder, Bundle.open(folder).manifest()).stream()
            .filter(fault -> !rendered.contains(fault.file()))
            .map(Fault::toString)
            .toList();
    if (!changed.isEmpty()) {
      throw new BundleException(
          "%s is not as it was sealed, so its reports are not rendered again:%n  - %s"
              .formatted(folder, String.join("\n  - ", changed)));
    }
  }

  /** Whether the files are those of the manifest; false where there is none. */
  public static boolean isAsSealed(Path folder) {
    return Files.isRegularFile(folder.resolve(Bundle.MANIFEST), LinkOption.NOFOLLOW_LINKS)
        && Listed.faults(folder, Bundle.open(folder).manifest()).isEmpty();
  }

  private Bundle sealed() {
    Path file = folder.resolve(Bundle.MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(
          "%s is not a sealed bundle: it holds no %s. A run that was killed is sealed when it is finished: coppice resume"
              .formatted(folder, Bundle.MANIFEST));
    }
    try {
      if (Files.size(file) > LARGEST_MANIFEST) {
        throw new BundleException(file + " is larger than any manifest");
      }
    } catch (IOException e) {
      throw new BundleException("tried to read " + file + " but failed because: " + e, e);
    }
    return Bundle.open(folder);
  }

  private List<Fault> rendered(Bundle bundle, Evidence evidence) {
    List<Fault> faults = new ArrayList<>();
    for (Report report : Reports.KINDS.values()) {
      try {
        byte[] should = report.render(evidence, bundle.logs(), bundle.isPlanSigned());
        if (!Arrays.equals(Files.readAllBytes(folder.resolve(report.file())), should)) {
          faults.add(new Fault(report.file(), "does not show what the evidence says"));
        }
      } catch (IOException e) {
        faults.add(new Fault(report.file(), "cannot be read: " + e));
      }
    }
    return faults;
  }

  private Verification valid(
      Manifest manifest, Evidence evidence, boolean sameTool, Signatures signatures) {
    Signed signed = signatures.signed();
    long bytes = manifest.files().stream().mapToLong(Manifest.Sealed::bytes).sum();
    List<String> proven = new ArrayList<>();
    proven.add(
        "All %d files (%d bytes) are those of the manifest, and there are no others."
            .formatted(manifest.files().size(), bytes));
    proven.add("No line of the journal was changed, dropped or put in by itself.");
    proven.add("The plan is the one that the run was begun with.");
    proven.add(
        "Asked anew, the judge makes the same verdict, conditions, RTA, RPA and counts of the raw"
            + " records.");
    List<String> unproven = new ArrayList<>();
    signedBy(signed, proven, unproven);
    if (sameTool) {
      proven.add("The reports, rendered again, are the same to the byte.");
    } else {
      unproven.add(
          "That the reports show what the evidence says: they are of Coppice %s (%s), this is %s (%s)."
              .formatted(
                  evidence.tool().version(),
                  evidence.tool().commit(),
                  tool.version(),
                  tool.commit()));
    }
    unproven.add(
        "That the records tell the truth: they are the word of the operator's machine, clock and"
            + " engine.");
    unproven.add(
        "That no other run was left out: this one is number %d of its scenario%s."
            .formatted(
                manifest.sequence(),
                manifest.previous() == null ? "" : ", after the bundle " + manifest.previous()));
    try {
      return new Verification(
          List.of(),
          List.of(),
          signed,
          proven,
          unproven,
          evidence,
          Hash.sha256(folder.resolve(Bundle.MANIFEST)));
    } catch (IOException e) {
      throw new BundleException("tried to read " + folder + " but failed because: " + e, e);
    }
  }

  private void signedBy(Signed signed, List<String> proven, List<String> unproven) {
    if (signed.outcome() == null) {
      unproven.add(
          "The bundle is UNSIGNED: whoever can write to its folder can have made all of it up.");
      return;
    }
    proven.add(
        "Every file stands as it did when key %s signed the bundle.".formatted(signed.outcome()));
    if (trust == null) {
      unproven.add("That this key is anybody's whom you trust: give --trust KEYS.");
    }
    if (signed.plan() == null) {
      unproven.add(
          "That the plan was there before impact: it was not signed then, only afterwards what"
              + " came of it.");
      return;
    }
    proven.add(
        "Objectives, probes and targets are those that key %s signed, and the journal notes the signed plan before the run began to act."
            .formatted(signed.plan()));
    unproven.add(
        "That the plan was signed before impact by any clock but the operator's: nobody else has"
            + " stamped it with a time.");
  }
}
