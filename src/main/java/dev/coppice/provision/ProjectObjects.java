package dev.coppice.provision;

import static dev.coppice.provision.NativeAttributes.fields;

import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Networks and volumes of a definition in the Engine API's own words. */
final class ProjectObjects {

  private static final Set<String> NETWORK_KEYS =
      Set.of(
          "name",
          "driver",
          "driver_opts",
          "ipam",
          "external",
          "internal",
          "attachable",
          "labels",
          "enable_ipv6");
  private static final Set<String> POOL_KEYS =
      Set.of("subnet", "gateway", "ip_range", "aux_addresses");
  private static final Set<String> VOLUME_KEYS =
      Set.of("name", "driver", "driver_opts", "external", "labels");

  private ProjectObjects() {}

  static Map<String, Object> network(NetworkDefinition network, Map<String, String> labels) {
    Tree definition = network.definition();
    Map<String, Object> body =
        fields(
            "CheckDuplicate", true,
            "Driver", definition.at("driver").text("bridge"),
            "Internal", definition.at("internal").isTrue(),
            "Attachable", definition.at("attachable").isTrue(),
            "EnableIPv6", definition.at("enable_ipv6").isTrue(),
            "Options", texts(definition.at("driver_opts")),
            "Labels", labels);
    String driver = definition.at("ipam", "driver").text("");
    List<Object> pools = new ArrayList<>();
    for (Tree pool : definition.at("ipam", "config").list()) {
      Map<String, Object> fields =
          fields(
              "Subnet", pool.at("subnet").text(""),
              "IPRange", pool.at("ip_range").text(""),
              "Gateway", pool.at("gateway").text(""));
      if (pool.at("aux_addresses").isPresent()) {
        fields.put("AuxiliaryAddresses", texts(pool.at("aux_addresses")));
      }
      pools.add(fields);
    }
    if (!driver.isEmpty() || !pools.isEmpty()) {
      Map<String, Object> addresses = fields("Driver", driver);
      addresses.put("Config", pools);
      body.put("IPAM", addresses);
    }
    return body;
  }

  static Map<String, Object> volume(VolumeDefinition volume, Map<String, String> labels) {
    return fields(
        "Driver", volume.definition().at("driver").text(""),
        "DriverOpts", texts(volume.definition().at("driver_opts")),
        "Labels", labels);
  }

  /** The keys of a network that are not carried out, each by its path. */
  static List<String> unknown(NetworkDefinition network) {
    Tree definition = network.definition();
    return network.external()
        ? List.of()
        : Stream.concat(
                Stream.concat(
                    others(definition, NETWORK_KEYS, ""),
                    others(definition.at("ipam"), Set.of("driver", "config"), "ipam.")),
                definition.at("ipam", "config").list().stream()
                    .flatMap(pool -> others(pool, POOL_KEYS, "ipam.config.")))
            .distinct()
            .toList();
  }

  static List<String> unknown(VolumeDefinition volume) {
    return volume.external() ? List.of() : others(volume.definition(), VOLUME_KEYS, "").toList();
  }

  private static Stream<String> others(Tree definition, Set<String> known, String path) {
    return definition.map().entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()) && entry.getValue().isPresent())
        .map(entry -> path + entry.getKey());
  }

  private static Map<String, String> texts(Tree map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.map().forEach((key, value) -> texts.put(key, value.text("")));
    return texts;
  }
}
