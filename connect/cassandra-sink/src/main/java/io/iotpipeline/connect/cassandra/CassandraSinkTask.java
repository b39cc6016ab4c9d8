package io.iotpipeline.connect.cassandra;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.write.CassandraDestination;
import io.iotpipeline.connect.cassandra.write.CassandraRetriableException;
import io.iotpipeline.connect.cassandra.write.ClusterUnavailableException;
import io.iotpipeline.connect.cassandra.write.Destination;
import io.iotpipeline.connect.cassandra.write.RecordWriter;
import io.iotpipeline.connect.cassandra.write.RejectedRecord;
import io.iotpipeline.connect.cassandra.write.RetryBackoff;
import io.iotpipeline.connect.cassandra.write.SinkMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Writes the records that Connect delivers. {@code put} sends them to Cassandra and returns, so
 * that the next records are fetched and converted meanwhile; {@code preCommit} returns the offsets
 * below which each record is in Cassandra or was reported as errant, and the report was
 * acknowledged. While Cassandra is unavailable, also at start-up, or a table is missing, {@code
 * put} throws {@link CassandraRetriableException}: the task keeps what it has, and Connect delivers
 * the same further records again. A task fails if its tables do not match the configuration when it
 * starts.
 */
public final class CassandraSinkTask extends SinkTask {

  /**
   * How soon {@code put} is called again while rows are in flight, if no records come, so that
   * those that were not written are sent again.
   */
  private static final long OUTCOME_MILLIS = 20;

  private final Function<SinkConfig, Destination> opener;
  private final RetryBackoff backoff = new RetryBackoff(RandomGenerator.getDefault());
  private SinkConfig config;
  private Destination destination;
  private RecordWriter writer;
  private SinkMetrics metrics;
  private DeadLetterQueueFailures queueFailures;

  /** The constructor that Connect calls. */
  public CassandraSinkTask() {
    this(CassandraDestination::open);
  }

  /**
   * @param opener connects to the cluster, or throws {@link ClusterUnavailableException}
   */
  CassandraSinkTask(Function<SinkConfig, Destination> opener) {
    this.opener = opener;
  }

  @Override
  public void start(Map<String, String> props) {
    config = new SinkConfig(props);
    metrics = new SinkMetrics(props.get("name"), props.get(SinkConfig.TASK));
    queueFailures = new DeadLetterQueueFailures(props.get("name"), props.get(SinkConfig.TASK));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    if (records.isEmpty() && writer != null && writer.isIdle()) {
      return;
    }
    try {
      connect();
      writer.write(records);
    } catch (ClusterUnavailableException e) {
      metrics.unavailable();
      context.timeout(backoff.onFailure(e));
      throw new CassandraRetriableException(e);
    }
    backoff.onSuccess();
    metrics.available();
    if (!writer.isIdle()) {
      context.timeout(OUTCOME_MILLIS);
    }
  }

  private void connect() {
    if (destination == null) {
      destination = opener.apply(config);
      writer =
          new RecordWriter(
              destination,
              config.maxRecordsInBatch(),
              config.maxConcurrentRequests(),
              metrics,
              this::report);
    }
  }

  private void report(Collection<RejectedRecord> rejected) {
    metrics.rejected(rejected.size());
    new ErrantRecords(context.errantRecordReporter(), queueFailures).report(rejected);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    return writer == null ? delivered : writer.finished(delivered);
  }

  /** Connect delivers again what was not committed to the task that gets the partitions. */
  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (writer != null) {
      writer.forget(partitions);
    }
  }

  @Override
  public void stop() {
    if (destination != null) {
      destination.close();
      destination = null;
    }
    if (metrics != null) {
      metrics.close();
    }
  }

  @Override
  public String version() {
    return Version.get();
  }
}
