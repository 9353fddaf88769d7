package dev.coppice.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What some folders of reports tell of the past.
 *
 * @param runs the earlier first
 * @param selftests the earlier first
 * @param broken folders that tell nothing
 */
public record Past(List<RunLine> runs, List<SelftestLine> selftests, List<Broken> broken) {

  public Past {
    runs = runs.stream().sorted(RunLine.BY_TIME).toList();
    selftests = List.copyOf(selftests);
    broken = List.copyOf(broken);
  }

  /** The same of one scenario alone; empty where nothing is known of it. */
  public Past of(String scenario) {
    return byScenario().getOrDefault(scenario, new Past(List.of(), List.of(), List.of()));
  }

  /** Names of the scenarios that it knows, sorted. */
  public List<String> scenarios() {
    return List.copyOf(byScenario().keySet());
  }

  /** The past of each scenario by its name; looked through once, however many there are. */
  public SortedMap<String, Past> byScenario() {
    Map<String, List<RunLine>> runsOf =
        runs.stream().collect(Collectors.groupingBy(line -> line.outline().scenario().name()));
    Map<String, List<SelftestLine>> selftestsOf =
        selftests.stream().collect(Collectors.groupingBy(line -> line.summary().scenario().name()));
    Map<String, List<Broken>> brokenOf =
        broken.stream().collect(Collectors.groupingBy(Broken::scenario));
    SortedMap<String, Past> pasts = new TreeMap<>();
    for (Map<String, ?> some : List.of(runsOf, selftestsOf, brokenOf)) {
      for (String name : some.keySet()) {
        pasts.put(
            name,
            new Past(
                runsOf.getOrDefault(name, List.of()),
                selftestsOf.getOrDefault(name, List.of()),
                brokenOf.getOrDefault(name, List.of())));
      }
    }
    return pasts;
  }

  /** The drills that are evidence of recovery, the earlier first. */
  public List<RunLine> drills() {
    return runs.stream().filter(RunLine::isHonestDrill).toList();
  }

  public Optional<SelftestLine> lastSelftest() {
    return selftests.isEmpty()
        ? Optional.empty()
        : Optional.of(selftests.get(selftests.size() - 1));
  }
}
