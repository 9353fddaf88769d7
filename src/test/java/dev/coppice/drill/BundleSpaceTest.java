package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundleSpaceTest {

  private static final Path FOLDER = Path.of("/reports/shop/run-1");

  @Test
  void refuses_a_folder_whose_disk_is_nearly_full() {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> BundleSpace.require(FOLDER, BundleSpace.NEEDED - 1));

    assertTrue(refused.getMessage().contains("need 32 MiB in /reports/shop/run-1, free are 31"));
  }

  @Test
  void takes_a_folder_with_room_that_is_not_made_yet() {
    assertDoesNotThrow(() -> BundleSpace.require(FOLDER, BundleSpace.NEEDED));
  }
}
