package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Sends batches without waiting for their outcome, except to keep the limits on what is in flight.
 * Keeps the batches that were not written.
 */
final class BatchWriter {

  /** Bounds the memory of what is in flight; above the size of any batch. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** A batch that was not written. */
  record Failure(Batch batch, Throwable cause) {}

  private final Destination destination;
  private final SinkMetrics metrics;
  private final int maxRequests;
  private final Semaphore requests;
  private final Semaphore bytes = new Semaphore(MAX_BYTES);
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private volatile Throwable outage;

  BatchWriter(Destination destination, int maxRequests, SinkMetrics metrics) {
    this.destination = destination;
    this.maxRequests = maxRequests;
    this.requests = new Semaphore(maxRequests);
    this.metrics = metrics;
  }

  /**
   * Sends the batches. Once one has failed because Cassandra is unavailable, the others fail
   * without being sent, until {@link #takeFailures} is called.
   */
  void send(List<Batch> batches) {
    for (Batch batch : batches) {
      int size = Math.min(batch.bytes(), MAX_BYTES);
      acquire(requests, 1);
      acquire(bytes, size);
      if (outage == null) {
        send(batch, size);
      } else {
        complete(batch, size, outage);
      }
    }
  }

  private void send(Batch batch, int size) {
    long sent = System.nanoTime();
    destination
        .write(batch.rows())
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                metrics.written(batch.rows(), System.nanoTime() - sent);
              } else if (FailureKind.of(error) == FailureKind.UNAVAILABLE) {
                outage = error;
              }
              complete(batch, size, error);
            });
  }

  private void complete(Batch batch, int size, Throwable error) {
    if (error == null) {
      batch.delivery().finish(batch.rows().size());
    } else {
      failures.add(new Failure(batch, error));
    }
    bytes.release(size);
    requests.release();
  }

  /** Waits for the outcome of all batches. */
  void await() {
    acquire(requests, maxRequests);
    requests.release(maxRequests);
  }

  /** Returns whether a batch has failed since the last call of {@link #takeFailures}. */
  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /** Returns the batches that have failed since the last call. None may be in flight. */
  List<Failure> takeFailures() {
    outage = null;
    List<Failure> failed = new ArrayList<>(failures);
    failures.clear();
    return failed;
  }

  private static void acquire(Semaphore semaphore, int permits) {
    try {
      semaphore.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while writing to Cassandra", e);
    }
  }
}
