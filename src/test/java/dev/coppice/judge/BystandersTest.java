package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.Image;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BystandersTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_what_is_ours_from_what_is_not(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(10, TRUE, "8 calls", "only what was to be lost", f -> {}),
        row(
            10,
            FALSE,
            "Container neighbour",
            "a stranger's container",
            f -> Edits.touches(f, "pause", true)),
        row(
            10,
            TRUE,
            "",
            "the same name was new",
            f -> Edits.touches(f, "create container", false)),
        row(10, TRUE, "", "our own, paused", f -> Edits.own(f, "pause container")),
        row(
            10,
            FALSE,
            "does not lose it",
            "our own, removed",
            f -> Edits.own(f, "remove container")),
        row(10, FALSE, "does not lose it", "our own, killed", f -> Edits.own(f, "kill")),
        row(
            10,
            FALSE,
            "Volume theirs",
            "a stranger's volume",
            f -> {
              f.before.volumes.add(
                  new Volume(
                      "theirs", "local", "/m", FactsOf.STARTED, new TreeMap<>(), new TreeMap<>()));
              f.touched.add(new Touched("remove volume", "theirs"));
            }),
        row(
            10,
            FALSE,
            "Image alpine:3",
            "a stranger's image",
            f -> {
              f.before.images.add(new Image("sha256:a", List.of("alpine:3"), List.of(), 1));
              f.touched.add(new Touched("remove image", "alpine:3"));
            }),
        row(
            10,
            TRUE,
            "",
            "what carries the run's label",
            f -> {
              f.before.containers.add(ContainerOf.foreign("lock").label(Labels.RUN, "r1").build());
              f.touched.add(new Touched("remove container", "lock"));
            }),
        row(
            10,
            TRUE,
            "",
            "by name, what was to be lost",
            f -> f.touched.add(new Touched("kill", "shop-db-1"))),
        row(
            10,
            FALSE,
            "Network theirs",
            "a stranger's network",
            f -> {
              f.before.networks.add(Edits.stranger("theirs"));
              f.touched.add(new Touched("remove network", "theirs"));
            }),
        row(
            10,
            TRUE,
            "",
            "a container was attached to a network of others",
            f -> {
              f.before.networks.add(Edits.stranger("theirs"));
              f.touched.add(new Touched("connect network", "theirs"));
            }),
        row(
            10,
            TRUE,
            "",
            "a stranger's container has the name of our volume",
            f -> {
              f.before.containers.add(ContainerOf.foreign("neighbour").build());
              f.touched.add(new Touched("create volume", "neighbour"));
            }),
        row(
            10,
            TRUE,
            "",
            "in recover it removed what it had made",
            f -> {
              Edits.recover(f);
              f.touched.add(new Touched("remove container", "scratch"));
              f.touched.removeIf(t -> !t.object().equals("scratch"));
              f.event(9_000, "create", "scratch", Map.of());
            }),
        row(
            10,
            UNKNOWN,
            "nothing shows",
            "in recover it removed what was older",
            f -> {
              Edits.recover(f);
              f.touched.add(new Touched("remove container", "scratch"));
              f.touched.removeIf(t -> !t.object().equals("scratch"));
              f.event(5_000, "create", "scratch", Map.of());
              f.event(9_000, "die", "scratch", Map.of());
              f.event(9_000, "create", "another", Map.of());
            }),
        row(10, UNKNOWN, "names none", "nothing was written down", f -> f.touched.clear()),
        row(10, UNKNOWN, "Nobody looked", "nobody looked before", f -> f.before = null),
        row(
            10,
            FALSE,
            "Container neighbour",
            "in recover a stranger's container",
            f -> {
              Edits.recover(f);
              f.touched.clear();
              f.after.containers.add(ContainerOf.foreign("neighbour").build());
              f.touched.add(new Touched("start", "neighbour"));
            }),
        row(
            10,
            TRUE,
            "",
            "in recover what it made",
            f -> {
              Edits.recover(f);
              f.touched.clear();
              f.touched.add(new Touched("create container", "shop-db-1"));
            }),
        row(
            10,
            UNKNOWN,
            "nothing shows",
            "in recover something vanished",
            f -> {
              Edits.recover(f);
              f.touched.clear();
              f.touched.add(new Touched("remove container", "nobody-knows"));
            }));
  }
}
