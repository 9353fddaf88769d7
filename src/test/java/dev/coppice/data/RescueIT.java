package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.engine.DockerEngine;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.lab.TestEngine;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueIT {

  private static final String VOLUME = "rescue-it-orders";
  private static final String COPY = "rescue-it-copy";
  private static final String WRITER = "rescue-it-db";

  /** Owner, mode, links, time, kind and content of everything in the volume. */
  private static final String DESCRIBE =
      "cd /v && find . | sort | while read f; do stat -c '%n %u:%g %a %h %Y %F' \"$f\"; done;"
          + " cat base/one; readlink link";

  @TempDir private Path store;
  private TestEngine lab;
  private DockerEngine engine;
  private Rescue rescue;

  @BeforeEach
  void has_a_volume_and_its_writer() {
    lab = TestEngine.shared();
    lab.loadBusybox();
    engine = DockerEngine.connect(lab.endpoint(), value -> "hash");
    rescue = new Rescue(engine, step -> engine, Map.of("dev.coppice.run", "it"), "it", store);
    run(
        VOLUME,
        "cd /v && mkdir -p base/empty && echo walden > base/one && ln base/one base/two"
            + " && ln -s base/one link && mkfifo pipe && touch -d '2001-02-03 04:05:06' base/one"
            + " && chown 999:998 base/one && chmod 600 base/one && chmod 1777 base/empty"
            + " && chown 70:70 . && chmod 700 .");
    lab.docker(
        "run", "-d", "--name", WRITER, "-v", VOLUME + ":/v", TestEngine.BUSYBOX, "sleep", "600");
  }

  @AfterEach
  void leaves_nothing() {
    lab.docker("rm", "-fv", WRITER);
    lab.docker("volume", "rm", "-f", VOLUME, COPY);
    engine.close();
  }

  @Test
  void a_copy_holds_all_that_the_volume_held() throws Exception {
    rescue.hold(step(Verb.HOLD, WRITER));
    assertEquals("paused", lab.docker("inspect", "-f", "{{.State.Status}}", WRITER));

    rescue.copy(step(Verb.COPY, VOLUME));
    rescue.clear(engine);
    Rescue.release(engine, engine, rescue.held());

    RescueCopy copy = rescue.copies().get(0);
    assertEquals(7, copy.entries(), "volume, base, empty, one, two, link, pipe");
    assertEquals(Files.size(Path.of(copy.file())), copy.bytes());
    assertEquals("running", lab.docker("inspect", "-f", "{{.State.Status}}", WRITER));
    assertEquals("", lab.docker("ps", "-aq", "--filter", "label=dev.coppice.run=it"));
    assertEquals("", lab.docker("images", "-q", "coppice/empty"));
    assertEquals(run(VOLUME, DESCRIBE), describedAfterPuttingBack(copy));
  }

  @Test
  void the_volume_can_be_lost_when_the_copy_is_made() throws Exception {
    lab.docker("rm", "-f", WRITER);
    rescue.copy(step(Verb.COPY, VOLUME));
    rescue.clear(engine);

    engine.removeVolume(VOLUME);

    assertTrue(engine.volume(VOLUME).isEmpty());
  }

  private String describedAfterPuttingBack(RescueCopy copy) throws Exception {
    lab.docker("create", "--name", COPY, "-v", COPY + ":/volume", TestEngine.BUSYBOX, "true");
    try {
      engine.putArchive(COPY, "/", Files.readAllBytes(Path.of(copy.file())));
    } finally {
      lab.docker("rm", "-f", COPY);
    }
    return run(COPY, DESCRIBE);
  }

  private String run(String volume, String script) {
    return lab.docker("run", "--rm", "-v", volume + ":/v", TestEngine.BUSYBOX, "sh", "-c", script);
  }

  private static Step step(Verb verb, String object) {
    return new Step(
        verb.word() + " " + object, Phase.RESCUE, verb, object, "why", List.of(), Map.of());
  }
}
