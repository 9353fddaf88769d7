package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Inventory;
import java.util.List;

/** Line 5: what each container runs is what its pinned digest resolves to. */
record PinnedImages() implements ConditionRule {

  @Override
  public int id() {
    return 5;
  }

  @Override
  public String name() {
    return "Each container runs its pinned image";
  }

  @Override
  public Finding judge(Facts facts) {
    Inventory after = facts.after();
    if (after == null) {
      return Finding.unknown("Nobody looked at the engine at the end.");
    }
    Doubts doubts = new Doubts();
    int seen = 0;
    for (ExpectedService service : facts.plan().services()) {
      for (Container container : after.replicas(facts.plan().project(), service.name())) {
        seen++;
        look(service, container, after, doubts);
      }
    }
    if (seen == 0) {
      doubts.unclear("No container of the stack stands, so no image runs.");
    }
    return doubts.or(
        Wording.count(seen, "container")
            + " looked at: each runs what its pinned digest leads to.");
  }

  private static void look(
      ExpectedService service, Container container, Inventory after, Doubts doubts) {
    String digest = service.digest();
    if (digest == null) {
      doubts.unclear(
          "Service "
              + service.name()
              + " has no pinned digest for image "
              + service.image()
              + "; `coppice lock` writes one.");
      return;
    }
    List<Image> pinned =
        after.images().stream().filter(image -> isPinned(image, service, digest)).toList();
    if (pinned.isEmpty()) {
      doubts.fails(
          "No image on the engine answers to "
              + ImageName.withDigest(service.image(), digest)
              + ", which service "
              + service.name()
              + " is pinned to.");
    } else if (pinned.stream().noneMatch(image -> image.id().equals(container.imageId()))) {
      doubts.fails(
          Origin.named(container)
              + " of service "
              + service.name()
              + " runs image "
              + container.imageId()
              + ", but its pinned digest leads to "
              + pinned.get(0).id()
              + ".");
    }
  }

  private static boolean isPinned(Image image, ExpectedService service, String digest) {
    return image.digests().stream()
        .anyMatch(
            known ->
                digest.equals(ImageName.parse(known).digest())
                    && FreshImages.sameRepository(known, service.image()));
  }
}
