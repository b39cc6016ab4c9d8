package io.iotpipeline.connect.cassandra;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.write.CassandraDestination;
import io.iotpipeline.connect.cassandra.write.CassandraRetriableException;
import io.iotpipeline.connect.cassandra.write.ClusterUnavailableException;
import io.iotpipeline.connect.cassandra.write.Destination;
import io.iotpipeline.connect.cassandra.write.RecordWriter;
import io.iotpipeline.connect.cassandra.write.RetryBackoff;
import io.iotpipeline.connect.cassandra.write.SinkMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Writes the records that Connect puts. When {@code put} returns, each is in Cassandra or has been
 * reported as errant, and only then does Connect commit their offsets. While Cassandra is not
 * there, be it from the start, {@code put} throws {@link CassandraRetriableException} and Connect
 * keeps the records.
 */
public final class CassandraSinkTask extends SinkTask {

  private final Function<SinkConfig, Destination> connector;
  private final RetryBackoff outage = new RetryBackoff(RandomGenerator.getDefault());
  private SinkConfig config;
  private Destination destination;
  private RecordWriter delivery;
  private SinkMetrics metrics;

  /** Connect makes tasks by this one. */
  public CassandraSinkTask() {
    this(CassandraDestination::open);
  }

  CassandraSinkTask(Function<SinkConfig, Destination> connector) {
    this.connector = connector;
  }

  @Override
  public void start(Map<String, String> props) {
    config = new SinkConfig(props);
    metrics = new SinkMetrics(props.get("name"), props.get(SinkConfig.TASK));
  }

  @Override
  public void put(Collection<SinkRecord> entries) {
    if (entries.isEmpty() && destination != null) {
      return;
    }
    Collection<RecordWriter.Refusal> refusals;
    try {
      connect();
      refusals = delivery.deliver(entries);
    } catch (ClusterUnavailableException e) {
      metrics.unavailable();
      context.timeout(outage.failed(e));
      throw new CassandraRetriableException(e);
    }
    outage.over();
    metrics.available();
    metrics.refused(refusals.size());
    // Only now: records that are put again would be reported again.
    refusals.forEach(this::report);
  }

  private void connect() {
    if (destination == null) {
      destination = connector.apply(config);
      delivery =
          new RecordWriter(
              destination, config.maxRecordsInBatch(), config.maxConcurrentRequests(), metrics);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Connect waits for it before it commits offsets
  private void report(RecordWriter.Refusal refusal) {
    SinkRecord entry = refusal.entry();
    ConnectException error =
        new ConnectException(
            "Record of topic %s, partition %d, offset %d cannot be written: %s"
                .formatted(
                    entry.topic(),
                    entry.kafkaPartition(),
                    entry.kafkaOffset(),
                    refusal.reason().getMessage()),
            refusal.reason());
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw error;
    }
    reporter.report(entry, error);
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
