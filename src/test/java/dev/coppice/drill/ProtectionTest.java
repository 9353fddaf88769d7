package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.plan.Obstacle;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          shop,       host,      false, -,         -,              -
          shop,       host,      true,  -,         shop@host,      stack shop is protected by the scenario (`protect: true`)
          shop,       host,      false, shop,      shop@host,      shop@host is protected by your configuration
          shop,       host,      false, host,      -,              shop@host is protected by your configuration
          shop,       host,      false, shop@host, -,              shop@host is protected by your configuration
          shop,       host,      false, shop@else, -,              -
          shop-prod,  host,      false, -,         -,              shop-prod@host looks like production by its name
          shop,       live.eu-1, false, -,         -,              shop@live.eu-1 looks like production by its name
          PRODUCTION, host,      false, -,         -,              PRODUCTION@host looks like production by its name
          shop_live,  host,      false, -,         shop_live@host, -
          shop_live,  host,      false, -,         shop_live,      shop_live@host looks like production by its name
          products,   host,      false, -,         -,              -
          olive,      delivery,  false, -,         -,              -
          """)
  void protects(
      String project,
      String engine,
      boolean byScenario,
      String protectedName,
      String allowed,
      String obstacle) {
    assertEquals(
        list(obstacle),
        Protection.obstacles(project, engine, byScenario, list(protectedName), list(allowed))
            .stream()
            .map(Obstacle::what)
            .toList());
  }

  private static List<String> list(String one) {
    return one == null ? List.of() : Arrays.asList(one);
  }
}
