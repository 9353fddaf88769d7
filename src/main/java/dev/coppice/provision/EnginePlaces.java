package dev.coppice.provision;

import dev.coppice.engine.Engine;
import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.Network;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;

/** Looks up on an engine what a request for a container has to name by identity. */
record EnginePlaces(Stack stack, Engine engine) {

  ContainerDraft.Place of(String name, int number, boolean serviceAlias) {
    return new ContainerDraft.Place(
        name,
        number,
        engine.apiVersion(),
        this::firstContainer,
        this::externalNetwork,
        serviceAlias);
  }

  String firstContainer(String service) {
    String name = ComposeLabels.containerName(stack, stack.service(service), 1);
    return engine
        .container(name)
        .map(Container::id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tried to share with service "
                        + service
                        + " but its container "
                        + name
                        + " is not there"));
  }

  // Compose names an external network by its identity too.
  String externalNetwork(String name) {
    return engine
        .network(name)
        .map(Network::id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tried to attach to the external network "
                        + name
                        + " but it is not there; whoever owns it has to make it"));
  }

  String imageId(Service service) {
    return engine
        .image(service.image())
        .map(Image::id)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tried to create "
                        + service.name()
                        + " but its image "
                        + service.image()
                        + " is not on the engine"));
  }
}
