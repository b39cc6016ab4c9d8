package io.iotpipeline.connect.cassandra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker as the task sees it. It stores the timeouts and the errant records. */
final class FakeSinkTaskContext implements SinkTaskContext {

  final List<Long> timeouts = new ArrayList<>();
  final Map<Long, Throwable> reported = new HashMap<>();
  final List<SinkRecord> reportedRecords = new ArrayList<>();
  boolean hasErrantRecordReporter = true;
  int reports;

  /** Whether records of several partitions have the same offset. */
  boolean isOnPartitions;

  /** Why the dead letter queue takes no record; null: it takes all. */
  Exception reportFailure;

  @Override
  public void timeout(long millis) {
    timeouts.add(millis);
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return hasErrantRecordReporter
        ? (record, error) -> {
          reports++;
          reportedRecords.add(record);
          if (reported.put(record.kafkaOffset(), error) != null
              && record.originalTopic().equals(record.topic())
              && !isOnPartitions) {
            throw new AssertionError("reported twice: offset " + record.kafkaOffset());
          }
          return reportFailure == null
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.failedFuture(reportFailure);
        }
        : null;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new AssertionError("the sink never rewinds");
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new AssertionError("the sink never rewinds");
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new AssertionError("the sink never pauses");
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new AssertionError("the sink never resumes");
  }

  @Override
  public void requestCommit() {
    throw new AssertionError("the sink never requests a commit");
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new AssertionError(
        "the sink never uses the worker's metrics, which Connect 3.x does not have");
  }
}
