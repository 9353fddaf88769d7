package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.process.SystemCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

  @TempDir Path folder;

  private final Git git = new Git(new SystemCommands());
  private String commit;

  @BeforeEach
  void oneCommit() throws Exception {
    git("init", "-q");
    write("web.conf", "one");
    write("other.txt", "one");
    write(".gitignore", "secret\n");
    write("secret", "s1");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    commit = git("rev-parse", "HEAD").strip();
  }

  private String git(String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("git", "-C", folder.toString()));
    argv.addAll(List.of(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Optional<Git.Difference> difference(String... names) {
    return git.difference(folder, commit, List.of(names).stream().map(folder::resolve).toList());
  }

  @Test
  void the_same_is_the_same_whatever_else_changes() throws IOException {
    write("other.txt", "two");

    assertEquals(Optional.empty(), difference("web.conf"));
  }

  @Test
  void tells_what_was_changed_committed_or_not() throws Exception {
    write("web.conf", "two");
    assertEquals(
        "changed since commit " + commit + ": web.conf", difference("web.conf").get().says());

    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "two");
    assertTrue(difference("web.conf").get().isKnown());
  }

  @Test
  void tells_what_was_added_to_a_folder() throws IOException {
    Files.createDirectory(folder.resolve("conf.d"));
    write("conf.d/new", "x");

    assertTrue(difference("conf.d").get().says().endsWith("conf.d/new"));
  }

  @Test
  void what_git_ignores_counts_as_the_same() throws IOException {
    write("secret", "s2");

    assertEquals(Optional.empty(), difference("secret"));
  }

  @Test
  void a_commit_that_is_not_here_is_no_answer() {
    Git.Difference unknown =
        git.difference(folder, "0".repeat(40), List.of(folder.resolve("web.conf"))).get();

    assertFalse(unknown.isKnown());
    assertTrue(unknown.says().contains("fetch-depth: 0"), unknown.says());
  }
}
