package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the hourly windows, tells their changes at most once an interval of the wall clock, and
 * their last state at once when they close.
 *
 * <p>Which windows are due stands in a store, committed with the input, so a crash forgets nothing;
 * the set in memory only spares that store a write an event.
 */
final class AggregateProcessor implements Processor<byte[], Admitted, String, HourlyAggregate> {

  private static final byte[] DUE = {};

  private final Duration emitInterval;
  private final Set<WindowKey> due = new LinkedHashSet<>();

  private ProcessorContext<String, HourlyAggregate> context;
  private KeyValueStore<WindowKey, HourlyWindow> windows;
  private KeyValueStore<WindowKey, byte[]> pending;

  AggregateProcessor(Duration emitInterval) {
    this.emitInterval = emitInterval;
  }

  @Override
  public void init(ProcessorContext<String, HourlyAggregate> context) {
    this.context = context;
    windows = context.getStateStore(Stores.HOURLY_WINDOWS);
    pending = context.getStateStore(Stores.PENDING_WINDOWS);
    // After an aborted transaction this same processor starts again: only the store counts.
    due.clear();
    try (KeyValueIterator<WindowKey, byte[]> marks = pending.all()) {
      marks.forEachRemaining(mark -> due.add(mark.key));
    }
    context.schedule(emitInterval, PunctuationType.WALL_CLOCK_TIME, now -> emitDue());
  }

  @Override
  public void process(Record<byte[], Admitted> admitted) {
    Admitted value = admitted.value();
    add(value.event(), value.windowStart());
    if (value.closesWindows()) {
      close(value.event().getSensorId(), value.firstOpen());
    }
  }

  private void add(SensorEvent event, long windowStart) {
    WindowKey key = new WindowKey(event.getSensorId(), windowStart);
    HourlyWindow stored = windows.get(key);
    HourlyWindow window = stored == null ? new HourlyWindow() : stored;
    window.add(event.getEventTime().toEpochMilli(), event.getMeasurements());
    windows.put(key, window);
    if (due.add(key)) {
      pending.put(key, DUE);
    }
  }

  private void emitDue() {
    for (WindowKey key : due) {
      HourlyWindow window = windows.get(key);
      window.series.forEach(
          (metric, series) -> {
            if (series.isDue()) {
              emit(key, metric, series, false);
            }
          });
      windows.put(key, window);
      pending.delete(key);
    }
    due.clear();
  }

  private void close(String sensorId, long firstOpen) {
    for (WindowKey key : windowsBefore(sensorId, firstOpen)) {
      HourlyWindow window = windows.delete(key);
      window.series.forEach((metric, series) -> emit(key, metric, series, true));
      if (due.remove(key)) {
        pending.delete(key);
      }
    }
  }

  private List<WindowKey> windowsBefore(String sensorId, long firstOpen) {
    List<WindowKey> keys = new ArrayList<>();
    WindowKey from = new WindowKey(sensorId, Long.MIN_VALUE);
    WindowKey to = new WindowKey(sensorId, firstOpen - Hours.HOUR_MS);
    try (KeyValueIterator<WindowKey, HourlyWindow> closed = windows.range(from, to)) {
      closed.forEachRemaining(window -> keys.add(window.key));
    }
    return keys;
  }

  private void emit(WindowKey window, String metric, Series series, boolean closed) {
    long now = context.currentSystemTimeMs();
    series.nextRevision(now);
    String key =
        AggregateKey.of(window.sensorId(), metric, Instant.ofEpochMilli(window.windowStart()));
    context.forward(new Record<>(key, AggregateMapper.map(window, metric, series, closed), now));
  }
}
