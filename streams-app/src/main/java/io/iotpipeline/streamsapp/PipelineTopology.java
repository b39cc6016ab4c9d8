package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * The way of an event through the app.
 *
 * <pre>
 * sensor-events ──► validate ──► admit ──► aggregate ──► hourly-aggregates
 *                      │           ├──► validated-events
 *                      └───────────┴──► rejected-events
 * </pre>
 *
 * Sources and sinks bear the names of their topics.
 */
final class PipelineTopology implements Supplier<Topology> {

  static final String SENSOR_EVENTS = Topics.SENSOR_EVENTS.name();
  static final String VALIDATED_EVENTS = Topics.VALIDATED_EVENTS.name();
  static final String HOURLY_AGGREGATES = Topics.HOURLY_AGGREGATES.name();
  static final String REJECTED_EVENTS = Topics.REJECTED_EVENTS.name();
  static final String VALIDATE = "validate";
  static final String ADMIT = "admit";
  static final String AGGREGATE = "aggregate";

  private static final Duration FORGET_UNKNOWN_SCHEMA = Duration.ofSeconds(5);

  private final StreamsAppConfig config;
  private final AvroSerdes serdes;
  private final Retry retry;
  private final ThreadLocal<EventDecoder> decoders;
  private final RejectionLog log = new RejectionLog();

  /**
   * @param registry whether it has a schema of an id; throws RegistryUnavailableException when it
   *     cannot be asked
   */
  PipelineTopology(StreamsAppConfig config, AvroSerdes serdes, IntPredicate registry, Retry retry) {
    KnownSchemas schemas = new KnownSchemas(registry, FORGET_UNKNOWN_SCHEMA);
    this.config = config;
    this.serdes = serdes;
    this.retry = retry;
    this.decoders =
        ThreadLocal.withInitial(() -> new EventDecoder(schemas, serdes.deserializer(), retry));
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
        .addStateStore(Stores.sensorClocks(), ADMIT)
        .addStateStore(Stores.seenEvents(), ADMIT)
        .addStateStore(Stores.hourlyWindows(), AGGREGATE)
        .addStateStore(Stores.pendingWindows(), AGGREGATE)
        .addSink(VALIDATED_EVENTS, VALIDATED_EVENTS, bytesOut, avro(), ADMIT)
        .addSink(HOURLY_AGGREGATES, HOURLY_AGGREGATES, text, avro(), AGGREGATE)
        .addSink(REJECTED_EVENTS, REJECTED_EVENTS, bytesOut, avro(), VALIDATE, ADMIT);
  }

  private ValidateProcessor validate() {
    EventValidator validator = new EventValidator(config.eventTimeFloor(), config.maxSkew());
    return new ValidateProcessor(decoders::get, validator, log);
  }

  private AdmitProcessor admit() {
    return new AdmitProcessor(new Hours(config.grace().toMillis()), log);
  }

  private AggregateProcessor aggregate() {
    return new AggregateProcessor(config.emitInterval());
  }

  private <T> Serializer<T> avro() {
    return new PatientSerializer<>(serdes::serializer, retry);
  }
}
