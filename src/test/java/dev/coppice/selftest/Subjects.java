package dev.coppice.selftest;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseNetworks;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.drill.PlannedShop;
import dev.coppice.engine.Engine;
import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.Probe;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Network;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A shop that can be sabotaged in every way. */
final class Subjects {

  static final HttpQuestion ORDERS =
      new HttpQuestion(
          URI.create("http://127.0.0.1:8080/orders"),
          "GET",
          Map.of(),
          null,
          null,
          Map.of(),
          null,
          Map.of("/title", "Walden"),
          false);

  private Subjects() {}

  static PlannedShop shop() {
    PlannedShop shop = new PlannedShop();
    shop.disasters.add(new LoseContainers(List.of(), List.of()));
    shop.disasters.add(new LoseNetworks(List.of(), List.of()));
    shop.disasters.add(new LoseVolumes(List.of(), List.of()));
    shop.serviceObjectives = Map.of("web", Duration.ofSeconds(30));
    return shop;
  }

  static Subject of(PlannedShop shop) {
    return new Subject(
        scenario(shop),
        stack(),
        shop.drill(),
        new Probe.Asking(engine(), "shop"),
        Map.of(),
        Map.of());
  }

  static Scenario scenario(PlannedShop shop) {
    return Edition.probing(shop.scenario(), probe -> probe.asking(ORDERS));
  }

  /** On it the network of the shop has been made anew since the plan was made. */
  private static Engine engine() {
    Network anew =
        new Network(
            "net-3", "shop_back", Instant.EPOCH, new TreeMap<>(), List.of(), new TreeMap<>());
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("network")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return arguments[0].equals("shop_back") ? Optional.of(anew) : Optional.empty();
            });
  }

  /** With a variable, a file of the host and an image of its own in web. */
  static Stack stack() {
    Stack stack = PlannedShop.stack();
    SortedMap<String, Service> services = new TreeMap<>(stack.services());
    Service web = stack.service("web");
    services.put(
        "web",
        new Service(
            web.name(),
            web.image(),
            "sha256:" + "e".repeat(64),
            web.replicas(),
            web.dependsOn(),
            List.of(
                new Service.Mount(
                    Service.Mount.Type.BIND, "/srv/shop/web.conf", "/etc/web.conf", true)),
            web.networks(),
            web.hasHealthCheck(),
            web.configHash(),
            new Tree(Map.of("image", web.image(), "environment", Map.of("UPSTREAM", "api")))));
    return new Stack(
        stack.project(),
        stack.folder(),
        stack.files(),
        stack.environmentFiles(),
        stack.profiles(),
        stack.composeVersion(),
        services,
        stack.networks(),
        stack.volumes(),
        stack.configs(),
        stack.secrets(),
        stack.sha256());
  }
}
