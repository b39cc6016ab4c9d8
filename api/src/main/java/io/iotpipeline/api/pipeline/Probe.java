package io.iotpipeline.api.pipeline;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks a server again and again. A question that is not answered in time stays the only one, so
 * questions to a server that hangs do not pile up. Used by one thread.
 *
 * @param <T> the answer
 */
final class Probe<T> {

  private final Supplier<CompletableFuture<T>> question;
  private CompletableFuture<T> pending;

  /** An answer, or why there is none. */
  record Outcome<T>(T answer, String problem) {}

  Probe(Supplier<CompletableFuture<T>> question) {
    this.question = question;
  }

  /** Asks, unless the last question is still open. */
  void ask() {
    if (pending == null) {
      try {
        pending = question.get();
      } catch (RuntimeException e) {
        pending = CompletableFuture.failedFuture(e);
      }
    }
  }

  /** Waits for the answer. */
  Outcome<T> await(long deadlineNanos) {
    try {
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      T answer = pending.get(left, TimeUnit.NANOSECONDS);
      pending = null;
      return new Outcome<>(answer, null);
    } catch (TimeoutException e) {
      return new Outcome<>(null, "does not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome<>(null, "interrupted");
    } catch (ExecutionException | RuntimeException e) {
      pending = null;
      return new Outcome<>(null, text(e));
    }
  }

  private static String text(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof ClosedChannelException || cause instanceof ConnectException) {
      return "cannot be reached";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
