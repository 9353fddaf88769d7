package dev.coppice.drill;

import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunClock;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Labels;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hears the engine for one run: wakes who waits, and writes down what happened. */
final class Listening implements AutoCloseable {

  private static final Map<String, String> KEPT =
      Map.of(
          "name",
          "name",
          "image",
          "image",
          "exitCode",
          "exitCode",
          Labels.SERVICE,
          "service",
          Labels.NUMBER,
          "number",
          Labels.PROJECT,
          "project",
          Labels.ONE_OFF,
          "oneOff",
          Labels.RUN,
          "run");

  private static final int MOST_TOLD = 50;

  private final Stack stack;
  private final RunClock clock;
  private final Records lines;
  private final Recorder recorder;
  private final Set<String> names;
  private final Function<EngineEvent, List<String>> otherHand;
  private final Consumer<String> say;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final ContainerWatch watch;
  private final Engine engine;
  private final EngineLoss loss;
  private Engine.Subscription subscription;
  private boolean deaf;
  private volatile boolean closed;

  /**
   * Listens from now on.
   *
   * @param otherHand sentences of what somebody else did to the stack
   */
  Listening(
      Engine engine,
      EngineLoss loss,
      Stack stack,
      RunClock clock,
      Records lines,
      Recorder recorder,
      Function<EngineEvent, List<String>> otherHand,
      Consumer<String> say) {
    this.engine = engine;
    this.loss = loss;
    this.stack = stack;
    this.clock = clock;
    this.recorder = recorder;
    this.lines = lines;
    this.otherHand = otherHand;
    this.say = say;
    names =
        Stream.of(
                stack.networks().values().stream().map(NetworkDefinition::name),
                stack.volumes().values().stream().map(VolumeDefinition::name),
                stack.services().values().stream().map(Service::image))
            .flatMap(all -> all)
            .collect(Collectors.toSet());
    watch = new ContainerWatch(engine, clock.time());
    subscription = engine.events(this::heard, this::lost);
  }

  ContainerWatch watch() {
    return watch;
  }

  private void heard(EngineEvent event) {
    watch.heard(event);
    if (closed) {
      return;
    }
    otherHand.apply(event).forEach(this::tell);
    Map<String, String> attributes = new TreeMap<>();
    KEPT.forEach(
        (from, to) -> {
          String value = event.attributes().get(from);
          if (value != null) {
            attributes.put(to, value);
          }
        });
    lines.add(
        new ObservedEvent(
            clock.at(event.arrivedNanos()),
            event.engineNanos(),
            event.type(),
            event.action(),
            event.id(),
            isOfStack(event),
            attributes));
  }

  /** Once each, and not without end: somebody may do the same over and over. */
  private void tell(String sentence) {
    if (told.size() < MOST_TOLD && told.add(sentence)) {
      recorder.deviation(sentence);
      say.accept(sentence);
    }
  }

  private boolean isOfStack(EngineEvent event) {
    return stack.project().equals(event.attributes().get(Labels.PROJECT))
        || names.contains(event.id())
        || names.contains(event.attributes().getOrDefault("name", ""));
  }

  private void lost(EngineException why) {
    if (!closed) {
      recorder.deviation("the engine's events stopped: " + why.getMessage());
      synchronized (this) {
        deaf = true;
      }
      // A stream that breaks is how a restart of the engine shows: what ran may have ended.
      loss.noticed();
      watch.lost(why);
    }
  }

  /** Listens again where the stream broke; what happened meanwhile has to be looked at. */
  synchronized void again() {
    if (deaf) {
      subscription.close();
      subscription = engine.events(this::heard, this::lost);
      deaf = false;
      watch.again();
    }
  }

  /** Writes down nothing more: what the judge has read must not grow behind its back. */
  void endRecord() {
    lines.close();
  }

  @Override
  public synchronized void close() {
    closed = true;
    subscription.close();
    lines.close();
  }
}
