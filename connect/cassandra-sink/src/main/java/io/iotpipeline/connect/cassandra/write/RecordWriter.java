package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of one {@code put}. Afterwards each record is either in all tables of its
 * topic or rejected. If Cassandra rejects a batch, the batch is halved until the rejected row is
 * alone, unless the cause is the table.
 */
public final class RecordWriter {

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
    destination.refresh();
    // By identity, because a transformation can give records of several topics the same one.
    IdentityHashMap<SinkRecord, RejectedRecord> rejected = new IdentityHashMap<>();
    List<List<Row>> batches =
        BatchPlanner.plan(rows(records, rejected), maxRowsInBatch, destination::replicas);
    Set<TableMapper> checked = new HashSet<>();
    for (int round = 0; !batches.isEmpty(); round++) {
      List<BatchWriter.Failure> failures = batchWriter.write(batches);
      requireUnchanged(failures, checked);
      List<List<Row>> retries = new ArrayList<>();
      for (BatchWriter.Failure failure : failures) {
        retries.addAll(handle(failure, round, rejected));
      }
      batches = retries;
    }
    return records.stream().map(rejected::get).filter(Objects::nonNull).toList();
  }

  /** A table that cannot take a row does not keep the topic's other tables from taking theirs. */
  private List<Row> rows(
      Collection<SinkRecord> records, IdentityHashMap<SinkRecord, RejectedRecord> rejected) {
    List<Row> rows = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      RecordParts parts = new RecordParts(record);
      try {
        for (TableMapper table : destination.tables(record.topic())) {
          addRow(table, parts, rows, rejected);
        }
      } catch (DataException noTable) {
        rejected.put(record, new RejectedRecord(record, noTable));
      }
    }
    return rows;
  }

  private void addRow(
      TableMapper table,
      RecordParts parts,
      List<Row> rows,
      IdentityHashMap<SinkRecord, RejectedRecord> rejected) {
    try {
      rows.add(clock.stamp(table.map(parts)));
    } catch (DataException e) {
      rejected.putIfAbsent(parts.record(), new RejectedRecord(parts.record(), e));
    }
  }

  /** Checks each table that has rejected rows, unless it has been checked. */
  private void requireUnchanged(List<BatchWriter.Failure> failures, Set<TableMapper> checked) {
    failures.stream()
        .filter(failure -> FailureKind.of(failure.cause()) == FailureKind.REJECTED)
        .map(failure -> failure.batch().get(0).table())
        .filter(checked::add)
        .forEach(destination::requireUnchanged);
  }

  /** Returns the batches to send again. */
  private static List<List<Row>> handle(
      BatchWriter.Failure failure,
      int round,
      IdentityHashMap<SinkRecord, RejectedRecord> rejected) {
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
        rejected.putIfAbsent(record, new RejectedRecord(record, failure.cause()));
      }
    }
    return List.of();
  }
}
