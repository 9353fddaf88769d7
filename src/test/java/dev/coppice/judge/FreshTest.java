package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord.ClockJump;
import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FreshTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_what_is_new_from_what_came_back(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(4, TRUE, "", "all is new", f -> {}),
        row(4, UNKNOWN, "Nobody looked", "nobody looked at the end", f -> f.after = null),
        row(4, UNKNOWN, "Nobody looked", "nobody looked before", f -> f.before = null),
        row(4, UNKNOWN, "before impact", "there was no impact", f -> f.impact = null),
        row(
            4,
            FALSE,
            "shop-db-1",
            "a container has its old identity",
            f -> f.after.edit("shop-db-1", c -> c.id(Ids.hex("db-1old")))),
        row(
            4,
            FALSE,
            "shop-db-1",
            "a native container has no nonce",
            f -> f.after.edit("shop-db-1", c -> c.without(Labels.NONCE))),
        row(4, TRUE, "", "Compose made it after impact", f -> Edits.composed(f, List.of())),
        row(
            4,
            UNKNOWN,
            "shop-db-1",
            "nothing was heard of what Compose made",
            f -> Edits.composed(f, List.of("create"))),
        row(
            4,
            FALSE,
            "shop_orders",
            "the volume has no nonce",
            f -> f.after.volumes.set(0, FactsOf.volume(false))),
        row(
            4,
            FALSE,
            "shop_orders",
            "the volume has another run's nonce",
            f -> f.after.volumes.get(0).labels().put(Labels.NONCE, "of-another-run")),
        row(
            4,
            FALSE,
            "shop_back",
            "a network has its old identity",
            f -> f.after.networks.set(0, f.before.networks.get(0))),
        row(4, UNKNOWN, "shop_back", "nothing shows the network is new", f -> Edits.network(f, -1)),
        row(4, TRUE, "", "the network was made after impact", f -> Edits.network(f, 9)),
        row(
            4,
            UNKNOWN,
            "shop_back",
            "the network seems to be made after impact by a clock that jumped",
            f -> {
              Edits.network(f, 9);
              f.jumps.add(new ClockJump(5_000, -3_600_000));
            }),
        row(
            4,
            TRUE,
            "",
            "the clock jumped, and the network's making was heard",
            f -> {
              Edits.network(f, 9);
              f.jumps.add(new ClockJump(5_000, 3_600_000));
              f.events.add(
                  new ObservedEvent(
                      8_500, 0, "network", "create", Ids.hex("net-new"), true, Map.of()));
            }),
        row(
            4,
            UNKNOWN,
            "Nothing shows that shop-db-1 was started after impact",
            "a killed one had been started before a clock was set back by an hour",
            f -> {
              Edits.startedAgain(f, false);
              f.before.edit("shop-db-1", c -> c.startedAt(FactsOf.STARTED.plusSeconds(3_600)));
              f.after.edit("shop-db-1", c -> c.startedAt(FactsOf.STARTED.plusSeconds(3_600)));
            }),
        row(
            4,
            TRUE,
            "",
            "the network's making was heard",
            f -> {
              Edits.network(f, -1);
              f.events.add(
                  new ObservedEvent(
                      8_500, 0, "network", "create", Ids.hex("net-new"), true, Map.of()));
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "nobody pulled the image",
            f -> f.ended("pull db", State.FAILED, "x")),
        row(
            4,
            TRUE,
            "",
            "the engine told of a pull",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.events.add(
                  new ObservedEvent(
                      8_500, 0, "image", "pull", "reg/db@" + Ids.digest("db"), true, Map.of()));
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the engine told of another pull",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              Edits.image(f, "pull", "reg/web:1", Map.of());
            }),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the engine told of a mere tag",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              Edits.image(f, "tag", "reg/db:1", Map.of());
            }),
        row(
            4,
            TRUE,
            "",
            "the engine told of a pull by name",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              Edits.image(f, "pull", "sha256:any", Map.of("name", "reg/db"));
            }),
        row(
            4,
            TRUE,
            "",
            "a lost image is not needed any more",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.after.images.remove(0);
            }),
        row(
            4,
            UNKNOWN,
            "shop_back",
            "the network had a namesake before",
            f -> f.before.networks.addAll(f.after.networks)),
        row(
            4,
            UNKNOWN,
            "reg/db:1",
            "the pull was before impact",
            f -> {
              f.ended("pull db", State.FAILED, "x");
              f.events.add(
                  new ObservedEvent(5_500, 0, "image", "pull", "reg/db:1", true, Map.of()));
            }),
        row(4, TRUE, "", "a killed one was started", f -> Edits.startedAgain(f, true)),
        row(4, UNKNOWN, "shop-db-1", "a killed one was not", f -> Edits.startedAgain(f, false)),
        row(
            4,
            TRUE,
            "",
            "in recover what stood already has no nonce",
            f -> {
              f.command = "recover";
              f.before = null;
              f.losses.clear();
              f.after.edit("shop-db-1", c -> c.without(Labels.NONCE).id("stood"));
            }),
        row(
            4,
            FALSE,
            "shop-db-1",
            "in recover a container made meanwhile has no nonce",
            f -> {
              f.command = "recover";
              f.before = null;
              f.losses.clear();
              f.after.edit("shop-db-1", c -> c.without(Labels.NONCE));
            }));
  }
}
