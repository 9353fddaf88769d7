package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.ComposeException;
import dev.coppice.compose.LockFile;
import dev.coppice.lab.TestEngine;
import dev.coppice.plan.Obstacle;
import dev.coppice.provision.DefinitionFile.Says;
import dev.coppice.stack.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file of {@code provision/files} is raised by Compose and by native on the same engine, and
 * what stands is compared field by field; or it is refused, by the name that the file says.
 */
class DifferentialIT {

  /** An engine gains little past so many calls at once. */
  private static final int AT_ONCE = 4;

  private static final Native NATIVE = new Native();

  @TempDir private static Path folder;
  private static TestEngine lab;
  private static ExecutorService threads;

  @BeforeAll
  static void on_an_engine_with_objects_of_others() throws IOException {
    lab = TestEngine.shared();
    lab.loadBusybox();
    lab.docker("network", "create", "coppice-files-neighbours");
    lab.docker("volume", "create", "coppice-files-foreign");
    Files.writeString(folder.resolve("some.env"), "FROM_FILE=yes\nSPACED=a b\nQUOTED=\"q\"\n");
    Files.writeString(folder.resolve("other.env"), "OTHER=1\n");
    Files.writeString(folder.resolve("some.labels"), "a=1\n");
    Files.writeString(
        folder.resolve("included.yaml"),
        "services: {included: {image: coppice/test-busybox:1, command: [sleep, \"1000\"]}}\n");
    threads = Executors.newFixedThreadPool(AT_ONCE);
  }

  @AfterAll
  static void leaves_nothing() {
    threads.shutdownNow();
    lab.docker("network", "rm", "coppice-files-neighbours");
    lab.docker("volume", "rm", "coppice-files-foreign");
  }

  /** All begin at once, a few at a time; each test is what came of one file. */
  @TestFactory
  Stream<DynamicTest> native_does_what_compose_does() throws IOException {
    String only = System.getProperty("coppice.file");
    return DefinitionFile.all().stream()
        .filter(file -> only == null || file.name().equals(only))
        .map(
            file -> {
              Future<?> compared = threads.submit(() -> compare(file));
              return DynamicTest.dynamicTest(file.name(), () -> await(compared));
            })
        .toList()
        .stream();
  }

  private static void await(Future<?> compared) throws Throwable {
    try {
      compared.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static Object compare(DefinitionFile file) throws IOException {
    Path compose = Files.writeString(folder.resolve(file.name() + ".yaml"), file.text());
    String project = "coppice-file-" + file.name();
    if (file.says() == Says.NEWER) {
      assertTrue(refusedByCompose(project, compose).contains(file.what()), file::what);
      return file;
    }
    try (Rebuilding stack = new Rebuilding(lab.endpoint(), project, compose, LockFile.EMPTY)) {
      List<String> refusals =
          NATIVE.refusals(stack.stack, stack.engine.identity()).stream()
              .map(Obstacle::what)
              .toList();
      if (file.says() == Says.REFUSED) {
        assertEquals(1, refusals.size(), refusals::toString);
        assertTrue(refusals.get(0).startsWith(file.what() + " "), refusals::toString);
        return file;
      }
      assertEquals(List.of(), refusals);
      compare(stack, file.says() == Says.DIFFERENT ? file.what() : "");
    }
    return file;
  }

  private static String refusedByCompose(String project, Path compose) {
    try (Rebuilding stack = new Rebuilding(lab.endpoint(), project, compose, LockFile.EMPTY)) {
      throw new AssertionError("Compose " + stack.stack.composeVersion() + " knows it");
    } catch (ComposeException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /**
   * @param different the one field that has to be another, none where it is empty
   */
  private static void compare(Rebuilding stack, String different) {
    try {
      stack.compose("up", "-d");
      Map<String, SortedMap<String, String>> composed = Described.of(stack);
      stack.compose("down", "-v", "--timeout", "0");
      stack.carryOut(NATIVE, NATIVE.steps(stack.stack, stack.everything(), List.of()));
      Map<String, SortedMap<String, String>> raised = Described.of(stack);

      assertFalse(composed.isEmpty());
      assertEquals(composed.keySet(), raised.keySet());
      composed.forEach(
          (name, lines) -> {
            SortedMap<String, String> made = raised.get(name);
            if (!different.isEmpty() && name.startsWith("container ")) {
              assertNotEquals(lines.remove(different), made.remove(different), different);
            }
            assertEquals(Described.lines(lines), Described.lines(made), name);
          });

      List<String> before = identities(stack);
      stack.compose("up", "-d");
      assertEquals(before, identities(stack), "what `docker compose up -d` left alone");
    } finally {
      stack.compose("down", "-v", "--timeout", "0");
    }
    assertEquals(Map.of(), Described.of(stack), "what `down -v` left");
  }

  private static List<String> identities(Rebuilding stack) {
    return stack.engine.inventory(stack.stack.project()).containers().stream()
        .filter(container -> stack.stack.project().equals(container.project()))
        .map(Container::id)
        .sorted()
        .toList();
  }
}
