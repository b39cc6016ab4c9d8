package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import io.iotpipeline.connect.cassandra.write.BatchWriter.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes records to all tables of their topics. It sends rows and returns; while all goes well, it
 * never waits for their outcome. If something was not written, it waits for all that is in flight
 * and settles it, before it takes further records: it sends batches again, keeps them during an
 * outage, and halves a rejected batch until the rejected row is alone, unless the cause is the
 * table. A record is reported as rejected when all rows of its delivery are finished.
 */
public final class RecordWriter {

  /**
   * How often a batch is sent again at once after a write timeout. A node that has just gone down
   * or come back lets some writes time out; that is no reason for a backoff.
   */
  private static final int MAX_RETRIES_ON_TIMEOUT = 3;

  /** Bounds the memory of unfinished deliveries, which keep all their records. */
  private static final int MAX_UNFINISHED_RECORDS = 20_000;

  private final Destination destination;
  private final BatchWriter batchWriter;
  private final int maxRowsInBatch;
  private final WriteClock clock = new WriteClock();
  private final Deliveries deliveries;

  /** Not written because of an outage. */
  private final List<Batch> held = new ArrayList<>();

  /**
   * @param reporter takes the rejected records, each once; if it throws, they count as unreported
   */
  public RecordWriter(
      Destination destination,
      int maxRowsInBatch,
      int maxInFlight,
      SinkMetrics metrics,
      Consumer<Collection<RejectedRecord>> reporter) {
    this.destination = destination;
    this.maxRowsInBatch = maxRowsInBatch;
    this.batchWriter = new BatchWriter(destination, maxInFlight, metrics);
    this.deliveries = new Deliveries(reporter);
  }

  /**
   * Settles what earlier calls have left unwritten, then sends the records.
   *
   * @throws ClusterUnavailableException if the records must be delivered again. Those of earlier
   *     calls are kept
   * @throws ConnectException if a retry cannot help
   */
  public void write(Collection<SinkRecord> records) {
    destination.refresh();
    settle();
    if (deliveries.records() > MAX_UNFINISHED_RECORDS) {
      batchWriter.await();
      settle();
    }
    Delivery delivery = new Delivery(records);
    List<Row> rows = rows(records, delivery);
    delivery.expect(rows.size());
    deliveries.add(delivery);
    batchWriter.send(plan(delivery, rows));
    if (!rows.stream().allMatch(Row::isOrderedByWriteTime)) {
      batchWriter.await(); // a later delivery must not overtake this one
    }
    try {
      settle();
    } catch (ClusterUnavailableException e) {
      delivery.forgetAll();
      throw e;
    }
  }

  /** Returns whether all records are written or reported. */
  public boolean isIdle() {
    return deliveries.isEmpty();
  }

  /**
   * Returns the offsets to commit: those of the argument, or lower ones below which all records are
   * written or reported.
   */
  public Map<TopicPartition, OffsetAndMetadata> finished(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    return deliveries.finished(delivered);
  }

  /** Leaves the records of partitions to the task that gets them. */
  public void forget(Collection<TopicPartition> partitions) {
    deliveries.forget(partitions);
  }

  /** A table that cannot take a row does not keep the topic's other tables from taking theirs. */
  private List<Row> rows(Collection<SinkRecord> records, Delivery delivery) {
    List<Row> rows = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      RecordParts parts = new RecordParts(record);
      try {
        for (TableMapper table : destination.tables(record.topic())) {
          row(table, parts, delivery).ifPresent(rows::add);
        }
      } catch (DataException noTable) {
        delivery.reject(record, noTable);
      }
    }
    return rows;
  }

  private Optional<Row> row(TableMapper table, RecordParts parts, Delivery delivery) {
    try {
      return Optional.of(clock.stamp(table.map(parts)));
    } catch (DataException e) {
      delivery.reject(parts.record(), e);
      return Optional.empty();
    }
  }

  private List<Batch> plan(Delivery delivery, List<Row> rows) {
    return BatchPlanner.plan(rows, maxRowsInBatch, destination::replicas).stream()
        .map(batch -> new Batch(delivery, batch))
        .toList();
  }

  /** Waits only if something was not written. Then everything is written or rejected afterwards. */
  private void settle() {
    Set<TableMapper> checked = new HashSet<>();
    List<Batch> again = takeHeld();
    while (!again.isEmpty() || batchWriter.hasFailures()) {
      batchWriter.send(again);
      batchWriter.await();
      again = handle(batchWriter.takeFailures(), checked);
    }
    deliveries.complete();
  }

  /** Plans the held rows again that are still to be written, for the tables as they are now. */
  private List<Batch> takeHeld() {
    if (held.isEmpty()) {
      return List.of();
    }
    Map<Delivery, List<Row>> rows = new LinkedHashMap<>();
    for (Batch batch : held) {
      for (Row row : batch.rows()) {
        current(row, batch.delivery())
            .ifPresentOrElse(
                rows.computeIfAbsent(batch.delivery(), none -> new ArrayList<>())::add,
                () -> batch.delivery().finish(1));
      }
    }
    held.clear();
    List<Batch> batches = new ArrayList<>();
    rows.forEach((delivery, ofDelivery) -> batches.addAll(plan(delivery, ofDelivery)));
    return batches;
  }

  private Optional<Row> current(Row row, Delivery delivery) {
    if (!delivery.owns(row.origin())) {
      return Optional.empty();
    }
    List<TableMapper> tables = destination.tables(row.origin().topic());
    if (tables.contains(row.table())) {
      return Optional.of(row);
    }
    return tables.stream()
        .filter(table -> table.config().equals(row.table().config()))
        .findFirst()
        .flatMap(table -> row(table, new RecordParts(row.origin()), delivery));
  }

  /** Returns the batches to send again. */
  private List<Batch> handle(List<Failure> failures, Set<TableMapper> checked) {
    List<Batch> again = new ArrayList<>();
    ClusterUnavailableException outage = null;
    for (Failure failure : failures) {
      try {
        requireUnchanged(failure, checked);
        again.addAll(handle(failure));
      } catch (ClusterUnavailableException e) {
        held.add(failure.batch());
        outage = e;
      }
    }
    if (outage != null) {
      held.addAll(again);
      throw outage;
    }
    return again;
  }

  /** Checks a table that has rejected rows, unless it has been checked. */
  private void requireUnchanged(Failure failure, Set<TableMapper> checked) {
    TableMapper table = failure.batch().rows().get(0).table();
    if (FailureKind.of(failure.cause()) == FailureKind.REJECTED && !checked.contains(table)) {
      destination.requireUnchanged(table);
      checked.add(table);
    }
  }

  private static List<Batch> handle(Failure failure) {
    Batch batch = failure.batch();
    switch (FailureKind.of(failure.cause())) {
      case WRITE_TIMEOUT -> {
        if (batch.retries() < MAX_RETRIES_ON_TIMEOUT) {
          return List.of(batch.retry());
        }
        throw new ClusterUnavailableException(failure.cause());
      }
      case UNAVAILABLE -> throw new ClusterUnavailableException(failure.cause());
      case FATAL ->
          throw new ConnectException(
              "Cannot write to table %s: %s"
                  .formatted(
                      batch.rows().get(0).table().config().name(), failure.cause().getMessage()),
              failure.cause());
      case REJECTED -> {
        if (batch.rows().size() > 1) {
          return batch.halves();
        }
        batch.delivery().reject(batch.rows().get(0).origin(), failure.cause());
        batch.delivery().finish(1);
      }
    }
    return List.of();
  }
}
