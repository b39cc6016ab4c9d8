package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.RetryingSerializer;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import io.iotpipeline.streamsapp.state.Hours;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.SensorStoreBuilder;
import io.iotpipeline.streamsapp.validate.EventDecoder;
import io.iotpipeline.streamsapp.validate.EventValidator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
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
 * The way of an event through the app.
 *
 * <pre>
 * sensor-events ──► validate ──► admit ──► aggregate ──► hourly-aggregates
 *                      │           ├──► alert ──► sensor-alerts
 *                      │           ├──► validated-events
 *                      └───────────┴──► rejected-events
 * </pre>
 *
 * Sources and sinks bear the names of their topics.
 */
public final class PipelineTopology implements Supplier<Topology> {

  static final String SENSOR_EVENTS = Topics.SENSOR_EVENTS.name();
  static final String VALIDATED_EVENTS = Topics.VALIDATED_EVENTS.name();
  static final String HOURLY_AGGREGATES = Topics.HOURLY_AGGREGATES.name();
  static final String SENSOR_ALERTS = Topics.SENSOR_ALERTS.name();
  static final String REJECTED_EVENTS = Topics.REJECTED_EVENTS.name();
  static final String VALIDATE = "validate";
  static final String ADMIT = "admit";
  static final String AGGREGATE = "aggregate";
  static final String ALERT = "alert";
  public static final String SENSORS = "sensors";

  private static final Duration FORGET_UNKNOWN_SCHEMA = Duration.ofSeconds(5);

  private final StreamsAppConfig config;
  private final AvroSerdes serdes;
  private final RetryPolicy retry;
  private final PipelineMetrics metrics;
  private final ThreadLocal<EventDecoder> decoders;
  private final ThreadLocal<ValidatedEventWriter> writers;
  private final RejectionLog log = new RejectionLog();

  /**
   * @param registry gives the text of the schema of an id, if it has one; throws
   *     RegistryUnavailableException when it cannot be asked
   */
  public PipelineTopology(
      StreamsAppConfig config,
      AvroSerdes serdes,
      IntFunction<Optional<String>> registry,
      RetryPolicy retry,
      PipelineMetrics metrics) {
    SchemaCache schemas = new SchemaCache(registry, FORGET_UNKNOWN_SCHEMA);
    this.config = config;
    this.serdes = serdes;
    this.retry = retry;
    this.metrics = metrics;
    this.decoders =
        ThreadLocal.withInitial(() -> new EventDecoder(schemas, serdes.deserializer(), retry));
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
        .addProcessor(VALIDATE, this::validate, SENSOR_EVENTS)
        .addProcessor(ADMIT, this::admit, VALIDATE)
        .addProcessor(AGGREGATE, this::aggregate, ADMIT)
        .addProcessor(ALERT, this::alert, ADMIT)
        .addStateStore(sensors(), ADMIT, AGGREGATE, ALERT)
        .addSink(VALIDATED_EVENTS, VALIDATED_EVENTS, bytesOut, bytesOut, ADMIT)
        .addSink(HOURLY_AGGREGATES, HOURLY_AGGREGATES, text, avro(), AGGREGATE)
        .addSink(SENSOR_ALERTS, SENSOR_ALERTS, text, avro(), ALERT)
        .addSink(REJECTED_EVENTS, REJECTED_EVENTS, bytesOut, avro(), VALIDATE, ADMIT);
  }

  private ValidateProcessor validate() {
    EventValidator validator =
        new EventValidator(
            config.eventTimeFloor(), config.maxSkew(), config.catalogue(), config.maxMetrics());
    return new ValidateProcessor(decoders::get, validator, log, metrics);
  }

  private AcceptProcessor admit() {
    return new AcceptProcessor(
        config.checksDuplicates(), config.maxMetrics(), writers::get, log, metrics);
  }

  private AggregateProcessor aggregate() {
    Hours hours = new Hours(config.grace().toMillis());
    return new AggregateProcessor(hours, config.emitInterval(), config.silence(), metrics);
  }

  private AlertProcessor alert() {
    return new AlertProcessor(config.catalogue(), metrics);
  }

  private StoreBuilder<SensorStore> sensors() {
    String greatest = Integer.toString(KafkaSettings.MAX_REQUEST_BYTES);
    return new SensorStoreBuilder(SENSORS, config.stateHeapBytes())
        .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, greatest));
  }

  private <T extends SpecificRecordBase> Serializer<T> avro() {
    return new RetryingSerializer<>(serdes::serializer, retry);
  }
}
