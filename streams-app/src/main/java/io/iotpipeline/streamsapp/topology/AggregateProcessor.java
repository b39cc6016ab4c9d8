package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
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
 * <p>Changed hours are emitted at most once per emit interval of the wall clock. The final update
 * of an hour is emitted at once when the hour closes: by its sensor's clock, or by the wall clock
 * when the sensor sends nothing for the inactivity timeout.
 */
final class AggregateProcessor
    implements Processor<byte[], AcceptedEvent, String, HourlyAggregate> {

  /** How often per inactivity timeout idle sensors are checked. */
  private static final int CHECKS_PER_TIMEOUT = 20;

  private final WindowGrace grace;
  private final Duration emitInterval;
  private final Duration inactivityTimeout;
  private final PipelineMetrics metrics;

  private ProcessorContext<String, HourlyAggregate> context;
  private SensorStore sensors;
  private long nextEmitMs;

  /**
   * @param inactivityTimeout wall-clock time without events after which a sensor's hours close
   */
  AggregateProcessor(
      WindowGrace grace,
      Duration emitInterval,
      Duration inactivityTimeout,
      PipelineMetrics metrics) {
    this.grace = grace;
    this.emitInterval = emitInterval;
    this.inactivityTimeout = inactivityTimeout;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, HourlyAggregate> context) {
    this.context = context;
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
    // After a restart or an aborted transaction, objects in memory are not valid any more.
    sensors.recover();
    nextEmitMs = context.currentSystemTimeMs() + emitInterval.toMillis();
    context.schedule(emitInterval, PunctuationType.WALL_CLOCK_TIME, now -> emitPending());
    context.schedule(
        inactivityTimeout.dividedBy(CHECKS_PER_TIMEOUT),
        PunctuationType.WALL_CLOCK_TIME,
        this::closeIdleSensors);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> accepted) {
    AcceptedEvent value = accepted.value();
    value.hour().add(value.event());
    sensors.markPending(value.hour());
    if (value.isNewest()) {
      close(value.sensor(), grace.firstOpen(value.event().time()));
    }
  }

  private void emitPending() {
    for (Hour hour : sensors.takePending()) {
      for (Series series : hour.series()) {
        if (series.hasUnemittedReadings()) {
          emit(hour, series, false);
          metrics.emitted(1, context.currentSystemTimeMs() - nextEmitMs);
        }
      }
      sensors.changed(hour);
    }
    nextEmitMs = context.currentSystemTimeMs() + emitInterval.toMillis();
  }

  private void close(Sensor sensor, long firstOpen) {
    for (Hour hour : sensors.close(sensor, firstOpen)) {
      hour.series().forEach(series -> emit(hour, series, true));
      metrics.emitted(hour.series().size(), 0);
      sensors.delete(hour);
    }
  }

  private void closeIdleSensors(long now) {
    sensors
        .find(
            sensor ->
                !sensor.isAllClosed() && now - sensor.lastSeen() >= inactivityTimeout.toMillis())
        .forEach(sensor -> close(sensor, sensor.end()));
  }

  private void emit(Hour hour, Series series, boolean closed) {
    long now = context.currentSystemTimeMs();
    series.nextRevision(now);
    context.forward(
        new Record<>(
            AggregateMapper.key(hour, series), AggregateMapper.value(hour, series, closed), now));
  }
}
