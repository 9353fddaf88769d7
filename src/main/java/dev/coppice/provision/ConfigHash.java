package dev.coppice.provision;

import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which Compose sees that a container is up to date: SHA-256 of the service as compact
 * JSON in Go's spelling.
 *
 * <p>What {@code docker compose config --hash} prints is not always what {@code up} compares with
 * (measured, 2.26.1): it keeps dependencies that the profiles leave out, and says {@code
 * service:db} where {@code up} has put the identity of db's container. So the hash is made here,
 * and the printed one proves that this spelling is the one of the Compose at hand.
 */
final class ConfigHash {

  private static final List<String> NOT_HASHED = List.of("build", "pull_policy", "scale");
  private static final List<String> NAMESPACES = List.of("network_mode", "ipc", "pid");

  private ConfigHash() {}

  /**
   * The hash that a container's label must hold so that Compose leaves the container as it is.
   *
   * @param containers the identity of the first container of a service, by the service's name
   */
  static String of(Stack stack, Service service, UnaryOperator<String> containers) {
    Map<String, Tree> resolved = resolved(stack, service, containers);
    return resolved.equals(hashed(stack, service)) ? service.configHash() : hash(resolved);
  }

  /** Whether Compose's own hash of the service can be made: by printing it, or in our spelling. */
  static boolean isKnown(Stack stack, Service service) {
    return resolved(stack, service, owner -> "of " + owner).equals(hashed(stack, service))
        || hash(hashed(stack, service)).equals(service.configHash());
  }

  private static Map<String, Tree> hashed(Stack stack, Service service) {
    Map<String, Tree> keys = service.definition().map();
    NOT_HASHED.forEach(keys::remove);
    if (keys.containsKey("deploy")) {
      Map<String, Tree> deploy = service.definition().at("deploy").map();
      deploy.remove("replicas");
      keys.put("deploy", new Tree(deploy));
    }
    if (keys.containsKey("depends_on")) {
      Map<String, Tree> dependencies = service.definition().at("depends_on").map();
      dependencies.keySet().retainAll(stack.services().keySet());
      keys.put("depends_on", new Tree(dependencies));
      if (dependencies.isEmpty()) {
        keys.remove("depends_on");
      }
    }
    return keys;
  }

  private static Map<String, Tree> resolved(
      Stack stack, Service service, UnaryOperator<String> containers) {
    Map<String, Tree> keys = hashed(stack, service);
    for (String namespace : NAMESPACES) {
      String mode = service.definition().at(namespace).text("");
      if (mode.startsWith("service:")) {
        String owner = mode.substring("service:".length());
        keys.put(namespace, new Tree("container:" + containers.apply(owner)));
      }
    }
    if (keys.containsKey("volumes_from")) {
      List<String> sources = new ArrayList<>();
      for (String source : service.definition().at("volumes_from").texts()) {
        sources.add(containers.apply(source.replaceFirst(":.*$", "")));
      }
      keys.put("volumes_from", new Tree(sources));
    }
    return keys;
  }

  private static String hash(Map<String, Tree> keys) {
    StringBuilder json = new StringBuilder();
    write(new Tree(new LinkedHashMap<>(keys)).value(), json);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(json.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void write(@Nullable Object value, StringBuilder json) {
    if (value instanceof Map<?, ?> map) {
      String comma = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.append(comma);
        writeText(String.valueOf(entry.getKey()), json);
        json.append(':');
        write(entry.getValue(), json);
        comma = ",";
      }
      json.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String comma = "[";
      for (Object element : list) {
        json.append(comma);
        write(element, json);
        comma = ",";
      }
      json.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      BigDecimal number = new BigDecimal(value.toString());
      json.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    } else if (value instanceof String text) {
      writeText(text, json);
    } else {
      json.append(value);
    }
  }

  // Go escapes what could close a script element, and the two line separators of JavaScript.
  private static void writeText(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> json.append(String.format("\\u%04x", (int) c));
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
