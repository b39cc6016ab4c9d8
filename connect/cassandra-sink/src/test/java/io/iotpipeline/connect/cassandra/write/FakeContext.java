package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker as the task sees it: remembers waits and errant records. */
public final class FakeContext implements SinkTaskContext {

  public final List<Long> timeouts = new ArrayList<>();
  public final Map<Long, Throwable> reported = new HashMap<>();
  public boolean takesErrantRecords = true;

  @Override
  public void timeout(long millis) {
    timeouts.add(millis);
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return takesErrantRecords
        ? (entry, error) -> {
          if (reported.put(entry.kafkaOffset(), error) != null) {
            throw new AssertionError("reported twice: offset " + entry.kafkaOffset());
          }
          return CompletableFuture.completedFuture(null);
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
    throw new AssertionError("the sink never asks for commits");
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new AssertionError("the sink never has metrics of the worker, which 3.x workers lack");
  }
}
