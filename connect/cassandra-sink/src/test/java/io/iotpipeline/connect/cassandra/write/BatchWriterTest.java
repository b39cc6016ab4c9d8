package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

  private final SinkMetrics metrics = new SinkMetrics("batch-writer-test", "0");
  private final FakeDestination cassandra = new FakeDestination();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void limits_the_requests_in_flight_and_waits_for_all() {
    AtomicInteger maxInFlight = new AtomicInteger();
    ExecutorService cluster = Executors.newSingleThreadExecutor();
    cassandra.holdsRequests = true;
    cassandra.onRequest =
        () -> {
          maxInFlight.accumulateAndGet(cassandra.inFlight.size(), Math::max);
          cluster.execute(
              () -> {
                LockSupport.parkNanos(20_000);
                cassandra.complete(0);
              });
        };
    BatchWriter writer = new BatchWriter(cassandra, 4, metrics);

    writer.send(batches(500));
    writer.await();

    cluster.shutdown();
    assertThat(writer.hasFailures()).isFalse();
    assertThat(cassandra.written).hasSize(500);
    assertThat(maxInFlight.get()).isBetween(1, 4);
  }

  @Test
  void does_not_wait_for_the_outcome_of_a_request() {
    cassandra.holdsRequests = true;
    BatchWriter writer = new BatchWriter(cassandra, 4, metrics);

    writer.send(batches(3));

    assertThat(cassandra.inFlight).hasSize(3);
  }

  @Test
  void stops_sending_when_cassandra_is_unavailable() {
    cassandra.failure = batch -> FailureKindTest.unavailable();
    BatchWriter writer = new BatchWriter(cassandra, 8, metrics);

    writer.send(batches(100));

    assertThat(cassandra.batchSizes).hasSize(1);
    assertThat(writer.takeFailures()).hasSize(100);
  }

  @Test
  void sends_again_after_the_failures_are_taken() {
    cassandra.failure = batch -> FailureKindTest.unavailable();
    BatchWriter writer = new BatchWriter(cassandra, 8, metrics);
    writer.send(batches(2));
    List<Batch> failed = writer.takeFailures().stream().map(BatchWriter.Failure::batch).toList();
    cassandra.failure = batch -> null;

    writer.send(failed);

    assertThat(cassandra.written).containsExactly(0L, 1L);
  }

  private static List<Batch> batches(int count) {
    List<Batch> batches = new ArrayList<>();
    for (int offset = 0; offset < count; offset++) {
      Row row = Rows.events().map(Rows.eventParts(offset, Rows.event("s")));
      batches.add(new Batch(new Delivery(List.of(row.origin())), List.of(row)));
    }
    return batches;
  }
}
