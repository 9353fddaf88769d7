package dev.coppice.provision;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The steps that every way of raising a stack shares: what containers are made of. */
record RebuildSteps(Stack stack, Missing missing) {

  List<Step> networks() {
    return missing.networks().stream()
        .sorted()
        .map(
            key ->
                new Step(
                    "create network " + key,
                    Phase.REBUILD,
                    Verb.CREATE_NETWORK,
                    key,
                    "network " + key + " is missing",
                    List.of(),
                    Map.of()))
        .toList();
  }

  List<Step> volumes() {
    return missing.volumes().stream()
        .sorted()
        .map(
            key ->
                new Step(
                    "create volume " + key,
                    Phase.REBUILD,
                    Verb.CREATE_VOLUME,
                    key,
                    "volume " + key + " is missing",
                    List.of(),
                    Map.of()))
        .toList();
  }

  /** Data comes before anything that mounts it: a container that is made may fill it first. */
  List<Step> putBacks() {
    return missing.putBack().entrySet().stream()
        .map(
            copy ->
                new Step(
                    "put back " + copy.getKey(),
                    Phase.REBUILD,
                    Verb.PUT_BACK,
                    copy.getKey(),
                    "its data is in the rescue copy of run " + copy.getValue(),
                    List.of("create volume " + copy.getKey()),
                    Map.of(
                        Step.VOLUME,
                        requireNonNull(stack.volumes().get(copy.getKey())).name(),
                        Step.FROM,
                        copy.getValue())))
        .toList();
  }

  /** The step after which a volume holds what it is to hold. */
  private String ready(String volume) {
    return (missing.putBack().containsKey(volume) ? "put back " : "create volume ") + volume;
  }

  /** One pull for each reference, however many services share it. */
  List<Step> pulls() {
    Map<String, List<Service>> byImage =
        missing.pulls().stream()
            .sorted()
            .map(stack::service)
            .collect(groupingBy(Service::image, TreeMap::new, toList()));
    return byImage.entrySet().stream().map(e -> pull(e.getKey(), e.getValue())).toList();
  }

  private static Step pull(String reference, List<Service> services) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(Step.REFERENCE, reference);
    String digest = services.get(0).digest();
    if (digest != null) {
      settings.put(Step.DIGEST, digest);
    }
    String names = services.stream().map(Service::name).collect(joining(", "));
    return new Step(
        "pull " + reference,
        Phase.REBUILD,
        Verb.PULL,
        reference,
        names + (services.size() == 1 ? " runs it" : " run it"),
        List.of(),
        settings);
  }

  /** The steps that make what a container of the service is made of. */
  Set<String> materials(Service service) {
    Set<String> waits = new LinkedHashSet<>();
    service.networks().stream()
        .filter(missing.networks()::contains)
        .forEach(key -> waits.add("create network " + key));
    RebuildGraph.volumesOf(service)
        .filter(missing.volumes()::contains)
        .forEach(key -> waits.add(ready(key)));
    boolean pulled =
        missing.pulls().stream()
            .anyMatch(other -> stack.service(other).image().equals(service.image()));
    if (pulled) {
      waits.add("pull " + service.image());
    }
    return waits;
  }

  /** Every replica that has to start, created ones first. */
  List<Replica> replicas() {
    return Stream.concat(missing.create().stream(), missing.start().keySet().stream()).toList();
  }

  Stream<Replica> replicas(String service) {
    return replicas().stream().filter(replica -> replica.service().equals(service));
  }

  Step of(
      String id,
      Verb verb,
      Replica replica,
      String cause,
      Collection<String> waits,
      Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>(more);
    settings.put(Step.SERVICE, replica.service());
    settings.put(Step.NUMBER, String.valueOf(replica.number()));
    return new Step(id, Phase.REBUILD, verb, object(replica), cause, List.copyOf(waits), settings);
  }

  private String object(Replica replica) {
    String standing = missing.start().get(replica);
    return standing == null
        ? ComposeLabels.containerName(stack, stack.service(replica.service()), replica.number())
        : standing;
  }
}
