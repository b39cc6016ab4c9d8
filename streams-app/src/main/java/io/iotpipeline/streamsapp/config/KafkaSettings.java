package io.iotpipeline.streamsapp.config;

import static io.iotpipeline.streamsapp.StartupException.USAGE;
import static java.util.Map.entry;

import io.iotpipeline.streamsapp.StartupException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** The settings of Kafka Streams: ours, then those passed on, then those that nobody changes. */
public final class KafkaSettings {

  /**
   * Greatest record that is written, in bytes before compression: a window of very many metrics, or
   * a refused record, which is larger than the record that it quotes.
   */
  public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  /** What the guarantees rest upon, or what has a key of its own. */
  private static final Set<String> FIXED =
      Set.of(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
          // A handler that goes on after an error goes on without the record.
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

  /** Refuses what may not be passed on. */
  static void checkAllowed(String key, String value) {
    if (!key.startsWith(ConfigKeys.KAFKA_PREFIX)) {
      return;
    }
    String name = key.substring(ConfigKeys.KAFKA_PREFIX.length());
    if (FIXED.contains(name)) {
      String remedy =
          name.equals(StreamsConfig.APPLICATION_SERVER_CONFIG)
              ? "use " + ConfigReader.flag(ConfigKeys.HTTP_ADVERTISED)
              : remedy(name);
      throw new StartupException(USAGE, key + "=" + value + " cannot be set: " + remedy);
    }
  }

  private static String remedy(String name) {
    return ConfigKeys.definitions().names().contains(name)
        ? "use " + ConfigReader.flag(name)
        : "leave it out, the app's guarantees rest upon its own value";
  }

  public static Properties of(StreamsAppConfig config) {
    Map<String, Object> settings = new HashMap<>(tuned());
    settings.putAll(config.kafka());
    settings.putAll(fixed(config));
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /** Under the names without "producer." or "consumer.", so that either form overrides them. */
  private static Map<String, Object> tuned() {
    return Map.ofEntries(
        entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500),
        entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
        entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
        entry(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1),
        entry(
            StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
            BoundedMemoryRocksDBConfig.class.getName()),
        entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        // A task has one partition of one topic: nothing to wait for, and a check less a record.
        entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1),
        // A killed instance is replaced after this time, not after Kafka's 45 s.
        entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
        entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
        entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES),
        // The changelogs must take what the stores take.
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
        // A record's own timestamp plays no part, and a negative one would stop the default.
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            WallclockTimestampExtractor.class.getName());
  }
}
