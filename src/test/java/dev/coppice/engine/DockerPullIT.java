package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerPullIT {

  private static TestEngine lab;
  private static String registry;

  @BeforeAll
  static void start() {
    lab = TestEngine.shared();
    lab.loadBusybox();
    registry = lab.startRegistry();
  }

  /** Pushes an image with a layer of its own and takes it off the engine. */
  private static String pushed(DockerEngine engine, String name) {
    lab.docker("run", "--name", name, TestEngine.BUSYBOX, "sh", "-c", "echo " + name + " >/mine");
    lab.docker("commit", name, name + ":1");
    engine.removeContainer(name);
    String digest = lab.push(name + ":1", name + ":1");
    engine.removeImage(registry + "/" + name + ":1");
    engine.removeImage(name + ":1");
    return registry + "/" + name + "@" + digest;
  }

  @Test
  void pulls_by_digest_and_asks_the_registry_what_a_tag_leads_to() {
    try (DockerEngine engine = DockerEngine.connect(lab.endpoint(), value -> value)) {
      String pinned = pushed(engine, "it-pull");
      String digest = pinned.substring(pinned.indexOf('@') + 1);
      assertTrue(engine.image(pinned).isEmpty());
      assertEquals(digest, engine.resolve(registry + "/it-pull:1"));
      assertEquals(digest, engine.resolve(pinned));

      engine.pull(pinned);
      engine.tag(pinned, registry + "/it-pull:1");

      assertEquals(List.of(pinned), engine.image(pinned).orElseThrow().digests());
      assertEquals(engine.image(pinned), engine.inventory("none").image(registry + "/it-pull:1"));
      engine.removeImage(registry + "/it-pull:1");
      engine.removeImage(pinned);
      assertTrue(engine.image(pinned).isEmpty());
    }
  }

  @Test
  void tells_in_the_engines_words_why_a_pull_fails() {
    try (DockerEngine engine = DockerEngine.connect(lab.endpoint(), value -> value)) {
      String pinned = pushed(engine, "it-broken");
      lab.loseLastLayer("it-broken", pinned.substring(pinned.indexOf('@') + 1));

      EngineException blob = assertThrows(EngineException.class, () -> engine.pull(pinned));
      assertTrue(blob.why().contains("blob"), blob.getMessage());
      assertTrue(blob.getMessage().startsWith("tried to pull " + pinned + " but failed"));
      assertTrue(engine.image(pinned).isEmpty());

      EngineException unknown =
          assertThrows(EngineException.class, () -> engine.resolve(registry + "/it-unknown:1"));
      assertTrue(unknown.why().contains("unknown"), unknown.getMessage());
      assertThrows(EngineException.class, () -> engine.pull(registry + "/it-unknown:1"));
    }
  }
}
