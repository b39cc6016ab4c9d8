package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** An in-memory cluster that can fail each batch. */
public final class FakeDestination implements Destination {

  private final TableMapper events = Rows.events();
  public final List<Long> written = new ArrayList<>();
  public final List<Integer> batchSizes = new ArrayList<>();

  /** Returns the failure of a batch; null: it is written. */
  public Function<List<Row>, Throwable> failure = batch -> null;

  public boolean closed;

  @Override
  public List<Row> rows(SinkRecord record) {
    return List.of(events.map(record));
  }

  /** Each partition has different replicas, so partitions do not share batches. */
  @Override
  public Object replicas(Row row) {
    return row.partition();
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    batchSizes.add(batch.size());
    Throwable error = failure.apply(batch);
    if (error != null) {
      return CompletableFuture.failedFuture(error);
    }
    batch.forEach(row -> written.add(row.origin().kafkaOffset()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }
}
