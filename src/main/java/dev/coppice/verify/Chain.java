package dev.coppice.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the bundles of a scenario are all that there were: each names the one before. Pure. */
final class Chain {

  private final List<ChainLink> links;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * @param links of one scenario, in any order
   */
  Chain(List<ChainLink> links) {
    this.links = List.copyOf(links);
  }

  List<Fault> faults() {
    TreeMap<Long, List<ChainLink>> numbered =
        links.stream()
            .filter(link -> link.sequence() > 0)
            .collect(Collectors.groupingBy(ChainLink::sequence, TreeMap::new, Collectors.toList()));
    unsealed();
    holes(numbered);
    numbered.forEach(this::fork);
    numbered.forEach((number, here) -> here.forEach(link -> previous(link, numbered)));
    return faults;
  }

  /** Those that were sealed, by their numbers. */
  static List<ChainLink> inOrder(List<ChainLink> links) {
    return links.stream()
        .filter(ChainLink::isSealed)
        .sorted(Comparator.comparingLong(ChainLink::sequence))
        .toList();
  }

  /** A run that was killed is in the chain once it is taken up again. */
  private void unsealed() {
    Set<String> sealed =
        links.stream().filter(ChainLink::isSealed).map(ChainLink::run).collect(Collectors.toSet());
    links.stream()
        .filter(link -> !link.isSealed() && !sealed.contains(link.run()))
        .forEach(
            link ->
                fault(
                    link,
                    "was begun and never sealed: what became of run %s, nothing tells (coppice resume %s)"
                        .formatted(link.run(), link.run())));
  }

  private void holes(Map<Long, List<ChainLink>> numbered) {
    long expected = 1;
    for (Map.Entry<Long, List<ChainLink>> next : numbered.entrySet()) {
      if (next.getKey() > expected) {
        fault(
            next.getValue().get(0),
            next.getKey() - 1 == expected
                ? "is number %d, and number %d is missing".formatted(next.getKey(), expected)
                : "is number %d, and numbers %d to %d are missing"
                    .formatted(next.getKey(), expected, next.getKey() - 1));
      }
      expected = next.getKey() + 1;
    }
  }

  /** A killed run and its resumption have one number, and are one run. */
  private void fork(long number, List<ChainLink> here) {
    List<ChainLink> sealed = here.stream().filter(ChainLink::isSealed).toList();
    long runs = here.stream().map(ChainLink::run).distinct().count();
    if (sealed.size() > 1 || runs > 1) {
      here.stream()
          .skip(1)
          .forEach(
              link ->
                  fault(
                      link,
                      "is number %d, and so is %s: the chain is forked"
                          .formatted(number, here.get(0).folder())));
    }
  }

  private void previous(ChainLink link, Map<Long, List<ChainLink>> numbered) {
    if (link.sequence() == 1) {
      if (link.previous() != null) {
        fault(link, "is the first, and names one before it");
      }
      return;
    }
    List<ChainLink> before = numbered.get(link.sequence() - 1);
    if (before != null
        && before.stream().noneMatch(one -> names(one, Objects.toString(link.previous(), "")))) {
      fault(
          link,
          "names %s as the bundle before it, and number %d is another one"
              .formatted(link.previous(), link.sequence() - 1));
    }
  }

  private static boolean names(ChainLink link, String hash) {
    return link.names().contains(hash);
  }

  private void fault(ChainLink link, String what) {
    faults.add(new Fault(link.folder().toString(), what));
  }
}
