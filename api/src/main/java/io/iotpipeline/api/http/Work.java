package io.iotpipeline.api.http;

import io.iotpipeline.api.answer.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs queries beside the event loops: at most so many at a time, each for a limited time. */
final class Work {

  /** Longer than a request to any server may take. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Semaphore permits;
  private final int max;
  private final Duration timeout;

  Work(Vertx vertx, int max) {
    this(vertx, max, TIMEOUT);
  }

  Work(Vertx vertx, int max, Duration timeout) {
    this.vertx = vertx;
    this.max = max;
    this.timeout = timeout;
    this.permits = new Semaphore(max);
    this.workers =
        vertx.createSharedWorkerExecutor(
            "queries",
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  int inWork() {
    return max - permits.availablePermits();
  }

  /** Something that takes CPU time, or waits. */
  <T> Future<T> blocking(Callable<T> query) {
    return limited(
        () ->
            workers.executeBlocking(
                () -> {
                  try {
                    return query.call();
                  } finally {
                    permits.release();
                  }
                },
                false),
        false);
  }

  /** Something that waits for nobody. */
  <T> Future<T> async(Supplier<CompletionStage<T>> query) {
    Context context = vertx.getOrCreateContext();
    return limited(
        () -> {
          try {
            return Future.fromCompletionStage(query.get(), context);
          } catch (RuntimeException e) {
            return Future.failedFuture(e);
          }
        },
        true);
  }

  /** Work that belongs to a query and is short. */
  <T> Future<T> render(Callable<T> work) {
    return workers.executeBlocking(work, false);
  }

  private <T> Future<T> limited(Supplier<Future<T>> query, boolean releases) {
    if (!permits.tryAcquire()) {
      return Future.failedFuture(
          ProblemException.unavailable("too many requests at a time; ask again later"));
    }
    Future<T> result = query.get();
    if (releases) {
      var unused = result.onComplete(ignored -> permits.release());
    }
    return withTimeout(result);
  }

  private <T> Future<T> withTimeout(Future<T> result) {
    Promise<T> promise = Promise.promise();
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            ignored ->
                promise.tryFail(
                    ProblemException.timeout(
                        "no answer within %d s; ask for less".formatted(timeout.toSeconds()))));
    var unused =
        result.onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (done.succeeded()) {
                promise.tryComplete(done.result());
              } else {
                promise.tryFail(unwrapped(done.cause()));
              }
            });
    return promise.future();
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TimeoutException
        ? ProblemException.timeout("another server did not answer in time")
        : cause;
  }

  void close() {
    var unused = workers.close();
  }
}
