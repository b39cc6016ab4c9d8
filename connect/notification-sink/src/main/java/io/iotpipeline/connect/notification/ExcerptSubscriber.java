package io.iotpipeline.connect.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes the beginning of an answer and no more, however much a receiver sends. */
final class ExcerptSubscriber implements BodySubscriber<String> {

  private static final int MAX_BYTES = 200;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> excerpt = new CompletableFuture<>();
  private Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return excerpt;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), MAX_BYTES - bytes.size())];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    if (bytes.size() < MAX_BYTES) {
      subscription.request(1);
    } else {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    excerpt.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    excerpt.complete(bytes.toString(UTF_8).strip());
  }
}
