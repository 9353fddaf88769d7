package dev.coppice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WithheldTest {

  @Test
  void takes_key_and_passphrase_out_of_an_environment_and_nothing_else() {
    Map<String, String> all =
        Map.of("COPPICE_SIGN_KEY", "k", "COPPICE_SIGN_PASSPHRASE", "p", "HOME", "/h", "TOKEN", "t");

    assertEquals(Map.of("HOME", "/h", "TOKEN", "t"), Withheld.without(all));
  }

  @Test
  void leaves_an_environment_without_them_as_it_is() {
    Map<String, String> environment = Map.of("HOME", "/h");

    assertSame(environment, Withheld.without(environment));
  }
}
