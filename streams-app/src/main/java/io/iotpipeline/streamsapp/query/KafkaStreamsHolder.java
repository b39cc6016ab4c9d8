package io.iotpipeline.streamsapp.query;

import io.iotpipeline.streamsapp.http.UnavailableException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Kafka Streams as those see it who ask from outside, from before its start until after its end.
 */
public final class KafkaStreamsHolder {

  private volatile KafkaStreams streams;

  public void are(KafkaStreams started) {
    streams = started;
  }

  /** Empty before the start. */
  public Optional<KafkaStreams> get() {
    return Optional.ofNullable(streams);
  }

  /**
   * @throws UnavailableException when there is no answer at this moment
   */
  <T> T ask(Function<KafkaStreams, T> question) {
    KafkaStreams asked = get().orElseThrow(() -> new UnavailableException("still starting"));
    return orUnavailable(() -> question.apply(asked));
  }

  /** Turns what Kafka throws when it is not running, or a store is not here or is moving. */
  static <T> T orUnavailable(Supplier<T> question) {
    try {
      return question.get();
    } catch (InvalidStateStoreException e) {
      throw new UnavailableException("partitions are moving: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new UnavailableException("not running: " + e.getMessage(), e);
    }
  }
}
