package dev.coppice.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures rows one after the other and writes the table. */
final class Bench {

  private static final Path RESULT = Path.of("target", "bench.json");

  /** Past it a row is content with the pairs that it has, so that all rows take an hour at most. */
  private static final Duration ROW_LIMIT = Duration.ofMinutes(12);

  private final int pairs;
  private final PrintStream out;

  Bench(int pairs, PrintStream out) {
    this.pairs = pairs;
    this.out = out;
  }

  /**
   * What was measured of a row.
   *
   * @param load how many jobs of this machine wanted a processor after each pair
   */
  private record Measured(
      Row row, List<Double> coppice, List<Double> compose, List<Double> floor, List<Double> load) {

    Numbers ratio() {
      return ratio(row.isAgainstFloor() ? floor : compose);
    }

    private Numbers ratio(List<Double> to) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < coppice.size(); i++) {
        ratios.add(coppice.get(i) / to.get(i));
      }
      return Numbers.of(ratios);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %-18s | %8.2f | %8.2f | %8.2f | %6.3f | %6.3f | %6.3f | %6.2f | %9.2f |",
          row.name(),
          Numbers.of(compose).median() / 1000,
          Numbers.of(coppice).median() / 1000,
          Numbers.of(floor).median() / 1000,
          ratio().median(),
          ratio().min(),
          ratio().max(),
          row.target(),
          ratio(floor).median());
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", row.name());
      json.put("median", ratio().median());
      json.put("min", ratio().min());
      json.put("max", ratio().max());
      json.put("target", row.target());
      json.put("toFloor", ratio(floor).median());
      json.put("against", row.isAgainstFloor() ? "floor" : "compose");
      json.put("pairs", coppice.size());
      json.put("coppiceMs", coppice);
      json.put("composeMs", compose);
      json.put("floorMs", floor);
      json.put("load", load);
      return json;
    }
  }

  void run(List<Row> rows) {
    List<Measured> measured = new ArrayList<>();
    try (TestEngine engine = TestEngine.fresh()) {
      for (Row row : rows) {
        measured.add(measure(engine, row));
        write(engine, measured);
      }
    }
    out.println();
    out.println(
        "| row                |  Compose |  Coppice |    floor |  ratio |    min |    max | target"
            + " | to floor |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    measured.forEach(row -> out.println(row.line()));
    out.println();
    out.println(
        "Seconds; ratio: Coppice to Compose (pulls-3: to the floor), median of the pairs. Written: "
            + RESULT);
  }

  private Measured measure(TestEngine engine, Row row) {
    Measured measured =
        new Measured(
            row, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long end = System.nanoTime() + ROW_LIMIT.toNanos();
    try (Stage stage = new Stage(engine, row)) {
      stage.raise();
      stage.coppice(); // once for the caches of engine and disk; it does not count
      for (int pair = 0; pair < pairs && (pair < 1 || System.nanoTime() < end); pair++) {
        if (pair % 2 == 0) {
          measured.coppice().add(stage.coppice());
          measured.compose().add(stage.compose());
        } else {
          measured.compose().add(stage.compose());
          measured.coppice().add(stage.coppice());
        }
        measured.floor().add(stage.floor());
        measured.load().add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.println(measured.line());
      }
    }
    return measured;
  }

  private static void write(TestEngine engine, List<Measured> measured) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", Instant.now().toString());
    json.put(
        "machine",
        Map.of(
            "cpus", Runtime.getRuntime().availableProcessors(),
            "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "arch", System.getProperty("os.arch")));
    json.put("engine", engine.docker("version", "--format", "{{.Server.Version}}"));
    json.put(
        "versions",
        Map.of(
            "compose", engine.docker("compose", "version", "--short"),
            "java", System.getProperty("java.version")));
    json.put("rows", measured.stream().map(Measured::json).toList());
    try {
      Files.writeString(
          RESULT, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
