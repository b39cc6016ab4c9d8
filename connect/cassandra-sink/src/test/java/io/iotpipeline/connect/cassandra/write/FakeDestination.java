package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An in-memory cluster that can fail each batch. */
public final class FakeDestination implements Destination {

  public List<TableMapper> tables = List.of(Rows.events());
  public boolean tableIsGone;
  public int refreshes;
  public int tableChecks;
  public final List<Long> written = new ArrayList<>();
  public final List<Integer> batchSizes = new ArrayList<>();

  /** Returns the failure of a batch; null: it is written. */
  public Function<List<Row>, Throwable> failure = batch -> null;

  public boolean closed;

  @Override
  public void refresh() {
    refreshes++;
  }

  @Override
  public List<TableMapper> tables(String topic) {
    return tables;
  }

  @Override
  public void requireUnchanged(TableMapper table) {
    tableChecks++;
    if (!tables.contains(table) || tableIsGone) {
      throw new ClusterUnavailableException(
          new TableMismatchException("mapping", "Table iot.sensor_events does not exist"));
    }
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
