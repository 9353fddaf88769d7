package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_what_came_back_different(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(6, TRUE, "no difference", "all is equal", f -> {}),
        row(
            6,
            FALSE,
            "Config.Env.MODE",
            "a variable changed",
            f -> f.after.edit("shop-db-1", c -> c.setting("Config.Env.MODE", "other"))),
        row(
            6,
            FALSE,
            "is not set",
            "a setting is missing",
            f -> f.after.edit("shop-db-1", c -> c.setting("Config.Env.MODE", null))),
        row(
            6,
            FALSE,
            "was not set",
            "a setting is new",
            f -> f.after.edit("shop-db-1", c -> c.setting("HostConfig.Memory", "1024"))),
        row(
            6,
            TRUE,
            "explained",
            "the definition changed",
            f ->
                f.after.edit(
                    "shop-db-1",
                    c -> c.setting("Config.Env.MODE", "other").label(Labels.CONFIG_HASH, "new"))),
        row(
            6,
            FALSE,
            "web-1",
            "only another service's definition changed",
            f -> {
              f.after.edit("shop-db-1", c -> c.label(Labels.CONFIG_HASH, "new"));
              f.after.edit("shop-web-1", c -> c.setting("Config.User", "root"));
            }),
        row(
            6,
            UNKNOWN,
            "not recorded",
            "settings are missing",
            f -> f.before.edit("shop-db-1", ContainerOf::noSettings)),
        row(6, UNKNOWN, "no lost original", "there was none", f -> f.before.remove("shop-web-2")),
        row(6, FALSE, "shop_orders", "the volume is missing", f -> f.after.volumes.clear()),
        row(6, FALSE, "shop_back", "the network is missing", f -> f.after.networks.clear()),
        row(
            6,
            FALSE,
            "Driver",
            "the volume has another driver",
            f ->
                f.after.volumes.set(
                    0,
                    new Volume(
                        "shop_orders",
                        "nfs",
                        "/m",
                        FactsOf.STARTED,
                        FactsOf.labels(true),
                        new TreeMap<>()))),
        row(6, UNKNOWN, "Nobody looked", "nobody looked at the end", f -> f.after = null),
        row(6, UNKNOWN, "before impact", "nobody looked before", f -> f.before = null),
        row(6, TRUE, "definition", "in recover", Edits::recover),
        row(
            6,
            FALSE,
            "2 replicas",
            "in recover a replica is missing",
            f -> {
              Edits.recover(f);
              f.after.remove("shop-web-2");
            }),
        row(
            6,
            FALSE,
            "health check",
            "in recover a health check is missing",
            f -> {
              Edits.recover(f);
              f.after.edit("shop-db-1", c -> c.health(null));
            }));
  }
}
