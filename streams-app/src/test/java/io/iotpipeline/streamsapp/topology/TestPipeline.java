package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorDescription;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.schemas.ValidatedEvent;
import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.registry.InMemoryRegistry;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.TestAvroDeserializer;
import io.iotpipeline.streamsapp.registry.TestAvroSerializer;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.StoreSizes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on one partition, with the settings of the app and a mock clock. */
public final class TestPipeline implements AutoCloseable {

  final InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
  public final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> input;
  final TestOutputTopic<byte[], ValidatedEvent> validated;
  final TestOutputTopic<String, HourlyAggregate> aggregates;
  final TestOutputTopic<String, SensorAlert> alerts;
  final TestOutputTopic<byte[], RejectedEvent> rejected;
  final TestOutputTopic<String, SensorStatus> register;
  private final TestInputTopic<byte[], byte[]> descriptions;
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Serializer<SensorEvent> serializer;
  private final Serializer<SensorDescription> descriptionSerializer;
  private Instant now;

  public TestPipeline() {
    this(Fixtures.NOW);
  }

  public TestPipeline(Instant now) {
    this(now, Map.of());
  }

  public TestPipeline(Map<String, String> environment) {
    this(Fixtures.NOW, environment);
  }

  TestPipeline(Instant now, Map<String, String> environment) {
    this.now = now;
    StreamsAppConfig config = config(registry, temporaryFolder(), environment);
    AvroSerdes serdes = AvroSerdes.of(config.avro());
    serializer = serdes.serializer();
    driver =
        new TopologyTestDriver(
            topology(config, registry, new PipelineMetrics(metrics)),
            KafkaSettings.of(config),
            now);
    ByteArraySerializer bytes = new ByteArraySerializer();
    input = driver.createInputTopic(TopologyNames.SENSOR_EVENTS, bytes, bytes);
    validated = output(TopologyNames.VALIDATED_EVENTS, new ByteArrayDeserializer(), serdes);
    aggregates = output(TopologyNames.HOURLY_AGGREGATES, new StringDeserializer(), serdes);
    alerts = output(TopologyNames.SENSOR_ALERTS, new StringDeserializer(), serdes);
    rejected = output(TopologyNames.REJECTED_EVENTS, new ByteArrayDeserializer(), serdes);
    register = output(TopologyNames.SENSORS, new StringDeserializer(), serdes);
    descriptions = driver.createInputTopic(TopologyNames.SENSOR_DESCRIPTIONS, bytes, bytes);
    descriptionSerializer = serdes.serializer();
  }

  public static StreamsAppConfig config(InMemoryRegistry registry, Path stateDir) {
    return config(registry, stateDir, Map.of());
  }

  private static StreamsAppConfig config(
      InMemoryRegistry registry, Path stateDir, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    // Most tests do not test plausibility.
    environment.put("IOT_METRIC_CATALOGUE", "src/test/resources/any-reading.yaml");
    environment.putAll(more);
    environment.put("IOT_STATE_DIR", stateDir.toString());
    environment.put("IOT_AVRO_SERIALIZER", TestAvroSerializer.class.getName());
    environment.put("IOT_AVRO_DESERIALIZER", TestAvroDeserializer.class.getName());
    environment.put("IOT_SERDE_TEST_REGISTRY", registry.name);
    return new ConfigReader().read(CommandLine.parse(List.of()), environment);
  }

  public static Topology topology(StreamsAppConfig config, InMemoryRegistry registry) {
    return topology(config, registry, unreadMetrics());
  }

  static PipelineMetrics unreadMetrics() {
    return new PipelineMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static Topology topology(
      StreamsAppConfig config, InMemoryRegistry registry, PipelineMetrics metrics) {
    RetryPolicy retry = new RetryPolicy(Duration.ofMillis(300));
    return new PipelineTopology(config, AvroSerdes.of(config.avro()), registry, retry, metrics)
        .get();
  }

  public void send(SensorEvent event) {
    input.pipeInput(Fixtures.key(event), bytes(event));
  }

  void sendAll(List<SensorEvent> events) {
    events.forEach(this::send);
  }

  byte[] bytes(SensorEvent event) {
    return serializer.serialize(TopologyNames.SENSOR_EVENTS, event);
  }

  /** Advances the wall clock. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
    now = now.plus(time);
  }

  /** Sends an event that arrives now, by the wall clock. */
  void arrive(SensorEvent event) {
    input.pipeInput(Fixtures.key(event), bytes(event), now);
  }

  /** Sends a description of a sensor; null deletes it. */
  void describe(String sensorId, SensorDescription description) {
    describe(sensorId.getBytes(UTF_8), description == null ? null : descriptionBytes(description));
  }

  byte[] descriptionBytes(SensorDescription description) {
    return descriptionSerializer.serialize(TopologyNames.SENSOR_DESCRIPTIONS, description);
  }

  void describe(byte[] key, byte[] value) {
    descriptions.pipeInput(key, value, now);
  }

  RejectedEvent onlyRejection() {
    List<RejectedEvent> all = rejected.readValuesToList();
    if (all.size() != 1) {
      throw new AssertionError("expected one rejection, got " + all);
    }
    return all.get(0);
  }

  /** The newest update of each row, as in Cassandra. */
  public Map<String, HourlyAggregate> rows() {
    Map<String, HourlyAggregate> rows = new LinkedHashMap<>();
    for (TestRecord<String, HourlyAggregate> update : aggregates.readRecordsToList()) {
      rows.put(update.key(), update.value());
    }
    return rows;
  }

  /** The number of records of each kind in the store. */
  StoreSizes storeSizes() {
    return StoreSizes.of(store());
  }

  SensorStore store() {
    return (SensorStore) driver.getStateStore(TopologyNames.SENSORS_STORE);
  }

  @Override
  public void close() {
    driver.close();
  }

  private <K, V> TestOutputTopic<K, V> output(
      String topic, Deserializer<K> keys, AvroSerdes serdes) {
    return driver.createOutputTopic(topic, keys, serdes.deserializer());
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("streams-app");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
