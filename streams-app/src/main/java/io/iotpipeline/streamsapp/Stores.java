package io.iotpipeline.streamsapp;

import static org.apache.kafka.streams.state.Stores.keyValueStoreBuilder;
import static org.apache.kafka.streams.state.Stores.persistentKeyValueStore;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The state, all of it on disk with a changelog topic.
 *
 * <p>Cached are the stores whose keys are written again and again: of all changes between two
 * commits only the last reaches the disk and the changelog.
 */
final class Stores {

  static final String SENSOR_CLOCKS = "sensor-clocks";
  static final String SEEN_EVENTS = "seen-events";
  static final String HOURLY_WINDOWS = "hourly-windows";
  static final String PENDING_WINDOWS = "pending-windows";

  private Stores() {}

  /** Sensor id to the greatest event time admitted from it. */
  static StoreBuilder<KeyValueStore<String, Long>> sensorClocks() {
    return keyValueStoreBuilder(
            persistentKeyValueStore(SENSOR_CLOCKS), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /** Event id of a sensor to the start of the window that it was seen in. */
  static StoreBuilder<KeyValueStore<SeenKey, Long>> seenEvents() {
    return keyValueStoreBuilder(
        persistentKeyValueStore(SEEN_EVENTS), SeenKey.serde(), Serdes.Long());
  }

  /** Hour of a sensor to the statistics of its metrics. */
  static StoreBuilder<KeyValueStore<WindowKey, HourlyWindow>> hourlyWindows() {
    // One event of 1 MB may carry ten thousands of metrics, each of which takes some 110 bytes
    // here.
    String greatest = Integer.toString(KafkaSettings.MAX_REQUEST_BYTES);
    return keyValueStoreBuilder(
            persistentKeyValueStore(HOURLY_WINDOWS), WindowKey.serde(), new HourlyWindowSerde())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, greatest));
  }

  /** Hours that have changed since they were last told of. */
  static StoreBuilder<KeyValueStore<WindowKey, byte[]>> pendingWindows() {
    return keyValueStoreBuilder(
        persistentKeyValueStore(PENDING_WINDOWS), WindowKey.serde(), Serdes.ByteArray());
  }
}
