package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An in-memory cluster that can fail each batch, or hold requests until a test completes them. */
public final class FakeDestination implements Destination {

  public List<TableMapper> tables = List.of(Rows.events());
  public boolean tableIsGone;
  public int refreshes;
  public int tableChecks;
  public final List<Long> written = Collections.synchronizedList(new ArrayList<>());

  /** The rows of requests that were in flight. */
  public final Queue<Row> writtenRows = new ConcurrentLinkedQueue<>();

  public final List<Integer> batchSizes = new ArrayList<>();

  /** Returns the failure of a batch; null: it is written. */
  public Function<List<Row>, Throwable> failure = batch -> null;

  /** Whether requests stay in flight until {@link #complete} or {@link #fail}. */
  public boolean holdsRequests;

  public final List<Request> inFlight = new CopyOnWriteArrayList<>();

  /** Called for each request in flight. */
  public Runnable onRequest = () -> {};

  public boolean closed;

  /** A request in flight. */
  public record Request(List<Row> batch, CompletableFuture<Void> done) {

    public List<Long> offsets() {
      return batch.stream().map(row -> row.origin().kafkaOffset()).toList();
    }
  }

  /** Writes the rows of a request. */
  public void complete(int request) {
    Request completed = inFlight.remove(request);
    written.addAll(completed.offsets());
    writtenRows.addAll(completed.batch());
    completed.done().complete(null);
  }

  /** Writes the rows of all requests in flight, the latest first. */
  public void completeAll() {
    while (!inFlight.isEmpty()) {
      complete(inFlight.size() - 1);
    }
  }

  /** Completes a request without its rows being written. */
  public void fail(int request, Throwable error) {
    inFlight.remove(request).done().completeExceptionally(error);
  }

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
    if (holdsRequests) {
      Request request = new Request(batch, new CompletableFuture<>());
      inFlight.add(request);
      onRequest.run();
      return request.done();
    }
    batch.forEach(row -> written.add(row.origin().kafkaOffset()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }
}
