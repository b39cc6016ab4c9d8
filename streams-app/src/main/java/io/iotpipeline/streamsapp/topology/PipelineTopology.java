package io.iotpipeline.streamsapp.topology;

import static io.iotpipeline.streamsapp.topology.TopologyNames.ACCEPT;
import static io.iotpipeline.streamsapp.topology.TopologyNames.AGGREGATE;
import static io.iotpipeline.streamsapp.topology.TopologyNames.ALERT;
import static io.iotpipeline.streamsapp.topology.TopologyNames.DESCRIBE;
import static io.iotpipeline.streamsapp.topology.TopologyNames.HOURLY_AGGREGATES;
import static io.iotpipeline.streamsapp.topology.TopologyNames.REGISTER;
import static io.iotpipeline.streamsapp.topology.TopologyNames.REJECTED_EVENTS;
import static io.iotpipeline.streamsapp.topology.TopologyNames.SENSORS;
import static io.iotpipeline.streamsapp.topology.TopologyNames.SENSORS_STORE;
import static io.iotpipeline.streamsapp.topology.TopologyNames.SENSOR_ALERTS;
import static io.iotpipeline.streamsapp.topology.TopologyNames.SENSOR_DESCRIPTIONS;
import static io.iotpipeline.streamsapp.topology.TopologyNames.SENSOR_EVENTS;
import static io.iotpipeline.streamsapp.topology.TopologyNames.VALIDATE;
import static io.iotpipeline.streamsapp.topology.TopologyNames.VALIDATED_EVENTS;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.register.Inflow;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.RetryingSerializer;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import io.iotpipeline.streamsapp.registry.SchemaSource;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.SensorStoreBuilder;
import io.iotpipeline.streamsapp.state.WindowGrace;
import io.iotpipeline.streamsapp.validate.DescriptionDecoder;
import io.iotpipeline.streamsapp.validate.EventDecoder;
import io.iotpipeline.streamsapp.validate.EventValidator;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds the topology.
 *
 * <pre>
 * sensor-events ──► validate ──► accept ──► aggregate ──► hourly-aggregates
 *                      │            ├──► alert ──► sensor-alerts
 *                      │            ├──► register ──► sensors, sensor-alerts
 *                      │            ├──► validated-events
 *                      └────────────┴──► rejected-events
 * sensor-descriptions ──► describe
 * </pre>
 *
 * The names are in {@link TopologyNames}.
 */
public final class PipelineTopology implements Supplier<Topology> {

  private static final Duration UNKNOWN_SCHEMA_TTL = Duration.ofSeconds(5);

  private final StreamsAppConfig config;
  private final AvroSerdes serdes;
  private final RetryPolicy retry;
  private final PipelineMetrics metrics;
  private final SchemaCache schemas;
  private final Inflow inflow;
  private final ThreadLocal<EventDecoder> decoders;
  private final ThreadLocal<ValidatedEventWriter> writers;
  private final RejectionLog rejectionLog = new RejectionLog();

  public PipelineTopology(
      StreamsAppConfig config,
      AvroSerdes serdes,
      SchemaSource registry,
      RetryPolicy retry,
      PipelineMetrics metrics) {
    this.schemas = new SchemaCache(registry, UNKNOWN_SCHEMA_TTL, System::nanoTime);
    this.config = config;
    this.serdes = serdes;
    this.retry = retry;
    this.metrics = metrics;
    this.inflow = new Inflow();
    metrics.observe(inflow);
    this.decoders =
        ThreadLocal.withInitial(
            () -> new EventDecoder(schemas, serdes.deserializer(), retry, System::nanoTime));
    this.writers =
        ThreadLocal.withInitial(() -> new ValidatedEventWriter(avro(), config.eventBucket()));
  }

  @Override
  public Topology get() {
    ByteArrayDeserializer bytesIn = new ByteArrayDeserializer();
    ByteArraySerializer bytesOut = new ByteArraySerializer();
    StringSerializer text = new StringSerializer();
    return new Topology()
        .addSource(SENSOR_EVENTS, bytesIn, bytesIn, SENSOR_EVENTS)
        .addProcessor(VALIDATE, this::newValidateProcessor, SENSOR_EVENTS)
        .addProcessor(ACCEPT, this::newAcceptProcessor, VALIDATE)
        .addProcessor(AGGREGATE, this::newAggregateProcessor, ACCEPT)
        .addProcessor(ALERT, this::newAlertProcessor, ACCEPT)
        .addProcessor(REGISTER, this::newRegisterProcessor, ACCEPT)
        .addSource(SENSOR_DESCRIPTIONS, bytesIn, bytesIn, SENSOR_DESCRIPTIONS)
        .addProcessor(DESCRIBE, this::newDescribeProcessor, SENSOR_DESCRIPTIONS)
        .addStateStore(sensorStore(), ACCEPT, AGGREGATE, ALERT, REGISTER, DESCRIBE)
        .addSink(VALIDATED_EVENTS, VALIDATED_EVENTS, bytesOut, bytesOut, ACCEPT)
        .addSink(HOURLY_AGGREGATES, HOURLY_AGGREGATES, text, avro(), AGGREGATE)
        .addSink(SENSOR_ALERTS, SENSOR_ALERTS, text, avro(), ALERT, REGISTER)
        .addSink(SENSORS, SENSORS, text, avro(), REGISTER)
        .addSink(REJECTED_EVENTS, REJECTED_EVENTS, bytesOut, avro(), VALIDATE, ACCEPT);
  }

  private ValidateProcessor newValidateProcessor() {
    EventValidator validator =
        new EventValidator(
            config.eventTimeFloor(), config.maxSkew(), config.catalogue(), config.maxMetrics());
    return new ValidateProcessor(
        config.maxRecordBytes(), decoders::get, validator, rejectionLog, metrics);
  }

  private AcceptProcessor newAcceptProcessor() {
    return new AcceptProcessor(
        config.checksDuplicates(), config.maxMetrics(), writers::get, rejectionLog, metrics);
  }

  private AggregateProcessor newAggregateProcessor() {
    WindowGrace grace = new WindowGrace(config.grace().toMillis());
    return new AggregateProcessor(
        grace,
        config.emitInterval(),
        config.emitUpdatesPerSecond(),
        config.inactivityTimeout(),
        metrics);
  }

  private AlertProcessor newAlertProcessor() {
    return new AlertProcessor(config.catalogue(), metrics);
  }

  private RegisterProcessor newRegisterProcessor() {
    return new RegisterProcessor(
        config.silenceAlerts(), config.registerInterval(), config.catalogue(), inflow, metrics);
  }

  private DescribeProcessor newDescribeProcessor() {
    return new DescribeProcessor(new DescriptionDecoder(schemas, retry), metrics);
  }

  private StoreBuilder<SensorStore> sensorStore() {
    String maxMessageBytes = Integer.toString(KafkaSettings.MAX_REQUEST_BYTES);
    return new SensorStoreBuilder(
            SENSORS_STORE, config.stateHeapBytes(), config.stateJournalBytes(), config.catalogue())
        .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxMessageBytes));
  }

  private <T extends SpecificRecordBase> Serializer<T> avro() {
    return new RetryingSerializer<>(serdes::serializer, retry);
  }
}
