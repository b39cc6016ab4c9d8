package io.iotpipeline.streamsapp.query;

import io.iotpipeline.streamsapp.http.UnavailableException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Holds Kafka Streams for the classes that query it; empty until it is created.
 *
 * <p>The HTTP server answers before Kafka Streams is created, so it cannot be given it.
 */
public final class KafkaStreamsHolder {

  private volatile KafkaStreams streams;

  public void set(KafkaStreams created) {
    streams = created;
  }

  /** Empty until {@link #set} is called. */
  public Optional<KafkaStreams> get() {
    return Optional.ofNullable(streams);
  }

  /**
   * Queries Kafka Streams.
   *
   * @throws UnavailableException if it cannot answer now
   */
  <T> T query(Function<KafkaStreams, T> query) {
    KafkaStreams current = get().orElseThrow(() -> new UnavailableException("still starting"));
    return orUnavailable(() -> query.apply(current));
  }

  /** Converts what Kafka Streams throws if it does not run, or if a store is not here or moves. */
  static <T> T orUnavailable(Supplier<T> query) {
    try {
      return query.get();
    } catch (InvalidStateStoreException e) {
      throw new UnavailableException("partitions are moving: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new UnavailableException("not running: " + e.getMessage(), e);
    }
  }
}
