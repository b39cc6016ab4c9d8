package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** A cluster in memory that fails as it is told, batch by batch. */
public final class FakeDestination implements Destination {

  final TableMapper events = Rows.events();
  public final List<Long> written = new ArrayList<>();
  public final List<Integer> batchSizes = new ArrayList<>();

  /** What goes wrong with a batch; null: nothing. */
  public Function<List<Row>, Throwable> failure = batch -> null;

  public boolean closed;

  @Override
  public List<Row> rows(SinkRecord entry) {
    return List.of(events.map(entry));
  }

  /** Every row on nodes of its own: partitions stay apart. */
  @Override
  public Object replicas(Row row) {
    return row.partition();
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    batchSizes.add(batch.size());
    Throwable wrong = failure.apply(batch);
    if (wrong != null) {
      return CompletableFuture.failedFuture(wrong);
    }
    batch.forEach(row -> written.add(row.origin().kafkaOffset()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }
}
