package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InjectedFileTest {

  @Test
  void is_one_entry_of_a_tar_with_its_owner_and_mode() {
    byte[] tar = new InjectedFile("/etc/inline.conf", "content", 5, 6, 0440).tar();

    assertEquals("etc/inline.conf", text(tar, 0, 15));
    assertEquals("0000440", text(tar, 100, 7));
    assertEquals("0000005", text(tar, 108, 7));
    assertEquals("0000006", text(tar, 116, 7));
    assertEquals("00000000007", text(tar, 124, 11));
    assertEquals("content", text(tar, 512, 7));
    assertEquals(512 + 512 + 1024, tar.length);
  }

  private static String text(byte[] tar, int at, int length) {
    return new String(tar, at, length, StandardCharsets.US_ASCII);
  }
}
