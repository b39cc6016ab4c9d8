package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorScan;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.Series;
import io.iotpipeline.streamsapp.state.WindowGrace;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds events to their hours and emits updates.
 *
 * <p>Changed hours are emitted at most once per emit interval of the wall clock, oldest first, at
 * the {@link UpdateRateLimiter}, or earlier if the store is full. The final update of an hour is
 * emitted at once when the hour closes: by its sensor's clock, or by the wall clock when the sensor
 * sends nothing for the inactivity timeout.
 *
 * <p>Work on many sensors is done in pieces, because a transaction must end within its timeout.
 */
final class AggregateProcessor
    implements Processor<byte[], AcceptedEvent, String, HourlyAggregate> {

  /** How often per inactivity timeout idle sensors are checked. */
  private static final int CHECKS_PER_TIMEOUT = 20;

  private static final Duration MAX_PUNCTUATION_INTERVAL = Duration.ofMillis(500);

  /** Maximum number of updates, sensors and ids of one piece of work. */
  private static final int MAX_UPDATES = 20_000;

  private static final int MAX_SENSORS = 5_000;
  private static final int MAX_IDS = 20_000;

  /** Sensors that are read before the memory is checked. */
  private static final int SENSORS_AT_ONCE = 10;

  private final WindowGrace grace;
  private final Duration emitInterval;
  private final UpdateRateLimiter rateLimiter;
  private final Duration inactivityTimeout;
  private final PipelineMetrics metrics;
  private final AggregateKeys keys = new AggregateKeys();

  private ProcessorContext<String, HourlyAggregate> context;
  private SensorStore sensors;
  private boolean recovered;

  private long lastDueMs;

  /** Of the pending hours, oldest first. */
  private int hoursDue;

  /** When they were due, ms of the wall clock. */
  private long dueMs;

  private long nextIdleCheckMs;
  private SensorScan idleSensors;

  /**
   * @param updatesPerSecond of a task, while events come
   * @param inactivityTimeout wall-clock time without events after which a sensor's hours close
   */
  AggregateProcessor(
      WindowGrace grace,
      Duration emitInterval,
      int updatesPerSecond,
      Duration inactivityTimeout,
      PipelineMetrics metrics) {
    this.grace = grace;
    this.emitInterval = emitInterval;
    this.rateLimiter = new UpdateRateLimiter(emitInterval, updatesPerSecond, MAX_UPDATES);
    this.inactivityTimeout = inactivityTimeout;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, HourlyAggregate> context) {
    this.context = context;
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
    // After a restart or an aborted transaction, objects in memory are not valid any more.
    sensors.recover();
    recovered = false;
    idleSensors = null;
    long now = context.currentSystemTimeMs();
    hoursDue = sensors.pendingHours();
    dueMs = now;
    lastDueMs = now;
    rateLimiter.start(now);
    nextIdleCheckMs = now + idleCheckInterval();
    Duration interval =
        emitInterval.compareTo(MAX_PUNCTUATION_INTERVAL) < 0
            ? emitInterval
            : MAX_PUNCTUATION_INTERVAL;
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> accepted) {
    AcceptedEvent value = accepted.value();
    value.hour().add(value.event());
    sensors.markPending(value.hour());
    rateLimiter.event(context.currentSystemTimeMs());
    if (value.isNewest()) {
      close(value.sensor(), grace.firstOpen(value.event().time()));
    }
    makeRoom();
  }

  /** Must not be called while an object of the store is in use. */
  private void makeRoom() {
    if (sensors.isFull()) {
      emitPending(sensors.pendingHours(), MAX_UPDATES);
      sensors.makeRoom();
    }
  }

  private void punctuate(long now) {
    sensors.passTime(now);
    recoverNext();
    if (hoursDue == 0 && now >= lastDueMs + emitInterval.toMillis()) {
      hoursDue = sensors.pendingHours();
      dueMs = lastDueMs + emitInterval.toMillis();
      lastDueMs = now;
    }
    rateLimiter.sent(emitPending(hoursDue, rateLimiter.allowance(now)));
    closeIdleSensors(now);
    sensors.deleteExpiredIds(MAX_IDS);
    makeRoom();
  }

  /** The updates that were pending before a restart are due at once. */
  private void recoverNext() {
    for (int read = 0; !recovered && read < MAX_SENSORS; read += SENSORS_AT_ONCE) {
      int before = sensors.pendingHours();
      recovered = sensors.recoverNext(SENSORS_AT_ONCE);
      if (sensors.pendingHours() > before) {
        hoursDue = sensors.pendingHours();
      }
      makeRoom();
    }
  }

  /**
   * Emits updates of pending hours, oldest first.
   *
   * @param hours number of hours to emit
   * @param maxUpdates no further hour after so many
   * @return number of updates
   */
  private int emitPending(int hours, int maxUpdates) {
    long now = context.currentSystemTimeMs();
    long lag = hoursDue > 0 ? Math.max(0, now - dueMs) : 0;
    int before = sensors.pendingHours();
    int updates = 0;
    for (int left = hours; left > 0 && updates < maxUpdates; left--) {
      Hour hour = sensors.takePending();
      if (hour == null) {
        break;
      }
      for (Series series : hour.series()) {
        if (series.hasUnemittedReadings()) {
          emit(hour, series, false, now);
          metrics.emitted(1, lag);
          updates++;
        }
      }
      sensors.emitted(hour, now);
    }
    hoursDue = Math.max(0, hoursDue - (before - sensors.pendingHours()));
    return updates;
  }

  private void close(Sensor sensor, long firstOpen) {
    long now = context.currentSystemTimeMs();
    sensors.close(
        sensor,
        firstOpen,
        now,
        hour -> {
          hour.series().forEach(series -> emit(hour, series, true, now));
          metrics.emitted(hour.series().size(), 0);
        });
  }

  private void closeIdleSensors(long now) {
    if (idleSensors == null && now >= nextIdleCheckMs) {
      nextIdleCheckMs = now + idleCheckInterval();
      idleSensors =
          sensors.scan(
              sensor ->
                  !sensor.isAllClosed() && now - sensor.lastSeen() >= inactivityTimeout.toMillis());
    }
    if (idleSensors != null) {
      idleSensors.next(
          MAX_SENSORS,
          sensor -> {
            close(sensor, sensor.end());
            sensors.makeRoom();
          });
      if (idleSensors.isDone()) {
        idleSensors = null;
      }
    }
  }

  private long idleCheckInterval() {
    return inactivityTimeout.dividedBy(CHECKS_PER_TIMEOUT).toMillis();
  }

  private void emit(Hour hour, Series series, boolean closed, long now) {
    series.nextRevision(now);
    context.forward(
        new Record<>(keys.key(hour, series), AggregateMapper.value(hour, series, closed), now));
  }
}
