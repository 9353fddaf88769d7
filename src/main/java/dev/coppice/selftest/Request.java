package dev.coppice.selftest;

import dev.coppice.stack.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The request for a container, in the Engine API's own words, with parts of it changed. Pure. */
final class Request {

  private Request() {}

  /** Changes only what is asked for a service; a one-off container of it stays as it is. */
  static UnaryOperator<Map<String, Object>> of(
      String service, UnaryOperator<Map<String, Object>> change) {
    return body -> {
      Map<String, Object> labels = fields(body.get("Labels"));
      return service.equals(labels.get(Labels.SERVICE))
              && "False".equals(labels.get(Labels.ONE_OFF))
          ? change.apply(body)
          : body;
    };
  }

  /** With another value of one environment variable. */
  static Map<String, Object> environment(Map<String, Object> body, String name, String value) {
    List<Object> changed = new ArrayList<>();
    for (Object line : list(body.get("Env"))) {
      changed.add(String.valueOf(line).startsWith(name + "=") ? name + "=" + value : line);
    }
    return with(body, "Env", changed);
  }

  /** With another source of the bind mount at a place in the container. */
  static Map<String, Object> bind(Map<String, Object> body, String target, String source) {
    Map<String, Object> host = fields(body.get("HostConfig"));
    List<Object> mounts = new ArrayList<>();
    for (Object mount : list(host.get("Mounts"))) {
      Map<String, Object> fields = fields(mount);
      if ("bind".equals(fields.get("Type")) && target.equals(fields.get("Target"))) {
        fields.put("Source", source);
        fields.put("ReadOnly", true);
      }
      mounts.add(fields);
    }
    List<Object> binds = new ArrayList<>();
    for (Object bind : list(host.get("Binds"))) {
      String[] parts = String.valueOf(bind).split(":", -1);
      boolean meant = parts[0].startsWith("/") && parts.length > 1 && parts[1].equals(target);
      binds.add(meant ? source + ":" + target + ":ro" : bind);
    }
    if (!mounts.isEmpty()) {
      host.put("Mounts", mounts);
    }
    if (!binds.isEmpty()) {
      host.put("Binds", binds);
    }
    return with(body, "HostConfig", host);
  }

  /** With another program. */
  static Map<String, Object> program(Map<String, Object> body, List<String> argv) {
    Map<String, Object> changed = with(body, "Entrypoint", argv);
    changed.put("Cmd", List.of());
    return changed;
  }

  private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(body);
    changed.put(field, value);
    return changed;
  }

  private static Map<String, Object> fields(@Nullable Object object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (object instanceof Map<?, ?> given) {
      given.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return fields;
  }

  private static List<?> list(@Nullable Object object) {
    return object instanceof List<?> list ? list : List.of();
  }
}
