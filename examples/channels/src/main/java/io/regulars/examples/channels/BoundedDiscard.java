package io.regulars.examples.channels;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer to its end, or to its limit, and keeps nothing of it but the number of bytes: an
 * answer that breaks off is a failure, one that does not end in good time is read no further.
 */
final class BoundedDiscard implements HttpResponse.BodySubscriber<Long> {

  private final CompletableFuture<Long> read = new CompletableFuture<>();
  private final long limit;
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  /** Reads {@code limit} bytes at most. */
  BoundedDiscard(long limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return read;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (subscription == null || read.isDone()) {
      return;
    }
    if (bytes > limit) {
      subscription.cancel();
      read.complete(bytes);
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    read.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    read.complete(bytes);
  }
}
