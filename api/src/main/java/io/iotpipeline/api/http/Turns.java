package io.iotpipeline.api.http;

import io.iotpipeline.api.answer.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets at most so many queries be in work. Others wait in the order in which they came, for a
 * limited time. Thread-safe.
 */
final class Turns {

  private final Vertx vertx;
  private final int max;
  private final int maxWaiting;
  private final Duration maxWait;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private int taken;

  /**
   * @param max queries in work
   * @param maxWaiting queries that wait
   */
  Turns(Vertx vertx, int max, int maxWaiting, Duration maxWait) {
    this.vertx = vertx;
    this.max = max;
    this.maxWaiting = maxWaiting;
    this.maxWait = maxWait;
  }

  private final class Waiting {
    private final Context context = vertx.getOrCreateContext();
    private final Promise<Void> turn = Promise.promise();
    private final long timer = vertx.setTimer(maxWait.toMillis(), ignored -> expire());

    private void expire() {
      if (remove(this)) {
        turn.fail(busy());
      }
    }

    private void begin() {
      vertx.cancelTimer(timer);
      context.runOnContext(ignored -> turn.complete());
    }
  }

  /**
   * Succeeds when it is this query's turn, which must be {@link #giveBack given back}; fails with a
   * 503 if it takes too long, or if too many wait.
   */
  synchronized Future<Void> take() {
    if (taken < max) {
      taken++;
      return Future.succeededFuture();
    }
    if (waiting.size() >= maxWaiting) {
      return Future.failedFuture(busy());
    }
    Waiting last = new Waiting();
    waiting.add(last);
    return last.turn.future();
  }

  /** The query is done. */
  synchronized void giveBack() {
    if (waiting.isEmpty()) {
      taken--;
    } else {
      Waiting next = waiting.iterator().next();
      waiting.remove(next);
      next.begin();
    }
  }

  private synchronized boolean remove(Waiting expired) {
    return waiting.remove(expired);
  }

  synchronized int taken() {
    return taken;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  private static ProblemException busy() {
    return ProblemException.unavailable("too many requests at a time; ask again later");
  }
}
