package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;

/** Writes batches concurrently, with a limit on the requests in flight, and waits for all. */
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
   * Stops sending when a batch fails because Cassandra is unavailable.
   *
   * @return the failed batches; empty if all are written
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
                    if (FailureKind.of(error) == FailureKind.UNAVAILABLE) {
                      unavailable.set(true);
                    }
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
