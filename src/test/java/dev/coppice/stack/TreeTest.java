package dev.coppice.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTest {

  private final List<Object> ports = new ArrayList<>(List.of("80", 443));
  private final Map<String, Object> web = new HashMap<>(Map.of("ports", ports));
  private final Tree tree = new Tree(Map.of("web", web));

  @Test
  void stays_as_it_was_when_what_it_was_made_of_changes() {
    ports.clear();
    web.put("image", "web:2");

    assertEquals(new Tree(Map.of("web", Map.of("ports", List.of("80", 443)))), tree);
  }

  @Test
  void cannot_be_changed_through_any_of_its_parts() {
    Map<?, ?> map = (Map<?, ?>) tree.at("web").value();
    List<?> list = (List<?>) tree.at("web", "ports").value();

    assertThrows(UnsupportedOperationException.class, map::clear);
    assertThrows(UnsupportedOperationException.class, map.entrySet()::clear);
    assertThrows(UnsupportedOperationException.class, map.values()::clear);
    assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
  }

  @Test
  void gives_its_parts_without_copying_them() {
    assertSame(tree.at("web").value(), tree.map().get("web").value());
  }
}
