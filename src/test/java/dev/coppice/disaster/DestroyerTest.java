package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestroyerTest {

  private static final List<String> NONE = List.of();

  private final Bookshop shop = new Bookshop();
  private final List<String> calls = new ArrayList<>();
  private String refusing = "";
  private final List<Loss> losses =
      Disasters.losses(
          List.of(
              new LoseContainers(NONE, NONE),
              new LoseNetworks(NONE, NONE),
              new LoseVolumes(List.of("orders"), NONE),
              new LoseImages(List.of("web"), NONE)),
          Bookshop.stack(),
          shop.inventory());
  private final List<Step> steps = Losing.steps(Bookshop.stack(), losses);

  /** Answers from the shop as it stands at the moment of the question. */
  private final Engine engine =
      (Engine)
          Proxy.newProxyInstance(
              Engine.class.getClassLoader(),
              new Class<?>[] {Engine.class},
              (proxy, method, arguments) -> {
                Inventory now = shop.inventory();
                String what = String.valueOf(arguments[0]);
                return switch (method.getName()) {
                  case "inventory" -> now;
                  case "container" -> now.container(what);
                  case "network" ->
                      now.networks().stream().filter(n -> n.id().equals(what)).findFirst();
                  case "volume" -> now.volume(what);
                  case "image" -> now.image(what);
                  default -> throw new UnsupportedOperationException(method.getName());
                };
              });

  private final Gateway gateway =
      step ->
          (EngineChanges)
              Proxy.newProxyInstance(
                  EngineChanges.class.getClassLoader(),
                  new Class<?>[] {EngineChanges.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + arguments[0]);
                    if (!refusing.isEmpty()) {
                      shop.containers.removeIf(c -> c.id().equals(arguments[0]));
                      throw new EngineException("do it", refusing, 404, null);
                    }
                    shop.containers.removeIf(
                        c ->
                            method.getName().equals("removeContainer")
                                && c.id().equals(arguments[0]));
                    return null;
                  });

  private final Destroyer destroyer = new Destroyer(engine, gateway, "bookshop", losses);

  private void perform(String... ids) throws Exception {
    for (String id : ids) {
      Step step = steps.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
      destroyer.performers().get(step.verb()).perform(step);
    }
  }

  private String refused(String id) {
    String why = assertThrows(IllegalStateException.class, () -> perform(id)).getMessage();
    assertEquals(List.of(), calls.stream().filter(c -> !c.contains("ontainer")).toList());
    return why;
  }

  @Test
  void removes_what_is_as_it_was_planned() throws Exception {
    shop.containers.clear();
    perform(
        "remove network bookshop_back", "remove volume bookshop_orders", "remove image shop/web:1");
    assertEquals(
        List.of("removeNetwork n-back", "removeVolume bookshop_orders", "removeImage shop/web:1"),
        calls);
  }

  @Test
  void what_is_gone_already_is_done() throws Exception {
    shop.containers.clear();
    shop.networks.clear();
    shop.volumes.clear();
    shop.images.clear();
    for (Step step : steps) {
      perform(step.id());
    }
    assertEquals(List.of(), calls);
  }

  @Test
  void a_container_that_ended_by_itself_is_only_removed() throws Exception {
    Container web = shop.containers.get(3);
    shop.containers.set(
        3, Bookshop.with("web-1", "exited", web.labels(), "i-web", web.mounts(), "n-back"));
    perform("kill bookshop-web-1", "remove bookshop-web-1");
    assertEquals(List.of("removeEnded id-web-1"), calls);
  }

  @Test
  void a_container_that_somebody_else_removed_in_the_same_moment_is_lost_too() throws Exception {
    refusing = "No such container";
    perform("kill bookshop-web-1", "remove bookshop-web-1");
    assertEquals(
        List.of(), shop.containers.stream().filter(c -> c.id().equals("id-web-1")).toList());
  }

  @Test
  void tells_of_a_volume_that_took_the_place_of_one_that_nothing_held() {
    assertEquals(List.of(), destroyer.replaced(shop.inventory()));
    shop.containers.clear();
    assertEquals(List.of(), destroyer.replaced(shop.inventory()));
    shop.volumes.set(
        0, Bookshop.volume("bookshop_orders", Bookshop.labels(Labels.VOLUME, "other")));
    List<String> replaced = destroyer.replaced(shop.inventory());
    assertEquals(1, replaced.size(), replaced::toString);
    assertEquals(true, replaced.get(0).startsWith("volume bookshop_orders " + Destroyer.ANOTHER));
  }

  @Test
  void leaves_a_volume_with_other_labels() {
    shop.containers.clear();
    shop.volumes.set(
        0, Bookshop.volume("bookshop_orders", Bookshop.labels(Labels.VOLUME, "other")));
    assertEquals(
        "volume bookshop_orders may be another one than was planned: its label"
            + " com.docker.compose.volume is other, planned was orders; it was left alone. See what"
            + " it is, then go on with `coppice resume`",
        refused("remove volume bookshop_orders"));
  }

  @Test
  void leaves_a_volume_made_after_its_containers_were_gone() throws Exception {
    perform("remove bookshop-db-1");
    shop.containers.clear();
    touch(Bookshop.MADE.plusSeconds(60));
    assertEquals(
        "volume bookshop_orders may be another one than was planned: its createdAt is"
            + " 2026-01-02T03:05:05Z, planned was 2026-01-02T03:04:05Z; it was left alone. See what"
            + " it is, then go on with `coppice resume`",
        refused("remove volume bookshop_orders"));
  }

  @Test
  void takes_a_volume_whose_time_moved_while_its_containers_still_held_it() throws Exception {
    touch(Bookshop.MADE.plusSeconds(60));
    perform("remove bookshop-db-1");
    shop.containers.clear();
    perform("remove volume bookshop_orders");
    assertEquals(List.of("removeContainer id-db-1", "removeVolume bookshop_orders"), calls);
  }

  private void touch(Instant at) {
    Volume was = shop.volumes.get(0);
    shop.volumes.set(
        0, new Volume(was.name(), was.driver(), was.mountpoint(), at, was.labels(), was.options()));
  }

  @ParameterizedTest
  @CsvSource({
    "remove network bookshop_back, network bookshop_back",
    "remove volume bookshop_orders, volume bookshop_orders",
    "remove image shop/web:1, image shop/web:1"
  })
  void leaves_what_a_stranger_took_into_use_meanwhile(String step, String object) {
    shop.containers.clear();
    shop.containers.add(
        Bookshop.stranger(
            "mine", "i-web", List.of(Bookshop.mount("bookshop_orders", "/x")), "n-back"));
    assertEquals(
        object
            + " is used by container bookshop-mine (id-mine); it was left alone. See what it is,"
            + " then go on with `coppice resume`",
        refused(step));
  }

  @Test
  void leaves_a_reference_that_leads_elsewhere_now() {
    shop.containers.clear();
    shop.images.set(2, new Image("sha256:" + "9".repeat(64), List.of("shop/web:1"), List.of(), 1));
    assertEquals(
        "image shop/web:1 leads to 999999999999 now, planned was i-web; it was left alone. See what"
            + " it is, then go on with `coppice resume`",
        refused("remove image shop/web:1"));
  }

  @Test
  void a_network_of_the_same_name_with_another_identity_is_not_the_target() throws Exception {
    shop.containers.clear();
    Network other = shop.networks.get(0);
    shop.networks.set(0, Bookshop.network("n-other", other.name(), other.labels()));
    perform("remove network bookshop_back");
    assertEquals(List.of(), calls);
    assertEquals(Optional.empty(), engine.network("n-back"));
  }

  @ParameterizedTest
  @CsvSource({"10s,10000", "1m30s,90000", "1.5s,1500", "500ms,500", "1h0m0s,3600000"})
  void reads_grace_periods_as_compose_writes_them(String text, long millis) {
    assertEquals(millis, Destroyer.grace(text).toMillis());
  }

  @Test
  void every_verb_of_the_steps_has_a_performer() {
    steps.forEach(
        step ->
            assertEquals(
                true,
                destroyer.performers().containsKey(step.verb()),
                Arrays.toString(new Object[] {step})));
  }
}
