package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Image;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DockerPullIT {

  private static TestEngine lab;

  @BeforeAll
  static void start() {
    lab = TestEngine.shared();
    lab.loadBusybox();
  }

  /** Pushes an image with a layer of its own and takes it off the engine. */
  private static String pushed(TestEngine lab, DockerEngine engine, String name) {
    String registry = lab.startRegistry();
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
    pullsByDigest(lab);
  }

  @Test
  void pulls_by_digest_into_the_store_of_containerd() {
    try (TestEngine containerd = TestEngine.freshWithContainerdStore()) {
      assertEquals(
          "overlayfs",
          containerd.docker("info", "--format", "{{.Driver}}"),
          "the engine keeps its images in containerd's store");
      containerd.loadBusybox();
      pullsByDigest(containerd);
    }
  }

  private static void pullsByDigest(TestEngine lab) {
    String registry = lab.startRegistry();
    try (DockerEngine engine = DockerEngine.connect(lab.endpoint(), value -> value)) {
      String pinned = pushed(lab, engine, "it-pull");
      String digest = pinned.substring(pinned.indexOf('@') + 1);
      assertTrue(engine.image(pinned).isEmpty());
      assertEquals(digest, engine.resolve(registry + "/it-pull:1"));
      assertEquals(digest, engine.resolve(pinned));

      engine.pull(pinned);
      engine.tag(pinned, registry + "/it-pull:1");

      assertTrue(engine.image(pinned).orElseThrow().digests().contains(pinned));
      String id = engine.createContainer("it-pulled", Map.of("Image", registry + "/it-pull:1"));
      assertEquals(
          engine.image(pinned).orElseThrow().id(), engine.container(id).orElseThrow().imageId());
      engine.removeContainer(id);
      assertEquals(
          engine.image(pinned).map(Image::id),
          engine.inventory("none").image(registry + "/it-pull:1").map(Image::id));
      engine.removeImage(registry + "/it-pull:1");
      engine.removeImage(pinned);
      assertTrue(engine.image(pinned).isEmpty());
    }
  }

  @Test
  void tells_in_the_engines_words_why_a_pull_fails() {
    try (DockerEngine engine = DockerEngine.connect(lab.endpoint(), value -> value)) {
      String pinned = pushed(lab, engine, "it-broken");
      lab.loseLastLayer("it-broken", pinned.substring(pinned.indexOf('@') + 1));

      EngineException blob = assertThrows(EngineException.class, () -> engine.pull(pinned));
      assertTrue(blob.why().contains("blob"), blob.getMessage());
      assertTrue(blob.getMessage().startsWith("tried to pull " + pinned + " but failed"));
      assertTrue(engine.image(pinned).isEmpty());

      EngineException unknown =
          assertThrows(
              EngineException.class, () -> engine.resolve(lab.startRegistry() + "/it-unknown:1"));
      assertTrue(unknown.why().contains("unknown"), unknown.getMessage());
      assertThrows(EngineException.class, () -> engine.pull(lab.startRegistry() + "/it-unknown:1"));
    }
  }
}
