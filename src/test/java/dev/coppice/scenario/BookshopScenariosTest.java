package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookshopScenariosTest {

  @ParameterizedTest
  @CsvSource({
    "total-loss.yaml, bookshop-total-loss",
    "lost-service.yaml, bookshop-lost-service",
    "bad-deploy.yaml, bookshop-bad-deploy"
  })
  void load(String file, String name) {
    Path scenario = Path.of("scenarios/bookshop").resolve(file);
    assertEquals(name, ScenarioLoader.load(scenario, Map.of()).scenario().name());
  }
}
