package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.validate.DescriptionDecoder;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what people say about sensors. A record that is no description is ignored and logged: it
 * comes from an operator, and the one before it stays valid.
 */
final class DescribeProcessor implements Processor<byte[], byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(DescribeProcessor.class);

  private final DescriptionDecoder decoder;
  private final PipelineMetrics metrics;

  private ProcessorContext<Void, Void> context;
  private SensorStore sensors;

  DescribeProcessor(DescriptionDecoder decoder, PipelineMetrics metrics) {
    this.decoder = decoder;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> received) {
    String sensorId;
    Description description;
    try {
      sensorId = DescriptionDecoder.sensorId(received.key());
      description = decoder.decode(sensorId, received.value());
    } catch (IllegalArgumentException e) {
      LOG.warn("A record of sensor-descriptions is ignored: {}", e.getMessage());
      metrics.descriptionIgnored();
      return;
    }
    sensors.makeRoom();
    Sensor sensor = sensors.sensor(sensorId);
    if (description.equals(Description.NONE) && !sensor.registration().isKnown()) {
      return; // nothing to delete
    }
    sensors.describe(sensor, description, context.currentSystemTimeMs());
  }
}
