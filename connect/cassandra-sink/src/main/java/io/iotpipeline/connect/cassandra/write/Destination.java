package io.iotpipeline.connect.cassandra.write;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A cluster that can be written to. */
public interface Destination extends AutoCloseable {

  /**
   * The rows that a record makes, one a table of its topic.
   *
   * @throws DataException when it does not make them
   */
  List<Row> rows(SinkRecord entry);

  /** What rows that are stored on the same nodes have in common. */
  Object replicas(Row row);

  /**
   * Writes rows of one table, of one partition or one replica set, together.
   *
   * @return completes when they are written, or with what went wrong
   */
  CompletionStage<?> write(List<Row> batch);

  @Override
  void close();
}
