package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.DataException;

/** The cluster and tables that records are written to. Tests replace it with a fake. */
public interface Destination extends AutoCloseable {

  /**
   * Learns of changes of the schema since the last call.
   *
   * @throws ClusterUnavailableException if a table does not match the configuration any more
   */
  void refresh();

  /**
   * Returns the tables of a topic.
   *
   * @throws DataException if the topic has none
   */
  List<TableMapper> tables(String topic);

  /**
   * Checks with the cluster that a table still is what its rows were made for, after it has
   * rejected some of them.
   *
   * @throws ClusterUnavailableException if it is not, so that nothing is wrong with the rows
   */
  void requireUnchanged(TableMapper table);

  /** Returns a key that is equal for rows stored on the same nodes. */
  Object replicas(Row row);

  /**
   * Writes rows of one table, which are in one partition or on the same replicas, in one request.
   *
   * @return completes when the rows are written, or exceptionally; with a {@link
   *     ClusterUnavailableException} if the rows were made for a table that has changed since
   */
  CompletionStage<?> write(List<Row> batch);

  @Override
  void close();
}
