package io.iotpipeline.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records of the generated classes with the ids of their {@linkplain PublishedSchemas
 * published schemas}. The configured serializer would look up the schema of the class, which the
 * registry does not have. So it gets the first record of each topic as a {@link PublishedRecord},
 * and this class writes all records with the header that it wrote. That also saves the look-up of
 * an id by the text of the schema for each record. If its bytes are not in {@link WireFormat}, it
 * gets every record in that way.
 *
 * <p>Not thread-safe.
 */
final class PublishedSchemaSerializer<T> implements Serializer<T> {

  private final Serializer<Object> configured;
  private final Map<Key, Writer> writers = new HashMap<>();

  PublishedSchemaSerializer(Serializer<Object> configured) {
    this.configured = configured;
  }

  private record Key(String topic, Class<?> type) {}

  private interface Writer {
    byte[] write(Headers headers, SpecificRecordBase value);
  }

  @Override
  public byte[] serialize(String topic, T data) {
    return serialize(topic, null, data);
  }

  @Override
  public byte[] serialize(String topic, Headers headers, T data) {
    if (!(data instanceof SpecificRecordBase value)) {
      return configured(topic, headers, data);
    }
    Key key = new Key(topic, value.getClass());
    Writer writer = writers.get(key);
    if (writer == null) {
      writer = writer(topic, headers, value);
      writers.put(key, writer);
    }
    return writer.write(headers, value);
  }

  private Writer writer(String topic, Headers headers, SpecificRecordBase sample) {
    PublishedRecord published = PublishedRecord.of(sample);
    Optional<byte[]> header = WireFormat.header(configured(topic, headers, published), published);
    if (header.isEmpty()) {
      return (each, value) -> configured(topic, each, PublishedRecord.of(value));
    }
    WireFormat.Writer<SpecificRecordBase> writer = WireFormat.Writer.of(header.get(), sample);
    return (each, value) -> writer.write(value);
  }

  private byte[] configured(String topic, Headers headers, Object value) {
    return headers == null
        ? configured.serialize(topic, value)
        : configured.serialize(topic, headers, value);
  }

  @Override
  public void close() {
    configured.close();
  }
}
