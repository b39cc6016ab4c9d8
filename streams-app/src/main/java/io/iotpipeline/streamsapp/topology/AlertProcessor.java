package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.streamsapp.alert.Alert;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.alert.SensorDetectors;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Raises alerts about admitted events, each under the key of its sensor.
 *
 * <p>An alert follows from the sensor's events alone and from no wall clock, so an event that is
 * processed again after a crash raises the same one.
 */
final class AlertProcessor implements Processor<byte[], AcceptedEvent, String, SensorAlert> {

  private final AlertLimits limits;
  private final PipelineMetrics metrics;

  private ProcessorContext<String, SensorAlert> context;
  private SensorStore sensors;

  AlertProcessor(AlertLimits limits, PipelineMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SensorAlert> context) {
    this.context = context;
    sensors = context.getStateStore(PipelineTopology.SENSORS);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> admitted) {
    DecodedEvent reading = admitted.value().reading();
    SensorDetectors watch = admitted.value().sensor().watch();
    for (int i = 0; i < reading.size(); i++) {
      String metric = reading.metric(i);
      for (Alert alert : watch.observe(metric, reading.time(), reading.value(i), limits)) {
        context.forward(
            new Record<>(reading.sensorId(), map(reading, metric, alert), admitted.timestamp()));
        metrics.alerted(alert.severity().name());
      }
    }
    sensors.watched(admitted.value().sensor());
  }

  private static SensorAlert map(DecodedEvent reading, String metric, Alert alert) {
    return new SensorAlert(
        reading.sensorId(),
        Instant.ofEpochMilli(reading.time()),
        reading.eventId(),
        metric,
        alert.kind().name(),
        alert.severity().name(),
        alert.observed(),
        alert.expected(),
        alert.score(),
        alert.detail());
  }
}
