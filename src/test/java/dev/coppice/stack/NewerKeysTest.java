package dev.coppice.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewerKeysTest {

  @ParameterizedTest
  @CsvSource({
    "services.web.gpus, 2.26.1, 2.30.0",
    "services.web.gpus, 2.29, 2.30.0",
    "services.web.gpus, 2.30.0, ''",
    "services.web.gpus, 2.100.3, ''",
    "services.web.gpus, 3.0, ''",
    "services.web.networks.gw_priority, 2.33.0, 2.33.1",
    "networks.n.enable_ipv4, 2.33.1, ''",
    "services.gpus, 2.26.1, ''",
    "services.web.deploy.gpus, 2.26.1, ''",
    "services.web.image, 2.26.1, ''",
  })
  void tells_which_compose_a_key_needs(String path, String here, String needed) {
    assertEquals(needed, NewerKeys.needed(path, here).orElse(""));
  }

  @ParameterizedTest
  @CsvSource({"models, 2.38.0", "format, 2.30.0", "provider, 2.36.0", "image, ''", "el, ''"})
  void knows_a_key_by_its_last_word(String word, String needed) {
    assertEquals(needed, NewerKeys.neededByWord(word, "2.26.1").orElse(""));
  }
}
