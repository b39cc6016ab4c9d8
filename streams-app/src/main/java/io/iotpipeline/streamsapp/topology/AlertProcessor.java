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
 * Raises alerts about accepted events. The key of an alert is its sensor id.
 *
 * <p>Alerts depend on the sensor's events only, not on the wall clock. So an event that is
 * processed again after a crash raises the same alerts.
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
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> accepted) {
    DecodedEvent event = accepted.value().event();
    SensorDetectors detectors = accepted.value().sensor().detectors();
    for (int i = 0; i < event.size(); i++) {
      String metric = event.metric(i);
      for (Alert alert : detectors.observe(metric, event.time(), event.value(i), limits)) {
        context.forward(
            new Record<>(event.sensorId(), map(event, metric, alert), accepted.timestamp()));
        metrics.alerted(alert.severity().name());
      }
    }
    sensors.detectorsChanged(accepted.value().sensor());
  }

  private static SensorAlert map(DecodedEvent event, String metric, Alert alert) {
    return new SensorAlert(
        event.sensorId(),
        Instant.ofEpochMilli(event.time()),
        event.eventId(),
        metric,
        alert.kind().name(),
        alert.severity().name(),
        alert.observed(),
        alert.expected(),
        alert.score(),
        alert.detail());
  }
}
