package dev.coppice.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lies in more than one of the folders, such as a cache that was brought back. Pure. */
final class Copies {

  private Copies() {}

  private record Key(String scenario, String run, String folder) {}

  /**
   * Each bundle and each selftest once; one that differs from its namesake is broken, for nobody
   * can tell which of the two is right.
   */
  static Past once(Past all) {
    List<Broken> broken = new ArrayList<>(all.broken());
    Map<Key, RunLine> runs = new LinkedHashMap<>();
    for (RunLine line : all.runs()) {
      Key key =
          new Key(
              line.outline().scenario().name(),
              line.outline().run(),
              String.valueOf(line.folder().getFileName()));
      RunLine other = runs.putIfAbsent(key, line);
      if (other != null && !other.outline().equals(line.outline())) {
        broken.add(
            new Broken(
                line.folder(),
                line.outline().scenario().name(),
                "it differs from the bundle of the same run in " + other.folder()));
      }
    }
    Map<String, SelftestLine> selftests = new LinkedHashMap<>();
    for (SelftestLine line : all.selftests()) {
      selftests.putIfAbsent(
          line.summary().scenario().name() + "\0" + line.folder().getFileName(), line);
    }
    return new Past(List.copyOf(runs.values()), List.copyOf(selftests.values()), broken);
  }
}
