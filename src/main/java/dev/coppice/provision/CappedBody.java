package dev.coppice.provision;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body that fails past a number of bytes, so that no server can fill the memory. */
final class CappedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> body;
  private final int maxBytes;
  private long bytes;
  private @Nullable Subscription subscription;

  CappedBody(BodySubscriber<byte[]> body, int maxBytes) {
    this.body = body;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    body.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes <= maxBytes) {
      body.onNext(buffers);
    } else {
      if (subscription != null) {
        subscription.cancel();
      }
      body.onError(new TooLong("the answer is longer than %d bytes".formatted(maxBytes)));
    }
  }

  @Override
  public void onError(Throwable throwable) {
    body.onError(throwable);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }

  /** An answer past its bound: asking once more would only bring it again. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong(String message) {
      super(message);
    }
  }
}
