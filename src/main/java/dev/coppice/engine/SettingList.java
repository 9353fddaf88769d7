package dev.coppice.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list among the flattened settings of a container, as it was before. */
public final class SettingList {

  private SettingList() {}

  /**
   * Its words in their order.
   *
   * @param setting null where it is not set
   * @return no words where it is not set, or is no list
   */
  public static List<String> of(@Nullable String setting) {
    if (setting == null || !setting.startsWith("[")) {
      return List.of();
    }
    try {
      return Json.tree(setting.getBytes(StandardCharsets.UTF_8)).texts();
    } catch (IOException e) {
      return List.of();
    }
  }
}
