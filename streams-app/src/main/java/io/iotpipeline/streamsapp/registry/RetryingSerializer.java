package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * An Avro serializer for a sink, which Kafka Streams shares between threads. Each thread gets its
 * own configured serializer and retries its first call, which needs the registry.
 */
public final class RetryingSerializer<T extends SpecificRecordBase> implements Serializer<T> {

  private final ThreadLocal<ThreadSerializer<T>> serializers;

  public RetryingSerializer(Supplier<Serializer<T>> factory, RetryPolicy retry) {
    this.serializers = ThreadLocal.withInitial(() -> new ThreadSerializer<>(factory.get(), retry));
  }

  @Override
  public byte[] serialize(String topic, T data) {
    return serializers.get().serialize(topic, data);
  }

  /** Does not pass on the headers, so that the serializer cannot change them. */
  @Override
  public byte[] serialize(String topic, Headers headers, T data) {
    return serialize(topic, data);
  }

  private static final class ThreadSerializer<T extends SpecificRecordBase> {
    private final Serializer<T> serializer;
    private final RetryPolicy retry;
    private boolean hasSucceeded;

    ThreadSerializer(Serializer<T> serializer, RetryPolicy retry) {
      this.serializer = serializer;
      this.retry = retry;
    }

    byte[] serialize(String topic, T data) {
      return hasSucceeded
          ? serializer.serialize(topic, data)
          : retry.retry(() -> firstCall(topic, data));
    }

    private byte[] firstCall(String topic, T data) {
      try {
        byte[] bytes = serializer.serialize(topic, data);
        hasSucceeded = true;
        return bytes;
      } catch (RuntimeException e) {
        throw new RegistryUnavailableException(
            "cannot serialize for topic " + topic + " (is its schema registered?): " + e, e);
      }
    }
  }
}
