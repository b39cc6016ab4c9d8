package io.iotpipeline.streamsapp.state;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * Finds the {@link SensorStore} of one partition for interactive queries.
 *
 * <p>A {@link QueryableStoreType} must name {@link StateStoreProvider}, an internal interface.
 */
final class SensorStoreType implements QueryableStoreType<SensorStore> {

  @Override
  public boolean accepts(StateStore store) {
    return store instanceof SensorStore;
  }

  @Override
  public SensorStore create(StateStoreProvider provider, String name) {
    return provider.stores(name, this).stream()
        .findFirst()
        .orElseThrow(() -> new InvalidStateStoreException("The store " + name + " has moved"));
  }
}
