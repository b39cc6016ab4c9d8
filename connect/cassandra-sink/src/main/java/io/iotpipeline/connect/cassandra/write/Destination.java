package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The cluster and tables that records are written to. Tests replace it with a fake. */
public interface Destination extends AutoCloseable {

  /**
   * Maps a record to its rows, one for each table of its topic.
   *
   * @throws DataException if the record cannot be mapped
   */
  List<Row> rows(SinkRecord record);

  /** Returns a key that is equal for rows stored on the same nodes. */
  Object replicas(Row row);

  /**
   * Writes rows of one table, which are in one partition or on the same replicas, in one request.
   *
   * @return completes when the rows are written, or exceptionally
   */
  CompletionStage<?> write(List<Row> batch);

  @Override
  void close();
}
