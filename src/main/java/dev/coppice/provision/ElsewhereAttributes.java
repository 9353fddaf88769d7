package dev.coppice.provision;

import static dev.coppice.provision.Attribute.elsewhere;
import static dev.coppice.provision.Attribute.row;

import dev.coppice.stack.Tree;
import java.util.List;

/** Keys that are carried out by something else than the request for a container. */
final class ElsewhereAttributes {

  static final List<Attribute> ROWS =
      List.of(
          elsewhere("image"), // the draft starts with it
          elsewhere("container_name"), // ComposeLabels
          elsewhere("labels"), // ComposeLabels
          elsewhere("env_file"), // the canonical form has merged it into environment
          elsewhere("extends"), // resolved in the canonical form
          elsewhere("profiles"), // resolved in the canonical form
          elsewhere("depends_on"), // RebuildGraph
          elsewhere("scale"), // Service.replicas
          elsewhere("deploy.replicas"), // Service.replicas
          row("deploy.mode", ElsewhereAttributes::mode),
          elsewhere("build"), // what is built stands in a registry and is pulled by digest
          elsewhere("pull_policy"), // a rebuild pulls by digest, whatever the policy
          elsewhere("attach"), // only for the logs of an `up` that stays in front
          elsewhere("develop"), // only for `docker compose watch`
          // A promise to a scheduler; on one engine there is none, and Compose keeps it as little.
          elsewhere("deploy.resources.reservations.cpus"));

  private ElsewhereAttributes() {}

  private static void mode(Tree mode, ContainerDraft draft) {
    if (!mode.text("").equals("replicated")) {
      throw new NotCarriedOut("deploy.mode", mode.text("") + " needs a Swarm");
    }
  }
}
