package io.iotpipeline.api.source;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Receives a body of limited size: another server is no reason to run out of memory. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> body = HttpResponse.BodySubscribers.ofByteArray();
  private final long max;
  private Flow.Subscription subscription;
  private long received;
  private boolean failed;

  LimitedBody(long max) {
    this.max = max;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    body.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(each -> received += each.remaining());
    if (failed) {
      return;
    }
    if (received > max) {
      failed = true;
      subscription.cancel();
      body.onError(new IOException("the answer has more than " + max + " bytes"));
    } else {
      body.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable problem) {
    if (!failed) {
      body.onError(problem);
    }
  }

  @Override
  public void onComplete() {
    if (!failed) {
      body.onComplete();
    }
  }
}
