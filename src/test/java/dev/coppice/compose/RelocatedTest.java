package dev.coppice.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.coppice.stack.Tree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelocatedTest {

  @Test
  void what_two_checkouts_share_at_their_end_stays() {
    assertEquals(
        new Relocated("/home/a/work", "/builds"),
        Relocated.between(Path.of("/home/a/work/repo/shop"), Path.of("/builds/repo/shop")));
    assertEquals(new Relocated("/a", "/b"), Relocated.between(Path.of("/a"), Path.of("/b")));
    assertEquals(
        new Relocated("/a/x", "/b/y"), Relocated.between(Path.of("/a/x"), Path.of("/b/y")));
  }

  @Test
  void moves_paths_and_leaves_what_only_begins_like_one() {
    Relocated moved = new Relocated("/home/a", "/builds");

    Tree tree =
        moved.tree(
            new Tree(
                Map.of(
                    "one", "/home/a/repo/x",
                    "two", List.of("/home/a", "/home/ab", 3),
                    "three", "see /home/a")));

    assertEquals("/builds/repo/x", tree.at("one").text());
    assertEquals(List.of("/builds", "/home/ab", "3"), tree.at("two").texts());
    assertEquals("see /home/a", tree.at("three").text());
  }

  @Test
  void the_same_files_have_the_same_hash_in_another_folder_and_others_do_not() {
    Tree here = new Tree(Map.of("source", "/home/a/repo/x", "list", Arrays.asList(1, null)));
    Tree there = new Tree(Map.of("source", "/builds/repo/x", "list", Arrays.asList(1, null)));
    Tree changed = new Tree(Map.of("source", "/builds/repo/y", "list", Arrays.asList(1, null)));
    Relocated moved = new Relocated("/home/a", "/builds");

    assertEquals(ComposeStack.sha256(there), ComposeStack.sha256(moved.tree(here)));
    assertNotEquals(ComposeStack.sha256(changed), ComposeStack.sha256(moved.tree(here)));
  }
}
