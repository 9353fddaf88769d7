package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How the engine is asked whether what a call wanted is so. What was made is found by the labels of
 * run, nonce and step that it carries, never by its name alone.
 */
final class Looks {

  private static final List<String> MARKS = List.of(Labels.RUN, Labels.NONCE, Labels.STEP);

  private final Engine engine;

  Looks(Engine engine) {
    this.engine = engine;
  }

  /** A container of that name that carries the marks of the request. */
  Supplier<Optional<String>> containerMade(String name, Map<String, Object> body) {
    return () ->
        engine
            .container(name)
            .filter(container -> carriesMarks(body, container.labels()))
            .map(Container::id);
  }

  /** A network's name is not unique: every one is looked at. */
  Supplier<Optional<String>> networkMade(String name, Map<String, Object> body) {
    return () ->
        engine.networks(name).stream()
            .filter(network -> carriesMarks(body, network.labels()))
            .map(Network::id)
            .findFirst();
  }

  /** Making a volume that exists succeeds and ignores the labels: only reading them back tells. */
  Supplier<Optional<Boolean>> volumeMade(String name, Map<String, Object> body) {
    return () ->
        so(engine.volume(name).filter(volume -> carriesMarks(body, volume.labels())).isPresent());
  }

  Supplier<Optional<Boolean>> image(String reference) {
    return () -> so(engine.image(reference).isPresent());
  }

  Supplier<Optional<Boolean>> tagged(String image, String reference) {
    return () ->
        so(
            engine
                .image(reference)
                .filter(named -> engine.image(image).filter(named::equals).isPresent())
                .isPresent());
  }

  /** The container's networks are told by name, and callers know some by identity. */
  Supplier<Optional<Boolean>> connected(String network, String container) {
    return () ->
        so(
            engine
                .container(container)
                .filter(
                    found ->
                        engine
                            .network(network)
                            .filter(known -> found.networks().containsKey(known.name()))
                            .isPresent())
                .isPresent());
  }

  /** A job may have ended again before anybody looks: then it was started since. */
  Supplier<Optional<Boolean>> started(String container) {
    Optional<Instant> before = startedAt(container);
    return container(
        container,
        now ->
            now.isRunning()
                || !Optional.ofNullable(now.startedAt())
                    .filter(at -> at.isAfter(Instant.EPOCH))
                    .equals(before));
  }

  /** A restart policy may have started it again: then what ran before has ended. */
  Supplier<Optional<Boolean>> ended(String container) {
    Optional<Instant> before = startedAt(container);
    return container(
        container,
        now ->
            !(now.isRunning() || now.state().equals("paused"))
                || !Optional.ofNullable(now.startedAt()).equals(before));
  }

  private Optional<Instant> startedAt(String container) {
    return engine
        .container(container)
        .map(Container::startedAt)
        .filter(Objects::nonNull)
        .filter(at -> at.isAfter(Instant.EPOCH));
  }

  Supplier<Optional<Boolean>> paused(String container) {
    return container(container, now -> now.state().equals("paused"));
  }

  Supplier<Optional<Boolean>> unpaused(String container) {
    return () ->
        so(engine.container(container).filter(now -> now.state().equals("paused")).isEmpty());
  }

  Supplier<Optional<Boolean>> containerGone(String container) {
    return () -> so(engine.container(container).isEmpty());
  }

  Supplier<Optional<Boolean>> networkGone(String network) {
    return () -> so(engine.network(network).isEmpty());
  }

  Supplier<Optional<Boolean>> volumeGone(String volume) {
    return () -> so(engine.volume(volume).isEmpty());
  }

  Supplier<Optional<Boolean>> imageGone(String reference) {
    return () -> so(engine.image(reference).isEmpty());
  }

  private Supplier<Optional<Boolean>> container(String container, Predicate<Container> wanted) {
    return () -> so(engine.container(container).filter(wanted).isPresent());
  }

  private static Optional<Boolean> so(boolean is) {
    return is ? Optional.of(true) : Optional.empty();
  }

  /** Where the request carries none, nothing proves that what stands there is its work. */
  private static boolean carriesMarks(Map<String, Object> body, Map<String, String> labels) {
    return body.get("Labels") instanceof Map<?, ?> asked
        && asked.get(Labels.NONCE) != null
        && MARKS.stream().allMatch(mark -> Objects.equals(asked.get(mark), labels.get(mark)));
  }
}
