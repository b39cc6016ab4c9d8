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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs queries beside the event loops: at most so many at a time, each for a limited time. Others
 * wait for their turn.
 */
final class Work {

  /** Longer than a request to any server may take. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** A client that waits longer should know that it must ask less. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Turns turns;
  private final Duration timeout;

  /**
   * @param max queries in work
   * @param maxWaiting queries that wait for their turn
   */
  Work(Vertx vertx, int max, int maxWaiting) {
    this(vertx, new Turns(vertx, max, maxWaiting, MAX_WAIT), TIMEOUT);
  }

  Work(Vertx vertx, Turns turns, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.turns = turns;
    this.workers =
        vertx.createSharedWorkerExecutor(
            "queries",
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  int inWork() {
    return turns.taken();
  }

  int waiting() {
    return turns.waiting();
  }

  /**
   * Something that takes CPU time, or waits.
   *
   * @param render makes the answer of what was found; it belongs to the query, and is short
   */
  <T, A> Future<A> blocking(Callable<T> query, Function<T, A> render) {
    return limited(() -> workers.executeBlocking(() -> render.apply(query.call()), false));
  }

  /**
   * Something that waits for nobody.
   *
   * @param render makes the answer of what was found, beside the event loops
   */
  <T, A> Future<A> async(Supplier<CompletionStage<T>> query, Function<T, A> render) {
    Context context = vertx.getOrCreateContext();
    return limited(
        () ->
            Future.fromCompletionStage(query.get(), context)
                .compose(found -> workers.executeBlocking(() -> render.apply(found), false)));
  }

  /**
   * Something that waits for nobody, and makes its answer itself: a change of threads would cost
   * more than a small answer does.
   */
  <A> Future<A> direct(Supplier<CompletionStage<A>> query) {
    Context context = vertx.getOrCreateContext();
    return limited(() -> Future.fromCompletionStage(query.get(), context));
  }

  /** The query is in work until its answer is rendered, so what waits for a worker is bounded. */
  private <T> Future<T> limited(Supplier<Future<T>> query) {
    return turns.take().compose(turn -> run(query));
  }

  private <T> Future<T> run(Supplier<Future<T>> query) {
    Future<T> result;
    try {
      result = query.get();
    } catch (RuntimeException e) {
      result = Future.failedFuture(e);
    }
    var unused = result.onComplete(ignored -> turns.giveBack());
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
