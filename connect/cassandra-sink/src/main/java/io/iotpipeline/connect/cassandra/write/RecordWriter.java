package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of one {@code put}. Afterwards each record is either written or rejected. If
 * Cassandra rejects a batch, the batch is halved until the rejected row is alone.
 */
public final class RecordWriter {

  private record RecordId(String topic, int partition, long offset) {

    static RecordId of(SinkRecord record) {
      return new RecordId(record.topic(), record.kafkaPartition(), record.kafkaOffset());
    }
  }

  /**
   * How often a batch is sent again at once after a write timeout. A node that has just gone down
   * or come back lets some writes time out; that is no reason for a backoff.
   */
  private static final int MAX_RETRIES_ON_TIMEOUT = 3;

  private final Destination destination;
  private final BatchWriter batchWriter;
  private final int maxRowsInBatch;
  private final WriteClock clock = new WriteClock();

  public RecordWriter(
      Destination destination, int maxRowsInBatch, int maxInFlight, SinkMetrics metrics) {
    this.destination = destination;
    this.maxRowsInBatch = maxRowsInBatch;
    this.batchWriter = new BatchWriter(destination, maxInFlight, metrics);
  }

  /**
   * @return the rejected records, each once
   * @throws ClusterUnavailableException if all records must be delivered again
   * @throws ConnectException if a retry cannot help
   */
  public Collection<RejectedRecord> write(Collection<SinkRecord> records) {
    Map<RecordId, RejectedRecord> rejected = new LinkedHashMap<>();
    List<List<Row>> batches =
        BatchPlanner.plan(rows(records, rejected), maxRowsInBatch, destination::replicas);
    for (int round = 0; !batches.isEmpty(); round++) {
      List<List<Row>> retries = new ArrayList<>();
      for (BatchWriter.Failure failure : batchWriter.write(batches)) {
        retries.addAll(handle(failure, round, rejected));
      }
      batches = retries;
    }
    return rejected.values();
  }

  private List<Row> rows(Collection<SinkRecord> records, Map<RecordId, RejectedRecord> rejected) {
    List<Row> rows = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      try {
        destination.rows(record).forEach(row -> rows.add(clock.stamp(row)));
      } catch (DataException e) {
        rejected.put(RecordId.of(record), new RejectedRecord(record, e));
      }
    }
    return rows;
  }

  /** Returns the batches to send again. */
  private static List<List<Row>> handle(
      BatchWriter.Failure failure, int round, Map<RecordId, RejectedRecord> rejected) {
    switch (FailureKind.of(failure.cause())) {
      case WRITE_TIMEOUT -> {
        if (round < MAX_RETRIES_ON_TIMEOUT) {
          return List.of(failure.batch());
        }
        throw new ClusterUnavailableException(failure.cause());
      }
      case UNAVAILABLE -> throw new ClusterUnavailableException(failure.cause());
      case FATAL ->
          throw new ConnectException(
              "Cannot write to table %s: %s"
                  .formatted(
                      failure.batch().get(0).table().config().name(), failure.cause().getMessage()),
              failure.cause());
      case REJECTED -> {
        if (failure.batch().size() > 1) {
          return BatchPlanner.halves(failure.batch());
        }
        SinkRecord record = failure.batch().get(0).origin();
        rejected.putIfAbsent(RecordId.of(record), new RejectedRecord(record, failure.cause()));
      }
    }
    return List.of();
  }
}
