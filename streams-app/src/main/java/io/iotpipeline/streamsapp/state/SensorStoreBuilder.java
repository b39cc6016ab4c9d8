package io.iotpipeline.streamsapp.state;

import static org.apache.kafka.streams.state.Stores.keyValueStoreBuilder;
import static org.apache.kafka.streams.state.Stores.persistentKeyValueStore;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds the stores, one for each partition, on a RocksDB store with a changelog topic. */
public final class SensorStoreBuilder implements StoreBuilder<SensorStore> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> bytes;
  private final HeapBudget budget;

  /**
   * @param name name of the store, and part of the name of its changelog topic
   * @param heapBytes limit of the heap that the sensors of all partitions together use, in bytes
   */
  public SensorStoreBuilder(String name, long heapBytes) {
    this.bytes =
        keyValueStoreBuilder(persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    this.budget = new HeapBudget(heapBytes);
  }

  @Override
  public SensorStore build() {
    return new SensorStore(new SensorRecords(bytes.build()), budget);
  }

  /** Has no effect: the store always has its own cache of objects. */
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
    bytes.withLoggingEnabled(config);
    return this;
  }

  @Override
  public SensorStoreBuilder withLoggingDisabled() {
    bytes.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return bytes.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return bytes.loggingEnabled();
  }

  @Override
  public String name() {
    return bytes.name();
  }
}
