package dev.coppice.scenario;

import dev.coppice.stack.Fallback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user has set for all scenarios, in {@code config.yaml}.
 *
 * @param protect stacks, engines or STACK@ENGINE that are never cut down
 * @param allow STACK@ENGINE that may be cut down although the name looks like production
 * @param guardian whether a second process finishes a run whose own is killed
 * @param sign the key that runs are signed with, null for none
 * @param passphraseFile whose first line opens that key, null for none
 * @param outlets who is told of each run
 */
public record UserConfiguration(
    @Fallback("[]") List<String> protect,
    @Fallback("[]") List<String> allow,
    @Fallback("false") boolean guardian,
    @Nullable Path sign,
    @Nullable Path passphraseFile,
    @Fallback("{}") Outlets outlets) {

  public static final UserConfiguration NONE =
      new UserConfiguration(List.of(), List.of(), false, null, null, Outlets.NONE);

  public UserConfiguration {
    protect = List.copyOf(protect);
    allow = List.copyOf(allow);
  }

  /** Where it lies: {@code $XDG_CONFIG_HOME/coppice/config.yaml}, or under {@code ~/.config}. */
  public static Path path(Map<String, String> environment) {
    String config = environment.get("XDG_CONFIG_HOME");
    Path root =
        config == null || config.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(config);
    return root.resolve("coppice").resolve("config.yaml").toAbsolutePath();
  }

  /**
   * Reads the configuration; one that is not there sets nothing.
   *
   * @throws ScenarioException with all problems, located
   */
  public static UserConfiguration read(Path file) {
    if (!Files.exists(file)) {
      return NONE;
    }
    Problems problems = new Problems(file);
    Yaml tree = YamlReader.read(ScenarioText.read(file, problems).text(), problems);
    Path parent = file.getParent();
    Folder folder = new Folder(parent == null ? file : parent, true);
    UserConfiguration read =
        new Binder(Map.of(), folder, problems).bind(UserConfiguration.class, tree);
    if (read == null || !problems.sorted().isEmpty()) {
      throw new ScenarioException(problems.sorted());
    }
    return read;
  }
}
