package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * An Avro serializer for a sink, which Kafka Streams shares between threads: each thread gets its
 * own, and its first success, for which it must ask the registry for its schema, is waited for.
 * After that the records are written without it, if they come out the same.
 */
public final class RetryingSerializer<T extends SpecificRecordBase> implements Serializer<T> {

  private final ThreadLocal<OwnSerializer<T>> own;

  public RetryingSerializer(Supplier<Serializer<T>> factory, RetryPolicy retry) {
    this.own = ThreadLocal.withInitial(() -> new OwnSerializer<>(factory.get(), retry));
  }

  @Override
  public byte[] serialize(String topic, T data) {
    return own.get().serialize(topic, data);
  }

  /** Headers are the record's own and no business of the serializer. */
  @Override
  public byte[] serialize(String topic, Headers headers, T data) {
    return serialize(topic, data);
  }

  private static final class OwnSerializer<T extends SpecificRecordBase> {
    private final Serializer<T> serializer;
    private final RetryPolicy retry;
    private WireFormatWriter<T> plain;
    private boolean hasSchema;

    OwnSerializer(Serializer<T> serializer, RetryPolicy retry) {
      this.serializer = serializer;
      this.retry = retry;
    }

    byte[] serialize(String topic, T data) {
      if (plain != null) {
        return plain.write(data);
      }
      return hasSchema
          ? serializer.serialize(topic, data)
          : retry.untilAnswered(() -> first(topic, data));
    }

    private byte[] first(String topic, T data) {
      try {
        byte[] bytes = serializer.serialize(topic, data);
        hasSchema = true;
        plain = WireFormatWriter.learn(bytes, data);
        return bytes;
      } catch (RuntimeException e) {
        throw new RegistryUnavailableException(
            "cannot write to " + topic + " yet (is its schema registered?): " + e, e);
      }
    }
  }
}
