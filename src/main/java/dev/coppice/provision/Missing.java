package dev.coppice.provision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a stack has to be made, and what stands and stays.
 *
 * @param create replicas that have no container
 * @param start replicas whose container exists and does not run: to the container's identity
 * @param standing replicas that stand already, jobs that ended well among them
 * @param networks keys of networks to be made; external ones never
 * @param volumes keys of named volumes to be made; external ones never
 * @param pulls services whose pinned image has to be pulled or tagged
 * @param putBack of the volumes, the keys of those whose data a rescue copy brings: to the run that
 *     made the copy
 */
public record Missing(
    List<Replica> create,
    SortedMap<Replica, String> start,
    List<Replica> standing,
    Set<String> networks,
    Set<String> volumes,
    Set<String> pulls,
    SortedMap<String, String> putBack) {

  /** Where no data comes from rescue copies. */
  public Missing(
      List<Replica> create,
      SortedMap<Replica, String> start,
      List<Replica> standing,
      Set<String> networks,
      Set<String> volumes,
      Set<String> pulls) {
    this(create, start, standing, networks, volumes, pulls, new TreeMap<>());
  }

  /** The same, with the data of some of its volumes put back from rescue copies. */
  public Missing puttingBack(Map<String, String> copies) {
    SortedMap<String, String> made = new TreeMap<>(copies);
    made.keySet().retainAll(volumes);
    return new Missing(create, start, standing, networks, volumes, pulls, made);
  }

  /** Whether any replica of the service is made or started. */
  public boolean brings(String service) {
    return Stream.concat(create.stream(), start.keySet().stream())
        .anyMatch(replica -> replica.service().equals(service));
  }

  /** One container of a service, by its number from 1. */
  public record Replica(String service, int number) implements Comparable<Replica> {

    @Override
    public int compareTo(Replica other) {
      int byService = service.compareTo(other.service);
      return byService == 0 ? Integer.compare(number, other.number) : byService;
    }

    @Override
    public String toString() {
      return service + "-" + number;
    }
  }
}
