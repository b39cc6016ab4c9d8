package io.iotpipeline.streamsapp.store;

import static org.apache.kafka.streams.state.Stores.keyValueStoreBuilder;
import static org.apache.kafka.streams.state.Stores.persistentKeyValueStore;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds the stores, one for each partition, on a RocksDB store with a changelog topic. */
public class WriteBehindStoreBuilder<S extends WriteBehindStore> implements StoreBuilder<S> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> bytes;
  private final Function<KeyValueStore<Bytes, byte[]>, S> constructor;

  /**
   * @param name name of the store, and part of the name of its changelog topic
   * @param constructor creates a store on a byte store
   */
  protected WriteBehindStoreBuilder(
      String name, Function<KeyValueStore<Bytes, byte[]>, S> constructor) {
    this.bytes =
        keyValueStoreBuilder(persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    this.constructor = constructor;
  }

  @Override
  public S build() {
    return constructor.apply(bytes.build());
  }

  /** Has no effect: the store always has its own cache of objects. */
  @Override
  public StoreBuilder<S> withCachingEnabled() {
    return this;
  }

  /** Has no effect: the store always has its own cache of objects. */
  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    bytes.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingDisabled() {
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
