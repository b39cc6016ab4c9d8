package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

  private final SinkMetrics metrics = new SinkMetrics("batch-writer-test", "0");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void limits_the_requests_in_flight_and_waits_for_all() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger maxInFlight = new AtomicInteger();
    AtomicInteger completed = new AtomicInteger();
    ExecutorService cluster = Executors.newFixedThreadPool(16);
    Destination destination =
        new StubDestination() {
          @Override
          public CompletionStage<?> write(List<Row> batch) {
            maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.runAsync(
                () -> {
                  LockSupport.parkNanos(20_000);
                  inFlight.decrementAndGet();
                  completed.incrementAndGet();
                },
                cluster);
          }
        };

    List<BatchWriter.Failure> failures =
        new BatchWriter(destination, 4, metrics).write(Collections.nCopies(500, List.of()));

    cluster.shutdown();
    assertThat(failures).isEmpty();
    assertThat(completed).hasValue(500);
    assertThat(maxInFlight.get()).isBetween(1, 4);
  }

  @Test
  void stops_sending_when_cassandra_is_unavailable() {
    FakeDestination destination = new FakeDestination();
    destination.failure = batch -> FailureKindTest.unavailable();
    List<List<Row>> batches = new ArrayList<>();
    for (int offset = 0; offset < 100; offset++) {
      batches.add(List.of(Rows.events().map(Rows.eventParts(offset, Rows.event("s")))));
    }

    List<BatchWriter.Failure> failures = new BatchWriter(destination, 8, metrics).write(batches);

    assertThat(failures).hasSize(1);
    assertThat(destination.batchSizes).hasSize(1);
  }

  private abstract static class StubDestination implements Destination {

    @Override
    public void refresh() {}

    @Override
    public List<TableMapper> tables(String topic) {
      return List.of();
    }

    @Override
    public void requireUnchanged(TableMapper table) {}

    @Override
    public Object replicas(Row row) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
