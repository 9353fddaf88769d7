package dev.coppice.data;

import dev.coppice.engine.EngineChanges;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.NewContainer;
import dev.coppice.provision.Site;
import dev.coppice.provision.TrialContainer;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backup restored before anything is lost: into a container of the same image on a network of its
 * own, which is asked what came of it and then removed.
 */
public final class Trial implements AutoCloseable {

  /** How the names of its steps begin. */
  public static final String STEP = "try ";

  private final Site site;
  private final Restoring.Restore restore;
  private final Service service;
  private final String step;
  private final String name;
  private final Map<String, String> labels;
  private final List<String> volumes = new ArrayList<>();
  private String network = "";
  private String container = "";

  /**
   * @param run whose trial it is
   */
  public Trial(Site site, Restoring.Restore restore, String run) {
    this.site = site;
    this.restore = restore;
    service = site.stack().service(restore.service());
    step = STEP + restore.backup();
    name = "coppice-try-" + restore.backup() + "-" + run;
    labels = new TreeMap<>(site.marks());
    labels.put(Labels.STEP, step);
  }

  /**
   * Raises the container and waits until it is healthy.
   *
   * @return its identity
   */
  public String raise() throws InterruptedException {
    EngineChanges changes = changes();
    network = changes.createNetwork(name, Map.of("Internal", true, "Labels", labels));
    NewContainer like =
        TrialContainer.of(
            site.stack(), service, name, network, this::volume, labels, site.engine());
    container = like.make(changes);
    changes.start(container);
    TrialContainer.await(site, service, step, container);
    return container;
  }

  private String volume(String target) {
    String volume = name + "-" + (volumes.size() + 1);
    volumes.add(volume);
    changes().createVolume(volume, Map.of("Labels", labels));
    return volume;
  }

  /**
   * Restores the backup into it.
   *
   * @throws IOException where the command fails, or the file is not the one that preflight saw
   */
  public void restore() throws IOException {
    Restoring.requireUnchanged(restore);
    CommandRunner.Result result =
        Restoring.in(container, restore, site.engine(), site.commands(), site.timeout());
    Restoring.requireSucceeded(restore, result, site.timeout());
  }

  private EngineChanges changes() {
    return site.gateway().step(step);
  }

  /** Removes all that was made for it. */
  @Override
  public void close() {
    EngineChanges changes = changes();
    if (!container.isEmpty()) {
      changes.removeContainer(container);
    }
    volumes.forEach(changes::removeVolume);
    if (!network.isEmpty()) {
      changes.removeNetwork(network);
    }
  }
}
