package io.iotpipeline.streamsapp.state;

import static org.apache.kafka.streams.state.Stores.keyValueStoreBuilder;
import static org.apache.kafka.streams.state.Stores.persistentKeyValueStore;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the stores, one a partition, over a store of bytes on disk with a changelog topic. */
public final class SensorStoreBuilder implements StoreBuilder<SensorStore> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> disk;
  private final HeapBudget budget;

  /**
   * @param name of the store and, in part, of its changelog topic
   * @param heapBytes how much memory the sensors of all partitions together may hold
   */
  public SensorStoreBuilder(String name, long heapBytes) {
    this.disk =
        keyValueStoreBuilder(persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    this.budget = new HeapBudget(heapBytes);
  }

  @Override
  public SensorStore build() {
    return new SensorStore(new SensorRecords(disk.build()), budget);
  }

  /** The store has a cache of its own, of objects: there is nothing to switch. */
  @Override
  public SensorStoreBuilder withCachingEnabled() {
    return this;
  }

  @Override
  public SensorStoreBuilder withCachingDisabled() {
    return this;
  }

  @Override
  public SensorStoreBuilder withLoggingEnabled(Map<String, String> config) {
    disk.withLoggingEnabled(config);
    return this;
  }

  @Override
  public SensorStoreBuilder withLoggingDisabled() {
    disk.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return disk.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return disk.loggingEnabled();
  }

  @Override
  public String name() {
    return disk.name();
  }
}
