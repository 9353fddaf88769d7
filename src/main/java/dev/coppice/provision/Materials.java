package dev.coppice.provision;

import dev.coppice.engine.EngineChanges;
import dev.coppice.plan.Step;
import dev.coppice.stack.Image;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Network;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Volume;
import dev.coppice.stack.VolumeDefinition;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Makes what containers are made of: networks, volumes, images. */
final class Materials {

  private final Site site;

  Materials(Site site) {
    this.site = site;
  }

  // A network's name is not unique on an engine, so what stands already is looked for first.
  void createNetwork(Step step) {
    NetworkDefinition network = Objects.requireNonNull(site.stack().networks().get(step.object()));
    Optional<Network> standing =
        site.engine().network(network.name()).filter(n -> n.name().equals(network.name()));
    if (standing.isPresent()) {
      Marks.demand(site, "make network " + network.name(), standing.get().labels());
      return;
    }
    SortedMap<String, String> labels = ComposeLabels.ofNetwork(site.stack(), network);
    Marks.put(site, step, labels);
    changes(step).createNetwork(network.name(), ProjectObjects.network(network, labels));
  }

  // Creating a volume that exists succeeds and ignores the labels: only reading them back tells.
  void createVolume(Step step) {
    VolumeDefinition volume = Objects.requireNonNull(site.stack().volumes().get(step.object()));
    site.engine()
        .volume(volume.name())
        .ifPresent(
            standing -> Marks.demand(site, "make volume " + volume.name(), standing.labels()));
    SortedMap<String, String> labels = ComposeLabels.ofVolume(site.stack(), volume);
    Marks.put(site, step, labels);
    changes(step).createVolume(volume.name(), ProjectObjects.volume(volume, labels));
    Map<String, String> made =
        site.engine()
            .volume(volume.name())
            .map(Volume::labels)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "volume " + volume.name() + " was made and is not there"));
    Marks.demand(site, "make volume " + volume.name(), made);
  }

  // Pulled by digest, then named as the file names it, so that Compose finds its own image.
  void pull(Step step) {
    String reference = step.setting(Step.REFERENCE);
    String digest = step.settings().get(Step.DIGEST);
    if (digest == null) {
      throw new IllegalStateException(
          "image " + reference + " is not pinned to a digest: write the lock first");
    }
    String pinned = ImageName.withDigest(reference, digest);
    if (site.engine().image(pinned).isEmpty()) {
      changes(step).pull(pinned);
    }
    Image image =
        site.engine()
            .image(pinned)
            .orElseThrow(
                () ->
                    new IllegalStateException("image " + pinned + " was pulled and is not there"));
    boolean named =
        ImageName.parse(reference).digest() != null
            || site.engine().image(reference).filter(i -> i.id().equals(image.id())).isPresent();
    if (!named) {
      changes(step).tag(pinned, reference);
    }
  }

  private EngineChanges changes(Step step) {
    return site.gateway().step(step.id());
  }
}
