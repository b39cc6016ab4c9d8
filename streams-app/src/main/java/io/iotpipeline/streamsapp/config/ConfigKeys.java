package io.iotpipeline.streamsapp.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.streamsapp.catalogue.CatalogueReader;
import io.iotpipeline.streamsapp.http.HttpAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** The app's own settings, their defaults and what they mean. */
public final class ConfigKeys {

  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  static final String APPLICATION_ID = "application.id";
  static final String STATE_DIR = "state.dir";
  static final String NUM_STREAM_THREADS = "num.stream.threads";
  static final String NUM_STANDBY_REPLICAS = "num.standby.replicas";
  public static final String HTTP_LISTEN = "http.listen";
  static final String HTTP_ADVERTISED = "http.advertised";
  static final String EMIT_INTERVAL_MS = "emit.interval.ms";
  static final String WINDOW_GRACE_MS = "window.grace.ms";
  static final String SENSOR_SILENCE_MS = "sensor.silence.ms";
  static final String DUPLICATE_CHECK = "duplicate.check";
  static final String EVENT_BUCKET = "event.bucket";
  static final String STATE_HEAP_BYTES = "state.heap.bytes";
  static final String METRIC_CATALOGUE = "metric.catalogue";
  static final String MAX_METRICS = "max.metrics";
  static final String EVENT_TIME_FLOOR = "event.time.floor";
  static final String EVENT_TIME_MAX_SKEW_MS = "event.time.max.skew.ms";

  /**
   * An hour is one record: with so many metrics, and names as long as they may be (256 characters
   * of 3 bytes), it takes 9 MB of {@link KafkaSettings#MAX_REQUEST_BYTES}.
   */
  private static final int MOST_METRICS = 10_000;

  /** As {@code http.listen}: no HTTP server. */
  static final String OFF = "off";

  /** Before any setting of Kafka Streams or its clients. */
  static final String KAFKA_PREFIX = "kafka.";

  /** What {@link io.iotpipeline.schemas.AvroSerdes} reads. */
  static final List<String> AVRO_PREFIXES = List.of("avro.", "serde.", "schema.registry.");

  private static final long TEN_YEARS_MS = Duration.ofDays(3650).toMillis();

  private ConfigKeys() {}

  static ConfigDef definitions() {
    Validator text = new NonEmptyString();
    Range millis = Range.between(0, TEN_YEARS_MS);
    Range positiveMillis = Range.between(1, TEN_YEARS_MS);
    return new ConfigDef()
        .define(
            BOOTSTRAP_SERVERS,
            STRING,
            "localhost:9092",
            text,
            HIGH,
            "Kafka brokers, as host:port,…")
        .define(
            SCHEMA_REGISTRY_URL,
            STRING,
            "http://localhost:8081",
            valid(ConfigKeys::isHttpUrl, "an http:// or https:// URL"),
            HIGH,
            "Root of the schema registry.")
        .define(
            APPLICATION_ID,
            STRING,
            "iot-streams-app",
            text,
            HIGH,
            "Consumer group, and beginning of the names of the changelog topics;"
                + " instances of the same id share the work.")
        .define(
            STATE_DIR,
            STRING,
            "iot-streams-state",
            text,
            HIGH,
            "Folder of the state stores, one for each instance; keep it between runs,"
                + " or the state is read back from Kafka.")
        .define(
            NUM_STREAM_THREADS, INT, 2, Range.between(1, 256), HIGH, "Threads that process events.")
        .define(
            NUM_STANDBY_REPLICAS,
            INT,
            0,
            Range.between(0, 16),
            HIGH,
            "Copies of the state on other instances, to take over and to answer at once when one"
                + " fails.")
        .define(
            HTTP_LISTEN,
            STRING,
            "127.0.0.1:8090",
            valid(ConfigKeys::isListenAddress, "host:port (port 0: any free one) or " + OFF),
            HIGH,
            "Where health, metrics and the read side are served, host:port; port 0 is any free"
                + " one, off is nowhere. One for each instance.")
        .define(
            HTTP_ADVERTISED,
            STRING,
            "",
            valid(ConfigKeys::isAdvertisedAddress, "host:port, or empty for http.listen's"),
            LOW,
            "Where other instances reach this one, host:port; empty: where it listens.")
        .define(
            EMIT_INTERVAL_MS,
            LONG,
            5_000L,
            positiveMillis,
            HIGH,
            "How long an update of a changed hour may wait, milliseconds of the wall clock.")
        .define(
            WINDOW_GRACE_MS,
            LONG,
            Duration.ofHours(24).toMillis(),
            millis,
            HIGH,
            "How long after its end an hour waits for stragglers, milliseconds of the sensor's own"
                + " clock.")
        .define(
            SENSOR_SILENCE_MS,
            LONG,
            Duration.ofDays(7).toMillis(),
            positiveMillis,
            HIGH,
            "After how long without any event a sensor's open hours close, milliseconds of the wall"
                + " clock. What it sends later for these hours is late.")
        .define(
            DUPLICATE_CHECK,
            BOOLEAN,
            true,
            LOW,
            "Whether an event that was seen before goes to quarantine. Without it a reading that is"
                + " sent twice counts twice.")
        .define(
            EVENT_BUCKET,
            STRING,
            "day",
            ValidString.in("day", "hour"),
            LOW,
            "How much of a sensor's readings a partition of table sensor_events holds: a day, or an"
                + " hour. Counts for what is admitted from now on.")
        .define(
            STATE_HEAP_BYTES,
            LONG,
            Runtime.getRuntime().maxMemory() / 4,
            Range.atLeast(0),
            LOW,
            "How much memory the sensors in use may hold before some of them are dropped to disk,"
                + " bytes; by default a quarter of the heap.")
        .define(
            METRIC_CATALOGUE,
            STRING,
            CatalogueReader.DEFAULT,
            text,
            HIGH,
            "YAML file of the known metrics, their ranges and sentinels; 'default' is the one inside"
                + " the jar.")
        .define(
            MAX_METRICS,
            INT,
            MOST_METRICS,
            Range.between(1, MOST_METRICS),
            LOW,
            "Most metrics that an event, and an hour of a sensor, may have.")
        .define(
            EVENT_TIME_FLOOR,
            STRING,
            "2000-01-01T00:00:00Z",
            valid(ConfigKeys::isInstant, "an instant as 2000-01-01T00:00:00Z, from year 1 on"),
            LOW,
            "Earliest event time that is believed, an ISO-8601 instant.")
        .define(
            EVENT_TIME_MAX_SKEW_MS,
            LONG,
            Duration.ofMinutes(5).toMillis(),
            millis,
            LOW,
            "How far past the wall clock an event time may lie, in milliseconds.");
  }

  private interface Check {
    boolean accepts(String value);
  }

  /** A validator from a check that may throw IllegalArgumentException or DateTimeException. */
  private static Validator valid(Check check, String wanted) {
    return LambdaValidator.with(
        (name, value) -> {
          try {
            if (check.accepts(String.valueOf(value))) {
              return;
            }
          } catch (IllegalArgumentException | java.time.DateTimeException notAccepted) {
            // told below, in our words
          }
          throw new ConfigException(name, value, "must be " + wanted);
        },
        () -> wanted);
  }

  private static boolean isHttpUrl(String value) {
    URI url = URI.create(value.strip());
    return List.of("http", "https").contains(String.valueOf(url.getScheme()))
        && url.getHost() != null;
  }

  private static boolean isListenAddress(String value) {
    return value.equals(OFF) || HttpAddress.parse(value).port() >= 0;
  }

  private static boolean isAdvertisedAddress(String value) {
    return value.isEmpty() || HttpAddress.parse(value).port() > 0;
  }

  private static boolean isInstant(String value) {
    return !Instant.parse(value).isBefore(Instant.parse("0001-01-01T00:00:00Z"));
  }
}
