package dev.coppice.verify;

import dev.coppice.attest.Trust;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at all bundles that there are: each by itself, and whether one was left out. */
public final class VerifyChain {

  private final RunRecord.Tool tool;
  private final @Nullable Trust trust;

  /**
   * @param trust whose signatures count; null where anybody's does, and nobody's too
   */
  public VerifyChain(RunRecord.Tool tool, @Nullable Trust trust) {
    this.tool = tool;
    this.trust = trust;
  }

  /**
   * Looks at them.
   *
   * @param folders that hold bundles
   * @return one for each scenario
   * @throws BundleException where a folder holds none
   */
  public List<ChainVerification> look(List<Path> folders) {
    List<Path> bundles =
        folders.stream()
            .flatMap(folder -> ChainLinks.in(folder).stream())
            .map(bundle -> bundle.toAbsolutePath().normalize())
            .distinct()
            .toList();
    Map<String, List<ChainLink>> scenarios =
        bundles.stream()
            .map(ChainLinks::of)
            .collect(Collectors.groupingBy(ChainLink::scenario, TreeMap::new, Collectors.toList()));
    List<ChainVerification> chains = new ArrayList<>();
    scenarios.forEach((scenario, links) -> chains.add(look(scenario, links)));
    return chains;
  }

  private ChainVerification look(String scenario, List<ChainLink> links) {
    List<Fault> faults = new ArrayList<>(new Chain(once(links)).faults());
    List<String> refusals = new ArrayList<>();
    List<ChainVerification.Seen> seen = new ArrayList<>();
    List<ChainLink> sealed = Chain.inOrder(links);
    for (ChainLink link : sealed) {
      Verification verification = verified(link);
      Evidence evidence = verification.evidence();
      verification.faults().stream()
          .map(fault -> new Fault(link.folder().resolve(fault.file()).toString(), fault.what()))
          .forEach(faults::add);
      verification.refusals().forEach(why -> refusals.add(link.folder() + ": " + why));
      seen.add(
          new ChainVerification.Seen(
              link.folder(),
              link.run(),
              link.sequence(),
              evidence == null ? null : evidence.verdict()));
    }
    return new ChainVerification(
        scenario, seen, faults, refusals, sealed.isEmpty() ? null : head(sealed));
  }

  /** A bundle that lies there twice, such as in the artifacts of two jobs, is one bundle. */
  private static List<ChainLink> once(List<ChainLink> links) {
    Set<Set<String>> known = new HashSet<>();
    return links.stream().filter(link -> !link.isSealed() || known.add(link.names())).toList();
  }

  private Verification verified(ChainLink link) {
    try {
      return new Verify(link.folder(), tool, trust).look();
    } catch (BundleException unreadable) {
      return Verification.faulty(
          List.of(new Fault(Bundle.MANIFEST, String.valueOf(unreadable.getMessage()))));
    }
  }

  private static String head(List<ChainLink> sealed) {
    Path manifest = sealed.get(sealed.size() - 1).folder().resolve(Bundle.MANIFEST);
    try {
      return Hash.sha256(manifest);
    } catch (IOException e) {
      throw new BundleException("tried to read " + manifest + " but failed because: " + e, e);
    }
  }

  /**
   * Which of these heads, kept elsewhere, none of the bundles has: the newest was left out.
   *
   * @throws BundleException where a folder holds no bundle
   */
  public static List<String> missing(List<String> heads, List<Path> folders) {
    List<ChainLink> links =
        folders.stream()
            .flatMap(folder -> ChainLinks.in(folder).stream())
            .map(ChainLinks::of)
            .toList();
    return heads.stream()
        .filter(head -> links.stream().noneMatch(link -> link.names().contains(head)))
        .toList();
  }
}
