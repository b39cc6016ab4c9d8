package io.iotpipeline.gateway.intake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The records of one message on their way to Kafka. Its callbacks come from Kafka's thread. */
final class Submission implements Callback {

  private final Promise<Void> promise = Promise.promise();
  private final Context context;
  private final Runnable onCompleted;
  private final AtomicInteger missing;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param records number of records, at least one
   * @param context where the future completes; null: in the thread of the last callback
   * @param onCompleted called once, before the future completes
   */
  Submission(int records, Context context, Runnable onCompleted) {
    this.missing = new AtomicInteger(records);
    this.context = context;
    this.onCompleted = onCompleted;
  }

  @Override
  public void onCompletion(RecordMetadata metadata, Exception problem) {
    completed(1, problem);
  }

  /**
   * @param problem null: the records are acknowledged
   */
  void completed(int records, Exception problem) {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
    if (missing.addAndGet(-records) == 0) {
      onCompleted.run();
      if (context == null) {
        finish();
      } else {
        context.runOnContext(ignored -> finish());
      }
    }
  }

  private void finish() {
    Exception problem = failure.get();
    if (problem == null) {
      promise.complete();
    } else if (problem instanceof RecordTooLargeException) { // of max.request.size, or the topic
      promise.fail(new BatchTooLargeException("Kafka takes in a record"));
    } else {
      promise.fail(
          new UnavailableException("Kafka has not acknowledged: " + problem.getMessage(), problem));
    }
  }

  Exception failure() {
    return failure.get();
  }

  Future<Void> future() {
    return promise.future();
  }
}
