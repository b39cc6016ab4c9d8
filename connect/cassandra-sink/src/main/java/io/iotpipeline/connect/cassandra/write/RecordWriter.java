package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes what one {@code put} brings: afterwards each record is either written or refused. A batch
 * that Cassandra refuses is halved until the row that is to blame stands alone.
 */
public final class RecordWriter {

  /** A record that never makes its rows, and why. */
  public record Refusal(SinkRecord entry, Throwable reason) {}

  private record Coordinates(String topic, int partition, long offset) {

    static Coordinates of(SinkRecord entry) {
      return new Coordinates(entry.topic(), entry.kafkaPartition(), entry.kafkaOffset());
    }
  }

  /**
   * How often a batch for which a replica was too slow is sent again before all have to wait. A
   * node that has just gone or come back costs some writes their time.
   */
  private static final int ROUNDS_WHEN_SLOW = 3;

  private final Destination destination;
  private final BatchWriter writer;
  private final int maxRowsInBatch;
  private final WriteClock clock = new WriteClock();

  public RecordWriter(
      Destination destination, int maxRowsInBatch, int maxInFlight, SinkMetrics metrics) {
    this.destination = destination;
    this.maxRowsInBatch = maxRowsInBatch;
    this.writer = new BatchWriter(destination, maxInFlight, metrics);
  }

  /**
   * @return the refused records, each once
   * @throws ClusterUnavailableException when all of them are to be delivered again
   * @throws ConnectException when that would not help
   */
  public Collection<Refusal> deliver(Collection<SinkRecord> entries) {
    Map<Coordinates, Refusal> refused = new LinkedHashMap<>();
    List<List<Row>> batches =
        BatchPlanner.of(rows(entries, refused), maxRowsInBatch, destination::replicas);
    for (int round = 0; !batches.isEmpty(); round++) {
      List<List<Row>> again = new ArrayList<>();
      for (BatchWriter.Failure failure : writer.write(batches)) {
        again.addAll(judge(failure, round, refused));
      }
      batches = again;
    }
    return refused.values();
  }

  private List<Row> rows(Collection<SinkRecord> entries, Map<Coordinates, Refusal> refused) {
    List<Row> rows = new ArrayList<>(entries.size());
    for (SinkRecord entry : entries) {
      try {
        destination.rows(entry).forEach(row -> rows.add(clock.stamp(row)));
      } catch (DataException e) {
        refused.put(Coordinates.of(entry), new Refusal(entry, e));
      }
    }
    return rows;
  }

  private static List<List<Row>> judge(
      BatchWriter.Failure failure, int round, Map<Coordinates, Refusal> refused) {
    switch (FailureKind.of(failure.cause())) {
      case SLOW -> {
        if (round < ROUNDS_WHEN_SLOW) {
          return List.of(failure.batch());
        }
        throw new ClusterUnavailableException(failure.cause());
      }
      case UNAVAILABLE -> throw new ClusterUnavailableException(failure.cause());
      case FATAL ->
          throw new ConnectException(
              "cannot write to "
                  + failure.batch().get(0).table().config().name()
                  + ": "
                  + failure.cause().getMessage(),
              failure.cause());
      case REFUSED -> {
        if (failure.batch().size() > 1) {
          return BatchPlanner.halves(failure.batch());
        }
        SinkRecord entry = failure.batch().get(0).origin();
        refused.putIfAbsent(Coordinates.of(entry), new Refusal(entry, failure.cause()));
      }
    }
    return List.of();
  }
}
