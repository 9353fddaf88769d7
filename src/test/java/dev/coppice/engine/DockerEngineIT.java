package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.lab.TestEngine;
import org.junit.jupiter.api.Test;

class DockerEngineIT {

  @Test
  void says_which_engine_it_is() {
    TestEngine lab = TestEngine.shared();
    try (DockerEngine engine = DockerEngine.connect(lab.endpoint(), value -> "hashed")) {
      assertEquals(lab.docker("info", "--format", "{{.Name}}"), engine.identity().name());
    }
  }
}
