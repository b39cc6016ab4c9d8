package io.iotpipeline.streamsapp.config;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.streamsapp.StartupException;
import io.iotpipeline.streamsapp.StreamsAppMain;
import io.iotpipeline.streamsapp.catalogue.CatalogueReader;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.http.HttpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How this process runs; made once, in {@link StreamsAppMain}, by {@link ConfigReader}.
 *
 * @param bootstrapServers Kafka brokers, host:port,…
 * @param applicationId consumer group, and beginning of the changelogs' names
 * @param stateDir folder of the state, of this instance alone
 * @param threads number of stream threads
 * @param standbys copies of the state on other instances
 * @param httpListen where it serves HTTP; empty: nowhere
 * @param httpAdvertised where other instances reach it; empty: where it listens
 * @param emitInterval how long an update may wait, by the wall clock
 * @param grace how long an hour waits after its end, by the sensor's clock
 * @param silence after how long without any event, by the wall clock, a sensor's hours close
 * @param checksDuplicates whether event ids are remembered
 * @param eventBucket how much of a sensor's readings a partition of the table holds
 * @param stateHeapBytes how much memory the sensors in use may hold
 * @param catalogue the known metrics
 * @param maxMetrics most metrics of an event, and of an hour of a sensor
 * @param eventTimeFloor earliest event time that is believed
 * @param maxSkew how far past the wall clock an event time may lie
 * @param kafka settings of Kafka Streams that are passed on, by Kafka's names
 * @param avro settings of {@link io.iotpipeline.schemas.AvroSerdes}, the registry's URL among them
 */
public record StreamsAppConfig(
    String bootstrapServers,
    String applicationId,
    Path stateDir,
    int threads,
    int standbys,
    Optional<HttpAddress> httpListen,
    Optional<HttpAddress> httpAdvertised,
    Duration emitInterval,
    Duration grace,
    Duration silence,
    boolean checksDuplicates,
    EventBucket eventBucket,
    long stateHeapBytes,
    MetricCatalogue catalogue,
    int maxMetrics,
    Instant eventTimeFloor,
    Duration maxSkew,
    Map<String, String> kafka,
    Map<String, String> avro) {

  public StreamsAppConfig {
    kafka = Map.copyOf(kafka);
    avro = Map.copyOf(avro);
  }

  /**
   * @param own the app's own settings, checked and with their defaults
   * @param all everything that was given, from which the passed on settings are taken
   */
  static StreamsAppConfig of(Map<String, Object> own, Map<String, String> all) {
    Map<String, String> kafka = new HashMap<>();
    Map<String, String> avro = new HashMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(ConfigKeys.KAFKA_PREFIX)) {
            kafka.put(key.substring(ConfigKeys.KAFKA_PREFIX.length()), value);
          } else if (ConfigKeys.AVRO_PREFIXES.stream().anyMatch(key::startsWith)) {
            avro.put(key, value);
          }
        });
    avro.put(ConfigKeys.SCHEMA_REGISTRY_URL, (String) own.get(ConfigKeys.SCHEMA_REGISTRY_URL));
    return new StreamsAppConfig(
        (String) own.get(ConfigKeys.BOOTSTRAP_SERVERS),
        (String) own.get(ConfigKeys.APPLICATION_ID),
        Path.of((String) own.get(ConfigKeys.STATE_DIR)).toAbsolutePath().normalize(),
        (Integer) own.get(ConfigKeys.NUM_STREAM_THREADS),
        (Integer) own.get(ConfigKeys.NUM_STANDBY_REPLICAS),
        address((String) own.get(ConfigKeys.HTTP_LISTEN)),
        address((String) own.get(ConfigKeys.HTTP_ADVERTISED)),
        Duration.ofMillis((Long) own.get(ConfigKeys.EMIT_INTERVAL_MS)),
        Duration.ofMillis((Long) own.get(ConfigKeys.WINDOW_GRACE_MS)),
        Duration.ofMillis((Long) own.get(ConfigKeys.SENSOR_SILENCE_MS)),
        (Boolean) own.get(ConfigKeys.DUPLICATE_CHECK),
        EventBucket.of((String) own.get(ConfigKeys.EVENT_BUCKET)),
        (Long) own.get(ConfigKeys.STATE_HEAP_BYTES),
        catalogue((String) own.get(ConfigKeys.METRIC_CATALOGUE)),
        (Integer) own.get(ConfigKeys.MAX_METRICS),
        Instant.parse((String) own.get(ConfigKeys.EVENT_TIME_FLOOR)),
        Duration.ofMillis((Long) own.get(ConfigKeys.EVENT_TIME_MAX_SKEW_MS)),
        kafka,
        avro);
  }

  private static Optional<HttpAddress> address(String value) {
    return value.isEmpty() || value.equals(ConfigKeys.OFF)
        ? Optional.empty()
        : Optional.of(HttpAddress.parse(value));
  }

  private static MetricCatalogue catalogue(String file) {
    try {
      return CatalogueReader.read(file);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          StartupException.USAGE,
          ConfigKeys.METRIC_CATALOGUE
              + "="
              + e.getMessage()
              + "; correct the file, or leave "
              + ConfigReader.flag(ConfigKeys.METRIC_CATALOGUE)
              + " out for the default catalogue");
    }
  }

  String registryUrl() {
    return avro.get(ConfigKeys.SCHEMA_REGISTRY_URL);
  }

  /** The settings that a person looks for first; none of them is a secret. */
  public String summary() {
    return "%s=%s %s=%s %s=%s %s=%s %s=%d %s=%d %s=%d"
        .formatted(
            ConfigKeys.APPLICATION_ID,
            applicationId,
            ConfigKeys.BOOTSTRAP_SERVERS,
            bootstrapServers,
            ConfigKeys.SCHEMA_REGISTRY_URL,
            registryUrl(),
            ConfigKeys.STATE_DIR,
            stateDir,
            ConfigKeys.NUM_STREAM_THREADS,
            threads,
            ConfigKeys.EMIT_INTERVAL_MS,
            emitInterval.toMillis(),
            ConfigKeys.WINDOW_GRACE_MS,
            grace.toMillis());
  }
}
