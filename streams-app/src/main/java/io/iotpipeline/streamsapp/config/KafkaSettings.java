package io.iotpipeline.streamsapp.config;

import static io.iotpipeline.streamsapp.config.StartupException.USAGE;
import static java.util.Map.entry;

import io.iotpipeline.schemas.PollLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: tuned defaults, settings that are passed on, fixed settings. */
public final class KafkaSettings {

  /**
   * Maximum size of a written record, in bytes before compression. The largest records are an hour
   * with very many metrics, and a rejected event, which contains the whole input record.
   */
  public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  /** Settings that the guarantees depend on, or that have their own key. */
  private static final Set<String> FIXED =
      Set.of(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
          // A handler that continues after an error would lose the record.
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          "default.deserialization.exception.handler",
          "default.production.exception.handler",
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
          StreamsConfig.APPLICATION_SERVER_CONFIG);

  private KafkaSettings() {}

  /** Throws if the setting must not be passed on. */
  static void checkAllowed(String key, String value) {
    if (!key.startsWith(ConfigKeys.KAFKA_PREFIX)) {
      return;
    }
    String name = key.substring(ConfigKeys.KAFKA_PREFIX.length());
    if (FIXED.contains(name)) {
      String remedy =
          name.equals(StreamsConfig.APPLICATION_SERVER_CONFIG)
              ? "use " + ConfigKeys.flag(ConfigKeys.HTTP_ADVERTISED)
              : remedy(name);
      throw new StartupException(USAGE, key + "=" + value + " cannot be set: " + remedy);
    }
  }

  private static String remedy(String name) {
    return ConfigKeys.definitions().names().contains(name)
        ? "use " + ConfigKeys.flag(name)
        : "remove it, exactly-once processing depends on the value that the app sets";
  }

  public static Properties of(StreamsAppConfig config) {
    Map<String, Object> settings = new HashMap<>(tuned());
    settings.putAll(config.kafka());
    settings.putAll(fixed(config));
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /**
   * Without the prefixes "producer." and "consumer.", so that a prefixed setting overrides them.
   */
  private static Map<String, Object> tuned() {
    return Map.ofEntries(
        // What follows sees a record when its transaction has ended.
        entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200),
        entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
        entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
        entry(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1),
        entry(
            StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
            BoundedMemoryRocksDBConfig.class.getName()),
        entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        entry(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, LimitedClientSupplier.class.getName()),
        entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PollLimit.MAX_RECORDS),
        // Events need not wait for descriptions, the other topic of a task.
        entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1),
        // Failover after a crash takes this long; Kafka's default is 45 s.
        entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
        entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
        // Between two commits a partition gets more than the default of 16 KiB.
        entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
        entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES),
        // The changelog topics must accept every record that the stores accept.
        entry(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES));
  }

  private static Map<String, Object> fixed(StreamsAppConfig config) {
    return Map.of(
        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
        StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId(),
        StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString(),
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads(),
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys(),
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            ArrivalTimestampExtractor.class.getName());
  }
}
