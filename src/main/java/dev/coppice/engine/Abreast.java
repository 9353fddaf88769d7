package dev.coppice.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks about many things, several at a time. */
final class Abreast {

  private Abreast() {}

  /** The answers in the order of the questions, without those that found nothing. */
  static <T> List<T> map(int width, List<String> ids, Function<String, Optional<T>> ask) {
    ExecutorService threads = Executors.newFixedThreadPool(width);
    try {
      List<Future<Optional<T>>> asked = new ArrayList<>();
      for (String id : ids) {
        asked.add(threads.submit(() -> ask.apply(id)));
      }
      List<T> answers = new ArrayList<>();
      for (Future<Optional<T>> answer : asked) {
        answer.get().ifPresent(answers::add);
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("list what stands on the engine", "it was interrupted", 0, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
