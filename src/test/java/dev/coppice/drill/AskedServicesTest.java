package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.probe.ExecQuestion;
import dev.coppice.probe.Probe;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A front that serves what a worker prints, an api before a store, and a loner. */
class AskedServicesTest {

  record Row(String what, List<String> asked, List<String> reads, List<String> services) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("one that reads nothing", List.of("front"), List.of(), List.of("front")),
        new Row(
            "the worker that fills what the front serves is not asked",
            List.of("front"),
            List.of("prints"),
            List.of("front")),
        new Row(
            "the store stands behind the api that is asked",
            List.of("api"),
            List.of("rows"),
            List.of("api")),
        new Row(
            "what the asked one cannot reach itself is read through those that mount it",
            List.of("loner"),
            List.of("prints"),
            List.of("front", "loner", "worker")),
        new Row("nobody publishes what is asked", List.of(), List.of("rows"), List.of("store")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void asks_whom_the_question_goes_to_and_who_alone_has_what_it_reads(Row row) {
    List<Probe.Question> questions =
        row.asked().stream()
            .<Probe.Question>map(service -> new ExecQuestion(service, List.of("true"), 0, null))
            .toList();

    assertEquals(row.services(), AskedServices.of(stack(), questions, row.reads()));
  }

  private static Stack stack() {
    TreeMap<String, Service> services = new TreeMap<>();
    add(services, "front", List.of(), "prints");
    add(services, "worker", List.of(), "prints");
    add(services, "api", List.of("gate"));
    add(services, "gate", List.of("store"));
    add(services, "store", List.of(), "rows");
    add(services, "loner", List.of());
    return new Stack(
        "shop",
        Path.of("/srv/shop"),
        List.of(),
        List.of(),
        List.of(),
        "2.26.1",
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        "canonical");
  }

  private static void add(
      Map<String, Service> services, String name, List<String> waitsFor, String... volumes) {
    services.put(
        name,
        new Service(
            name,
            "r/" + name,
            null,
            1,
            waitsFor.stream().map(other -> new Dependency(other, Condition.STARTED, true)).toList(),
            List.of(volumes).stream()
                .map(volume -> new Mount(Mount.Type.VOLUME, volume, "/data", false))
                .toList(),
            List.of(),
            false,
            "hash",
            Tree.EMPTY));
  }
}
