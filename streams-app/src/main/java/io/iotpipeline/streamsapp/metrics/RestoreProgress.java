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
 * The progress of the stores of active tasks that are being restored from their changelogs. Standby
 * tasks are not included: they restore all the time, and nothing waits for them.
 */
public final class RestoreProgress implements StateRestoreListener {

  private record StorePartition(TopicPartition changelog, String store) {}

  private record OffsetRange(long next, long end) {
    long remaining() {
      return Math.max(0, end - next);
    }
  }

  private final MeterRegistry registry;
  private final Map<StorePartition, OffsetRange> restoring = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> restored = new ConcurrentHashMap<>();

  RestoreProgress(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("iot.restore.remaining.records", this, RestoreProgress::remaining)
        .description("Changelog offsets to restore before all active tasks run.")
        .register(registry);
  }

  /** The stores that are being restored now, ordered by store and partition. */
  public List<RestoringStore> restoring() {
    return restoring.entrySet().stream()
        .map(
            entry ->
                new RestoringStore(
                    entry.getKey().store(),
                    entry.getKey().changelog().partition(),
                    entry.getValue().remaining()))
        .sorted(
            Comparator.comparing(RestoringStore::store).thenComparing(RestoringStore::partition))
        .toList();
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    restoring.put(new StorePartition(changelog, store), new OffsetRange(start, end));
    restored.computeIfAbsent(store, this::counter);
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
    restoring.computeIfPresent(
        new StorePartition(changelog, store),
        (partition, before) -> new OffsetRange(last + 1, before.end()));
    restored.computeIfAbsent(store, this::counter).add(count);
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    restoring.remove(new StorePartition(changelog, store));
  }

  /** The partition was revoked before the restoration ended. */
  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    restoring.remove(new StorePartition(changelog, store));
  }

  private double remaining() {
    return restoring.values().stream().mapToLong(OffsetRange::remaining).sum();
  }

  private LongAdder counter(String store) {
    LongAdder count = new LongAdder();
    FunctionCounter.builder("iot.restored.records", count, LongAdder::sum)
        .description("Records restored from the changelog.")
        .tag("store", store)
        .register(registry);
    return count;
  }
}
