package io.iotpipeline.streamsapp.config;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.connection.RegistryAccess;
import io.iotpipeline.streamsapp.access.AccessConfig;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.catalogue.CatalogueReader;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the process; {@link ConfigReader} reads it once, at start-up.
 *
 * @param bootstrapServers Kafka brokers: host:port, separated by commas
 * @param applicationId consumer group, and prefix of the changelog topics
 * @param stateDir directory of the state stores of this instance
 * @param threads number of stream threads
 * @param standbys number of standby replicas of the state
 * @param httpListen listen address of the HTTP server; empty: no server
 * @param httpAdvertised address for other instances; empty: the listen address
 * @param httpAccess HTTPS and tokens of the HTTP server
 * @param certificateWatch TLS servers whose certificate's expiry is a metric
 * @param emitInterval wall-clock time after which a changed hour is emitted
 * @param emitUpdatesPerSecond of one partition, while events come
 * @param grace how long an hour accepts events after its end, by the sensor's clock
 * @param inactivityTimeout wall-clock time without events after which a sensor's hours close
 * @param registerInterval minimum time between two updates of a sensor in the register
 * @param silenceAlerts which silent sensors raise an alert
 * @param checksDuplicates whether duplicates are rejected
 * @param eventBucket how much of a sensor's events one partition of the table holds
 * @param stateHeapBytes heap limit of the sensors in memory, in bytes
 * @param stateJournalBytes limit of the journal of one partition, in bytes
 * @param catalogue the metric catalogue
 * @param maxMetrics maximum number of metrics of an event, and of a sensor
 * @param maxRecordBytes maximum size of an event's record, in bytes before compression
 * @param eventTimeFloor earliest event time that is accepted
 * @param maxSkew how far an event time may be ahead of the wall clock
 * @param kafka settings that are passed to Kafka Streams, without the prefix
 * @param avro settings of {@link io.iotpipeline.schemas.AvroSerdes}, with the URL of the registry
 */
public record StreamsAppConfig(
    String bootstrapServers,
    String applicationId,
    Path stateDir,
    int threads,
    int standbys,
    Optional<HttpAddress> httpListen,
    Optional<HttpAddress> httpAdvertised,
    AccessConfig httpAccess,
    List<HttpAddress> certificateWatch,
    Duration emitInterval,
    int emitUpdatesPerSecond,
    Duration grace,
    Duration inactivityTimeout,
    Duration registerInterval,
    SilenceAlerts silenceAlerts,
    boolean checksDuplicates,
    EventBucket eventBucket,
    long stateHeapBytes,
    long stateJournalBytes,
    MetricCatalogue catalogue,
    int maxMetrics,
    int maxRecordBytes,
    Instant eventTimeFloor,
    Duration maxSkew,
    Map<String, String> kafka,
    Map<String, String> avro) {

  public StreamsAppConfig {
    certificateWatch = List.copyOf(certificateWatch);
    kafka = Map.copyOf(kafka);
    avro = Map.copyOf(avro);
  }

  /**
   * @param own the app's own settings, validated and with defaults
   * @param all all settings as given; the settings that are passed on are taken from here
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
        HttpAccessKeys.of(own),
        HttpAddress.parseAll((String) own.get(ConfigKeys.CERTIFICATE_WATCH)),
        Duration.ofMillis((Long) own.get(ConfigKeys.EMIT_INTERVAL_MS)),
        (Integer) own.get(ConfigKeys.EMIT_UPDATES_PER_SECOND),
        Duration.ofMillis((Long) own.get(ConfigKeys.WINDOW_GRACE_MS)),
        Duration.ofMillis((Long) own.get(ConfigKeys.SENSOR_INACTIVITY_TIMEOUT_MS)),
        Duration.ofMillis((Long) own.get(ConfigKeys.REGISTER_INTERVAL_MS)),
        SilenceAlerts.of((String) own.get(ConfigKeys.SILENCE_ALERTS)),
        (Boolean) own.get(ConfigKeys.DUPLICATE_CHECK),
        EventBucket.of((String) own.get(ConfigKeys.EVENT_BUCKET)),
        (Long) own.get(ConfigKeys.STATE_HEAP_BYTES),
        (Long) own.get(ConfigKeys.STATE_JOURNAL_BYTES),
        catalogue((String) own.get(ConfigKeys.METRIC_CATALOGUE)),
        (Integer) own.get(ConfigKeys.MAX_METRICS),
        (Integer) own.get(ConfigKeys.MAX_RECORD_BYTES),
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
              + "; correct the file, or remove "
              + ConfigKeys.flag(ConfigKeys.METRIC_CATALOGUE)
              + " to use the default catalogue");
    }
  }

  /** Not the components of the record, of which some are secrets. */
  @Override
  public String toString() {
    return summary();
  }

  String registryUrl() {
    return avro.get(ConfigKeys.SCHEMA_REGISTRY_URL);
  }

  /** The most important settings, for the log; contains no secrets. */
  public String summary() {
    return "%s=%s %s=%s %s=%s %s=%s %s=%d %s=%d %s=%d"
        .formatted(
            ConfigKeys.APPLICATION_ID,
            applicationId,
            ConfigKeys.BOOTSTRAP_SERVERS,
            bootstrapServers,
            ConfigKeys.SCHEMA_REGISTRY_URL,
            RegistryAccess.withoutLogin(registryUrl()),
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
