package dev.coppice.provision;

import dev.coppice.engine.EngineChanges;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container as it is to be made.
 *
 * @param body the request in the Engine API's own words
 * @param networks those beside the one it is made with, in order: name to endpoint
 * @param files put into it before it starts
 */
public record NewContainer(
    String name,
    Map<String, Object> body,
    Map<String, Map<String, Object>> networks,
    List<InjectedFile> files) {

  public NewContainer {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    files = List.copyOf(files);
  }

  /**
   * Makes the container with its networks and files, ready to start.
   *
   * @return its identity
   */
  public String make(EngineChanges changes) {
    String id = changes.createContainer(name, body);
    networks.forEach((network, endpoint) -> changes.connect(network, id, endpoint));
    files.forEach(file -> changes.putArchive(id, "/", file.tar()));
    return id;
  }
}
