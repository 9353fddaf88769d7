package dev.coppice.provision;

import static dev.coppice.provision.Attribute.elsewhere;
import static dev.coppice.provision.Attribute.hostTexts;
import static dev.coppice.provision.Attribute.row;
import static dev.coppice.provision.Attribute.text;
import static dev.coppice.provision.NativeAttributes.fields;

import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a container is reached and what it reaches. */
final class NetworkAttributes {

  static final List<Attribute> ROWS =
      List.of(
          text("hostname", "Hostname"),
          text("domainname", "Domainname"),
          row("expose", (value, draft) -> expose(draft)),
          row(
              "ports",
              NetworkAttributes::ports,
              "*.mode",
              "*.host_ip",
              "*.target",
              "*.published",
              "*.protocol",
              "*.name",
              "*.app_protocol"),
          hostTexts("dns", "Dns"),
          hostTexts("dns_search", "DnsSearch"),
          hostTexts("dns_opt", "DnsOptions"),
          row("extra_hosts", NetworkAttributes::extraHosts),
          row(
              "network_mode",
              (value, draft) ->
                  draft.host(
                      "NetworkMode", PrivilegeAttributes.shared("network_mode", value, draft))),
          elsewhere("mac_address"), // attach
          elsewhere("links"), // attach
          elsewhere( // attach
              "networks",
              "*.aliases",
              "*.ipv4_address",
              "*.ipv6_address",
              "*.link_local_ips",
              "*.mac_address",
              "*.priority"));

  private NetworkAttributes() {}

  private static void ports(Tree value, ContainerDraft draft) {
    Map<String, List<Object>> bindings = new LinkedHashMap<>();
    for (Tree port : value.list()) {
      bindings
          .computeIfAbsent(containerPort(port), key -> new ArrayList<>())
          .add(
              Map.of(
                  "HostIp", port.at("host_ip").text(""),
                  "HostPort", port.at("published").text("")));
    }
    draft.host("PortBindings", bindings);
    expose(draft);
  }

  private static void expose(ContainerDraft draft) {
    Tree definition = draft.service().definition();
    Map<String, Object> exposed = new LinkedHashMap<>();
    definition.at("expose").texts().forEach(port -> exposed.put(port, Map.of()));
    definition.at("ports").list().forEach(port -> exposed.put(containerPort(port), Map.of()));
    draft.config("ExposedPorts", exposed);
  }

  private static String containerPort(Tree port) {
    return port.at("target").text("") + "/" + port.at("protocol").text("tcp");
  }

  // The canonical form writes host=address, the engine reads host:address.
  private static void extraHosts(Tree value, ContainerDraft draft) {
    draft.host(
        "ExtraHosts",
        value.texts().stream().map(entry -> entry.replaceFirst("^([^=:]+)=", "$1:")).toList());
  }

  /** Attaches the container to its networks, the one with the highest priority first. */
  static void attach(ContainerDraft draft) {
    Tree definition = draft.service().definition();
    if (definition.at("network_mode").isPresent()) {
      return;
    }
    List<String> keys = new ArrayList<>(definition.at("networks").map().keySet());
    if (keys.isEmpty() && !draft.stack().networks().containsKey("default")) {
      draft.host("NetworkMode", "none");
      return;
    }
    if (keys.isEmpty()) {
      keys.add("default");
    }
    keys.sort(
        Comparator.comparingLong((String key) -> -priority(definition.at("networks", key), draft))
            .thenComparing(Comparator.naturalOrder()));
    refuseSecondMac(definition, keys, draft);
    for (String key : keys) {
      NetworkDefinition network = draft.stack().networks().get(key);
      if (network == null) {
        throw new NotCarriedOut("networks", "no network of the stack is called " + key);
      }
      String name =
          network.external()
              ? draft.place().externalNetworks().apply(network.name())
              : network.name();
      draft.endpoint(name, endpoint(key, key.equals(keys.get(0)), draft));
    }
  }

  private static long priority(Tree network, ContainerDraft draft) {
    Tree priority = network.at("priority");
    return priority.isPresent() ? draft.number("networks.priority", priority) : 0;
  }

  private static Map<String, Object> endpoint(String key, boolean first, ContainerDraft draft) {
    Tree network = draft.service().definition().at("networks", key);
    List<String> aliases = new ArrayList<>();
    aliases.add(draft.place().name());
    if (draft.place().serviceAlias()) {
      aliases.add(draft.service().name());
      aliases.addAll(network.at("aliases").texts());
    }
    Map<String, Object> endpoint = fields("Aliases", aliases);
    List<String> links = links(draft);
    if (!links.isEmpty()) {
      endpoint.put("Links", links);
    }
    if (network.isPresent()) {
      Map<String, Object> addresses =
          fields(
              "IPv4Address", network.at("ipv4_address").text(""),
              "IPv6Address", network.at("ipv6_address").text(""));
      if (network.at("link_local_ips").isPresent()) {
        addresses.put("LinkLocalIPs", network.at("link_local_ips").texts());
      }
      endpoint.put("IPAMConfig", addresses);
    }
    String mac = mac(draft.service().definition(), key, first);
    if (!mac.isEmpty() && draft.place().isAtLeast(44)) {
      endpoint.put("MacAddress", mac);
    } else if (!mac.isEmpty()) {
      draft.config("MacAddress", mac);
    }
    return endpoint;
  }

  private static String mac(Tree definition, String key, boolean first) {
    String fallback = first ? definition.at("mac_address").text("") : "";
    return definition.at("networks", key, "mac_address").text(fallback);
  }

  // Before API 1.44 a container has one address for whichever network comes first.
  private static void refuseSecondMac(Tree definition, List<String> keys, ContainerDraft draft) {
    boolean second = keys.stream().skip(1).anyMatch(key -> !mac(definition, key, false).isEmpty());
    if (second && !draft.place().isAtLeast(44)) {
      throw new NotCarriedOut(
          "networks.mac_address",
          "beyond the first network needs Engine API 1.44, this engine has "
              + draft.place().apiVersion());
    }
  }

  // The numbers in the aliases are those of the replica that links, as Compose has them.
  private static List<String> links(ContainerDraft draft) {
    List<String> links = new ArrayList<>();
    for (String link : draft.service().definition().at("links").texts()) {
      String[] parts = link.split(":", 2);
      Service other = draft.stack().services().get(parts[0]);
      if (other == null) {
        throw new NotCarriedOut("links", "leads to no service of the stack: " + link);
      }
      String alias = parts.length == 2 ? parts[1] : parts[0];
      String numbered = other.name() + "-" + draft.place().number();
      for (int number = 1; number <= other.replicas(); number++) {
        String container = ComposeLabels.containerName(draft.stack(), other, number);
        links.add(container + ":" + alias);
        links.add(container + ":" + numbered);
        links.add(container + ":" + draft.stack().project() + "-" + numbered);
      }
    }
    return links;
  }
}
