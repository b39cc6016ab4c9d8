package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;

/** Writes batches side by side, with a bound on how many are under way, and waits for them all. */
final class BatchWriter {

  /** A batch that was not written. */
  record Failure(List<Row> batch, Throwable cause) {}

  private final Destination destination;
  private final int maxInFlight;
  private final SinkMetrics metrics;

  BatchWriter(Destination destination, int maxInFlight, SinkMetrics metrics) {
    this.destination = destination;
    this.maxInFlight = maxInFlight;
    this.metrics = metrics;
  }

  /**
   * Sends no further batch once one has failed because Cassandra was not there.
   *
   * @return what failed; empty when every batch is written
   */
  List<Failure> write(List<List<Row>> batches) {
    Semaphore permits = new Semaphore(maxInFlight);
    List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean unavailable = new AtomicBoolean();
    try {
      for (List<Row> batch : batches) {
        permits.acquire();
        if (unavailable.get()) {
          permits.release();
          break;
        }
        long sent = System.nanoTime();
        destination
            .write(batch)
            .whenComplete(
                (done, error) -> {
                  if (error == null) {
                    metrics.written(batch, System.nanoTime() - sent);
                  } else {
                    failures.add(new Failure(batch, error));
                    unavailable.compareAndSet(
                        false, FailureKind.of(error) == FailureKind.UNAVAILABLE);
                  }
                  permits.release();
                });
      }
      permits.acquire(maxInFlight);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while writing to Cassandra", e);
    }
    return List.copyOf(failures);
  }
}
