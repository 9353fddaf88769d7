package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What INT, TERM and HUP do while a run goes on: each of them is told to it, the first and all that
 * follow, and none ends the process before the run has and its last words are said.
 */
final class Signals {

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final List<Runnable> first;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.UNFINISHED;
  private volatile boolean heard;

  /**
   * Hears nothing yet.
   *
   * @param first done when a run begins to listen
   */
  Signals(Runnable... first) {
    this.first = List.of(first);
  }

  /** Whether this process carries a run, which hears them. */
  boolean areHeard() {
    return heard;
  }

  /**
   * From now on each signal is heard by the run alone. One that whoever started this process has
   * set to be ignored, as {@code nohup} does, stays ignored.
   *
   * @param heard told the signal's name, on a thread of its own
   */
  void listen(Consumer<String> heard) {
    this.heard = true;
    first.forEach(Runnable::run);
    boolean own = true;
    for (String name : NAMES) {
      own &= handle(name, heard);
    }
    if (!own) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(heard), "signal"));
    }
  }

  /** By reflection: the compiler warns of the class itself, and nothing else does what it does. */
  private static boolean handle(String name, Consumer<String> heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      heard.accept(name);
                      yield null;
                    }
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "handler of " + name;
                  });
      Object one = signal.getConstructor(String.class).newInstance(name);
      var before = signal.getMethod("handle", signal, handler).invoke(null, one, ours);
      return before != null;
    } catch (ReflectiveOperationException | RuntimeException cannot) {
      return false;
    }
  }

  /** Without handlers a signal ends the process; this keeps it until the run has ended. */
  private void awaitEnd(Consumer<String> heard) {
    if (finished.getCount() == 0) {
      return;
    }
    heard.accept("a signal");
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // In a shutdown hook only this keeps the run's exit code.
    Runtime.getRuntime().halt(exitCode);
  }

  /** The command is over and has said what there was to say. */
  void over(int exitCode) {
    this.exitCode = exitCode;
    finished.countDown();
  }
}
