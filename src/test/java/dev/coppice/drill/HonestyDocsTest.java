package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about lies names every lie that is drilled, and none that is not. */
class HonestyDocsTest {

  private static final Pattern NAME =
      Pattern.compile("`(?:L\\w+IT\\.)?([a-z0-9]+(?:_[a-z0-9]+){3,})`");

  @Test
  void names_each_lying_stack_once() throws IOException {
    List<String> told =
        NAME.matcher(Files.readString(Path.of("docs/honesty.md")))
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.startsWith("the_honest_twin"))
            .sorted()
            .toList();
    Set<String> drilled = new TreeSet<>();
    for (Class<?> tests : List.of(LiarsIT.class, LyingDataIT.class, LyingServicesIT.class)) {
      Arrays.stream(tests.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Method::getName)
          .filter(name -> !name.startsWith("the_honest_twin"))
          .forEach(drilled::add);
    }

    assertEquals(String.join("\n", drilled), String.join("\n", told));
    assertTrue(drilled.size() >= 20, drilled::toString);
  }
}
