package dev.coppice.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.coppice.engine.DockerEngine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the model of an engine to a real one: the same random calls on both are refused alike and
 * leave the same behind. One history is told in full by {@code -Dcoppice.seed=N}.
 */
class ModelEngineIT {

  private static final int HISTORIES = 10;
  private static final int CALLS = 40;

  /** What ends shows a moment after the engine has said so. */
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(3);

  private static TestEngine lab;
  private static DockerEngine real;

  @BeforeAll
  static void connect() {
    lab = TestEngine.fresh();
    lab.loadBusybox();
    real = DockerEngine.connect(lab.endpoint(), value -> "hash");
  }

  @AfterAll
  static void disconnect() {
    real.close();
    lab.close();
  }

  @Test
  void refuses_what_a_real_engine_refuses_and_leaves_what_it_leaves() {
    Long seed = Long.getLong("coppice.seed");
    long from = seed == null ? 1 : seed;
    long to = seed == null ? HISTORIES : seed;
    List<String> differences = new ArrayList<>();
    int refusals = 0;
    for (long history = from; history <= to; history++) {
      clear();
      ModelEngine model = model();
      List<String> told = new ArrayList<>();
      for (History.Call call : new History(history).calls(CALLS)) {
        String ours = outcome(call, model);
        String theirs = outcome(call, real);
        refusals += theirs.equals("done") ? 0 : 1;
        told.add("%s: %s".formatted(call.words(), theirs));
        if (seed != null) {
          System.out.println(told.get(told.size() - 1));
        }
        String difference = difference(model);
        if (!ours.equals(theirs) || !difference.isEmpty()) {
          differences.add(
              "history %d: %s%n  the model: %s%n  %s".formatted(history, told, ours, difference));
          break;
        }
      }
    }
    if (!differences.isEmpty()) {
      fail(String.join("\n", differences));
    }
    assertTrue(seed != null || refusals > HISTORIES * CALLS / 10, refusals + " refusals");
  }

  private static ModelEngine model() {
    ModelEngine model = new ModelEngine(new Clock(), Programs.IDLE);
    ModelImage busybox =
        new ModelImage(real.image(TestEngine.BUSYBOX).orElseThrow().id(), 0, Party.OPERATOR);
    busybox.tags.add(TestEngine.BUSYBOX);
    model.images.put(busybox.id, busybox);
    return model;
  }

  /** What came of it: done, or refused with a status. */
  private static String outcome(History.Call call, EngineChanges engine) {
    try {
      call.on().accept(engine);
      return "done";
    } catch (EngineException refused) {
      return "refused with " + refused.status();
    }
  }

  private static String difference(ModelEngine model) {
    SortedSet<String> wanted = Likeness.of(Connection.inventory(model, History.PROJECT));
    try {
      Awaitility.await()
          .atMost(SHOWN_WITHIN)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> Likeness.of(real.inventory(History.PROJECT)).equals(wanted));
      return "";
    } catch (ConditionTimeoutException different) {
      SortedSet<String> theirs = Likeness.of(real.inventory(History.PROJECT));
      SortedSet<String> onlyOurs = new TreeSet<>(wanted);
      onlyOurs.removeAll(theirs);
      theirs.removeAll(wanted);
      return "only on the model: %s%n  only on the real engine: %s".formatted(onlyOurs, theirs);
    }
  }

  /** Takes away what the history before has left. */
  private static void clear() {
    Inventory standing = real.inventory(History.PROJECT);
    standing.containers().forEach(c -> real.removeContainer(c.id()));
    standing.networks().stream()
        .filter(n -> n.name().matches("n\\d"))
        .forEach(n -> real.removeNetwork(n.id()));
    standing.volumes().forEach(v -> real.removeVolume(v.name()));
    standing.images().stream()
        .flatMap(i -> i.tags().stream())
        .filter(Predicate.not(TestEngine.BUSYBOX::equals))
        .forEach(real::removeImage);
  }
}
