package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** An engine that knows one container, {@code one} or {@code first}, and counts who asks for it. */
final class OneContainerEngine implements Engine {

  private String state = "created";
  private int inspections;
  private Runnable onFirst = () -> {};

  synchronized void become(String state) {
    this.state = state;
  }

  /** Runs after the first answer has been made up and before it is given. */
  void onFirstInspection(Runnable then) {
    onFirst = then;
  }

  synchronized int inspections() {
    return inspections;
  }

  synchronized void awaitInspections(int count) throws InterruptedException {
    while (inspections < count) {
      wait();
    }
  }

  @Override
  public String architecture() {
    return "amd64";
  }

  @Override
  public Optional<Container> container(String idOrName) {
    Container seen;
    boolean first;
    synchronized (this) {
      seen = ContainerWatchTest.container(state);
      first = ++inspections == 1;
      notifyAll();
    }
    if (first) {
      onFirst.run();
    }
    return Optional.of(seen).filter(c -> List.of(c.id(), c.name()).contains(idOrName));
  }

  private static <T> T notAsked() {
    throw new UnsupportedOperationException("nobody should ask for this here");
  }

  @Override
  public EngineIdentity identity() {
    return notAsked();
  }

  @Override
  public Inventory inventory(String project) {
    return notAsked();
  }

  @Override
  public List<String> running(String project, String service) {
    return notAsked();
  }

  @Override
  public Optional<Network> network(String idOrName) {
    return notAsked();
  }

  @Override
  public Optional<Volume> volume(String name) {
    return notAsked();
  }

  @Override
  public Optional<Image> image(String reference) {
    return notAsked();
  }

  @Override
  public String resolve(String reference) {
    return notAsked();
  }

  @Override
  public OptionalLong volumeBytes(String name) {
    return notAsked();
  }

  @Override
  public ExecAnswer exec(String container, List<String> command, Duration timeout, int maxBytes) {
    return notAsked();
  }

  @Override
  public String logs(String container, int lines, int maxBytes) {
    return notAsked();
  }

  @Override
  public void copyOut(String container, String path, OutputStream to) {
    notAsked();
  }

  @Override
  public Subscription events(Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    return notAsked();
  }

  @Override
  public void close() {}
}
