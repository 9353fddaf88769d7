package dev.coppice.engine;

import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The engine's stream of events, read by a thread of its own until it is closed or breaks. */
final class DockerEvents implements Engine.Subscription {

  private static final String DOING = "listen to the engine's events";

  private final DockerHttpClient.Response stream;
  private final Consumer<EngineEvent> listener;
  private final Consumer<EngineException> lost;
  private volatile boolean closed;

  private DockerEvents(
      DockerHttpClient.Response stream,
      Consumer<EngineEvent> listener,
      Consumer<EngineException> lost) {
    this.stream = stream;
    this.listener = listener;
    this.lost = lost;
  }

  /**
   * Begins to listen.
   *
   * @param since seconds since the epoch by the engine's own clock: an engine answers before it has
   *     subscribed us, and what happens in between would be missed without it
   */
  static DockerEvents listen(
      DockerApi api, String since, Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    Map<String, List<String>> filters =
        Map.of("type", List.of("container", "network", "volume", "image"));
    String path =
        "/events?since="
            + since
            + "&filters="
            + URLEncoder.encode(Json.text(filters), StandardCharsets.UTF_8);
    DockerEvents events = new DockerEvents(api.open(EngineCall.get(DOING, path)), listener, lost);
    Thread reader = new Thread(events::read, "engine-events");
    reader.setDaemon(true);
    reader.start();
    return events;
  }

  private void read() {
    EngineException why = new EngineException(DOING, "the engine ended the stream", 0, null);
    try (MappingIterator<Object> values = Json.values(stream.getBody())) {
      while (values.hasNext()) {
        event(new Tree(values.next()), System.nanoTime()).ifPresent(listener);
      }
    } catch (java.io.IOException | RuntimeException e) {
      why = new EngineException(DOING, DockerApi.words(e), 0, e);
    }
    if (!closed) {
      stream.close();
      lost.accept(why);
    }
  }

  /** Nothing for execs: the engine tells three of them for every health check. */
  static Optional<EngineEvent> event(Tree event, long arrivedNanos) {
    String action = event.at("Action").text("");
    if (action.startsWith("exec_")) {
      return Optional.empty();
    }
    Map<String, String> attributes = new TreeMap<>();
    event
        .at("Actor", "Attributes")
        .map()
        .forEach((key, value) -> attributes.put(key, value.text("")));
    return Optional.of(
        new EngineEvent(
            arrivedNanos,
            Long.parseLong(event.at("timeNano").text("0")),
            event.at("Type").text(""),
            action,
            event.at("Actor", "ID").text(""),
            attributes));
  }

  @Override
  public void close() {
    closed = true;
    stream.close();
  }
}
