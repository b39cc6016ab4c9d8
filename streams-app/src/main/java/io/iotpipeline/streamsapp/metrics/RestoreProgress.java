package io.iotpipeline.streamsapp.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Which stores of active tasks are being read back from their changelogs, and how far. Standbys are
 * not told of here: they follow all the time, and nobody waits for them.
 */
public final class RestoreProgress implements StateRestoreListener {

  private record Source(TopicPartition changelog, String store) {}

  private record Stretch(long next, long end) {
    long remaining() {
      return Math.max(0, end - next);
    }
  }

  private final MeterRegistry registry;
  private final Map<Source, Stretch> restoring = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> restored = new ConcurrentHashMap<>();

  public RestoreProgress(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("iot.restore.remaining.records", this, RestoreProgress::remaining)
        .description("Changelog offsets yet to read before all active tasks can run.")
        .register(registry);
  }

  /** What is being restored now, by store and partition. */
  public List<Restoring> restoring() {
    return restoring.entrySet().stream()
        .map(
            entry ->
                new Restoring(
                    entry.getKey().store(),
                    entry.getKey().changelog().partition(),
                    entry.getValue().remaining()))
        .sorted(Comparator.comparing(Restoring::store).thenComparing(Restoring::partition))
        .toList();
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    restoring.put(new Source(changelog, store), new Stretch(start, end));
    restored.computeIfAbsent(store, this::counter);
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
    restoring.computeIfPresent(
        new Source(changelog, store), (source, before) -> new Stretch(last + 1, before.end()));
    restored.computeIfAbsent(store, this::counter).add(count);
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    restoring.remove(new Source(changelog, store));
  }

  /** The partition was taken away before its restoration ended. */
  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    restoring.remove(new Source(changelog, store));
  }

  private double remaining() {
    return restoring.values().stream().mapToLong(Stretch::remaining).sum();
  }

  private LongAdder counter(String store) {
    LongAdder count = new LongAdder();
    FunctionCounter.builder("iot.restored.records", count, LongAdder::sum)
        .description("Records read back from the changelog.")
        .tag("store", store)
        .register(registry);
    return count;
  }
}
