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
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Writes the records that Connect delivers. When {@code put} returns, each record is in Cassandra
 * or was reported as errant, and the report was acknowledged. Connect commits their offsets only
 * then. While Cassandra is unavailable, also at start-up, or a table is missing, {@code put} throws
 * {@link CassandraRetriableException}, and Connect delivers the same records again. A task fails if
 * its tables do not match the configuration when it starts.
 */
public final class CassandraSinkTask extends SinkTask {

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
    if (records.isEmpty() && destination != null) {
      return;
    }
    Collection<RejectedRecord> rejected;
    try {
      connect();
      rejected = writer.write(records);
    } catch (ClusterUnavailableException e) {
      metrics.unavailable();
      context.timeout(backoff.onFailure(e));
      throw new CassandraRetriableException(e);
    }
    backoff.onSuccess();
    metrics.available();
    metrics.rejected(rejected.size());
    // Report only after all writes: records that Connect delivers again would be reported twice.
    if (!rejected.isEmpty()) {
      new ErrantRecords(context.errantRecordReporter(), queueFailures).report(rejected);
    }
  }

  private void connect() {
    if (destination == null) {
      destination = opener.apply(config);
      writer =
          new RecordWriter(
              destination, config.maxRecordsInBatch(), config.maxConcurrentRequests(), metrics);
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
