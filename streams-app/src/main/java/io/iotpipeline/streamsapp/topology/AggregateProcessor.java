package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Hours;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.Series;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts events into their hours, tells of changes at most once an interval of the wall clock, and
 * of an hour's last state at once when it closes: by its sensor's clock, or by the wall clock when
 * the sensor has been silent for long.
 */
final class AggregateProcessor
    implements Processor<byte[], AcceptedEvent, String, HourlyAggregate> {

  /** So many times within the allowed silence the silent sensors are looked for. */
  private static final int LOOKS = 20;

  private final Hours hours;
  private final Duration emitInterval;
  private final Duration silence;
  private final PipelineMetrics metrics;

  private ProcessorContext<String, HourlyAggregate> context;
  private SensorStore sensors;
  private long nextEmitMs;

  /**
   * @param silence after how long without any event a sensor's hours close
   */
  AggregateProcessor(
      Hours hours, Duration emitInterval, Duration silence, PipelineMetrics metrics) {
    this.hours = hours;
    this.emitInterval = emitInterval;
    this.silence = silence;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, HourlyAggregate> context) {
    this.context = context;
    sensors = context.getStateStore(PipelineTopology.SENSORS);
    // After a restart or an aborted transaction only what is stored counts.
    sensors.recover();
    nextEmitMs = context.currentSystemTimeMs() + emitInterval.toMillis();
    context.schedule(emitInterval, PunctuationType.WALL_CLOCK_TIME, now -> emitDue());
    context.schedule(
        silence.dividedBy(LOOKS), PunctuationType.WALL_CLOCK_TIME, this::closeSilentSensors);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> admitted) {
    AcceptedEvent value = admitted.value();
    value.hour().add(value.reading());
    sensors.due(value.hour());
    if (value.isNewest()) {
      close(value.sensor(), hours.firstOpen(value.reading().time()));
    }
  }

  private void emitDue() {
    for (Hour hour : sensors.takeDue()) {
      for (Series series : hour.series()) {
        if (series.isDue()) {
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
      sensors.forget(hour);
    }
  }

  private void closeSilentSensors(long now) {
    sensors
        .find(sensor -> !sensor.isAllClosed() && now - sensor.heardAt() >= silence.toMillis())
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
