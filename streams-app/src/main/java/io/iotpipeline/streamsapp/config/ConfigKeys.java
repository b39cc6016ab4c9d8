package io.iotpipeline.streamsapp.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.connection.RegistryAccess;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.catalogue.CatalogueReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/**
 * The app's own settings: keys, defaults and documentation.
 *
 * <p>The class is long because it is one table: each key is declared once, with its type, default,
 * validation and documentation.
 */
public final class ConfigKeys {

  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  static final String APPLICATION_ID = "application.id";
  static final String STATE_DIR = "state.dir";
  static final String NUM_STREAM_THREADS = "num.stream.threads";
  static final String NUM_STANDBY_REPLICAS = "num.standby.replicas";
  public static final String HTTP_LISTEN = "http.listen";
  static final String HTTP_ADVERTISED = "http.advertised";
  static final String CERTIFICATE_WATCH = "certificate.watch";
  static final String EMIT_INTERVAL_MS = "emit.interval.ms";
  static final String EMIT_UPDATES_PER_SECOND = "emit.updates.per.second";
  static final String WINDOW_GRACE_MS = "window.grace.ms";
  static final String SENSOR_INACTIVITY_TIMEOUT_MS = "sensor.inactivity.timeout.ms";
  static final String REGISTER_INTERVAL_MS = "register.interval.ms";
  static final String SILENCE_ALERTS = "silence.alerts";
  static final String DUPLICATE_CHECK = "duplicate.check";
  static final String EVENT_BUCKET = "event.bucket";
  static final String STATE_HEAP_BYTES = "state.heap.bytes";
  static final String STATE_JOURNAL_BYTES = "state.journal.bytes";
  static final String METRIC_CATALOGUE = "metric.catalogue";
  static final String MAX_METRICS = "max.metrics";
  static final String MAX_RECORD_BYTES = "max.record.bytes";
  static final String EVENT_TIME_FLOOR = "event.time.floor";
  static final String EVENT_TIME_MAX_SKEW_MS = "event.time.max.skew.ms";

  /**
   * An hour is one changelog record. With this number of metrics and the longest names (256
   * characters of 3 bytes) it has 2 MB, below {@link KafkaSettings#MAX_REQUEST_BYTES}.
   */
  private static final int MAX_METRICS_LIMIT = 1000;

  /** The size of the largest record that is sent without compression. */
  private static final int MAX_RECORD_BYTES_LIMIT = 1024 * 1024;

  /** Value of {@code http.listen} that disables the HTTP server. */
  static final String OFF = "off";

  /** Prefix of settings that are passed to Kafka Streams and its clients. */
  static final String KAFKA_PREFIX = "kafka.";

  /** Prefixes of settings that {@link io.iotpipeline.schemas.AvroSerdes} reads. */
  static final List<String> AVRO_PREFIXES = List.of("avro.", "serde.", "schema.registry.");

  private static final long TEN_YEARS_MS = Duration.ofDays(3650).toMillis();

  private static final String ENVIRONMENT_PREFIX = "IOT_";

  private ConfigKeys() {}

  /** The flag of a key: {@code --emit-interval-ms}. */
  public static String flag(String key) {
    return "--" + key.replace('.', '-');
  }

  /** The environment variable of a key: {@code IOT_EMIT_INTERVAL_MS}. */
  static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The key of an environment variable; empty if the variable is not one of the app's. */
  static Optional<String> keyOf(String variable) {
    return variable.startsWith(ENVIRONMENT_PREFIX)
        ? Optional.of(
            variable
                .substring(ENVIRONMENT_PREFIX.length())
                .replace('_', '.')
                .toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  static ConfigDef definitions() {
    return HttpAccessKeys.addTo(withoutHttpAccess());
  }

  private static ConfigDef withoutHttpAccess() {
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
            "Kafka brokers: host:port, separated by commas.")
        .define(
            SCHEMA_REGISTRY_URL,
            STRING,
            "http://localhost:8081",
            valid(ConfigKeys::isHttpUrl, "an http:// or https:// URL"),
            HIGH,
            "Root URL of the schema registry.")
        .define(
            APPLICATION_ID,
            STRING,
            Topics.STREAMS_APP_GROUP,
            text,
            HIGH,
            "Consumer group, and prefix of the names of the changelog topics. Instances with the same"
                + " id share the partitions.")
        .define(
            STATE_DIR,
            STRING,
            "iot-streams-state",
            text,
            HIGH,
            "Directory of the state stores; each instance needs its own. If it is lost, the state is"
                + " restored from Kafka.")
        .define(
            NUM_STREAM_THREADS, INT, 2, Range.between(1, 256), HIGH, "Number of stream threads.")
        .define(
            NUM_STANDBY_REPLICAS,
            INT,
            0,
            Range.between(0, 16),
            HIGH,
            "Number of standby replicas of the state on other instances, for fast failover and for"
                + " queries while an instance is down.")
        .define(
            HTTP_LISTEN,
            STRING,
            "127.0.0.1:8090",
            valid(ConfigKeys::isListenAddress, "host:port (port 0: any free port) or " + OFF),
            HIGH,
            "Listen address of the HTTP server (health, metrics, sensor queries), host:port. Port 0"
                + " takes any free port; off disables the server. Each instance needs its own.")
        .define(
            HTTP_ADVERTISED,
            STRING,
            "",
            valid(
                ConfigKeys::isAdvertisedAddress,
                "host:port, or empty for the address of http.listen"),
            LOW,
            "Address at which other instances reach this one, host:port. Empty: the listen address.")
        .define(
            CERTIFICATE_WATCH,
            STRING,
            "",
            valid(ConfigKeys::areServerAddresses, "host:port, separated by commas"),
            LOW,
            "TLS servers whose certificate's expiry is a metric: host:port, separated by commas.")
        .define(
            EMIT_INTERVAL_MS,
            LONG,
            5_000L,
            positiveMillis,
            HIGH,
            "Wall-clock time in ms after which a changed aggregate is emitted.")
        .define(
            EMIT_UPDATES_PER_SECOND,
            INT,
            100,
            Range.between(1, 1_000_000),
            LOW,
            "How many updates of changed aggregates a partition emits per second while events come."
                + " Others wait, the oldest are first. Final updates do not count.")
        .define(
            WINDOW_GRACE_MS,
            LONG,
            Duration.ofHours(24).toMillis(),
            millis,
            HIGH,
            "How long an hour accepts events after its end, in ms of the sensor's own clock (its"
                + " greatest event time). Later events are rejected as LATE.")
        .define(
            SENSOR_INACTIVITY_TIMEOUT_MS,
            LONG,
            Duration.ofDays(7).toMillis(),
            positiveMillis,
            HIGH,
            "Wall-clock time without events, in ms, after which a sensor's open hours close. Events"
                + " that arrive later for these hours are rejected as LATE.")
        .define(
            REGISTER_INTERVAL_MS,
            LONG,
            60_000L,
            Range.between(1, Duration.ofMinutes(5).toMillis()),
            LOW,
            "Minimum wall-clock time in ms between two updates of a sensor in the topic sensors that"
                + " only say that it was heard. What is new about it is written at once.")
        .define(
            SILENCE_ALERTS,
            STRING,
            "all",
            ValidString.in("all", "given", "none"),
            LOW,
            "Which silent sensors raise an alert: all whose expected interval is given or learnt, only"
                + " those for which it is given, or none.")
        .define(
            DUPLICATE_CHECK,
            BOOLEAN,
            true,
            LOW,
            "Whether an event with a known event_id is rejected as DUPLICATE. If false, an event that"
                + " is sent twice is counted twice.")
        .define(
            EVENT_BUCKET,
            STRING,
            "day",
            ValidString.in("day", "hour"),
            LOW,
            "How much of a sensor's events one partition of table sensor_events holds: a day or an"
                + " hour. Applies to events that are accepted from now on.")
        .define(
            STATE_HEAP_BYTES,
            LONG,
            stateHeapBytes(Runtime.getRuntime().maxMemory()),
            Range.atLeast(0),
            LOW,
            "Heap that the sensors in memory may use before some are evicted to disk, in bytes. The"
                + " default is a quarter of the maximum heap, or half of it less 128 MiB if that is"
                + " more.")
        .define(
            STATE_JOURNAL_BYTES,
            LONG,
            8L * 1024 * 1024,
            Range.between(0, 1024 * 1024 * 1024),
            LOW,
            "Bytes that the journal of one partition may have. More make the snapshots of the sensors"
                + " rarer, and a start after a crash longer. With 0 each commit writes them all.")
        .define(
            METRIC_CATALOGUE,
            STRING,
            CatalogueReader.DEFAULT,
            text,
            HIGH,
            "YAML file with the known metrics, their ranges and sentinels; 'default' is the file in"
                + " the jar.")
        .define(
            MAX_METRICS,
            INT,
            256,
            Range.between(1, MAX_METRICS_LIMIT),
            LOW,
            "Maximum number of metrics of an event, and of a sensor. A metric without readings for"
                + " 30 days does not count.")
        .define(
            MAX_RECORD_BYTES,
            INT,
            64 * 1024,
            Range.between(1024, MAX_RECORD_BYTES_LIMIT),
            LOW,
            "Maximum size of an event's record: key, value and headers, in bytes before compression."
                + " Larger records are rejected as TOO_LARGE.")
        .define(
            EVENT_TIME_FLOOR,
            STRING,
            "2000-01-01T00:00:00Z",
            valid(ConfigKeys::isInstant, "an instant like 2000-01-01T00:00:00Z, not before year 1"),
            LOW,
            "Earliest event time that is accepted, an ISO-8601 instant.")
        .define(
            EVENT_TIME_MAX_SKEW_MS,
            LONG,
            Duration.ofMinutes(5).toMillis(),
            millis,
            LOW,
            "How far an event time may be ahead of the wall clock, in ms.");
  }

  /** Buffers and the JVM's own objects do not grow with the heap, so a large one has more room. */
  static long stateHeapBytes(long maxHeapBytes) {
    return Math.max(maxHeapBytes / 4, maxHeapBytes / 2 - 128L * 1024 * 1024);
  }

  private interface Check {
    boolean accepts(String value);
  }

  /** A validator from a check that may throw IllegalArgumentException or DateTimeException. */
  private static Validator valid(Check check, String expected) {
    return LambdaValidator.with(
        (name, value) -> {
          try {
            if (check.accepts(String.valueOf(value))) {
              return;
            }
          } catch (IllegalArgumentException | DateTimeException notAccepted) {
            // reported below, with the expected form
          }
          throw new ConfigException(
              name, RegistryAccess.withoutLogin(String.valueOf(value)), "expected " + expected);
        },
        () -> expected);
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

  private static boolean areServerAddresses(String value) {
    return HttpAddress.parseAll(value).stream().allMatch(address -> address.port() > 0);
  }

  private static boolean isInstant(String value) {
    return !Instant.parse(value).isBefore(Instant.parse("0001-01-01T00:00:00Z"));
  }
}
