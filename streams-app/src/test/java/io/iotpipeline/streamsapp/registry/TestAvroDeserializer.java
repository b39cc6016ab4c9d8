package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads Confluent's wire format; if the registry is down, it throws any exception. */
public final class TestAvroDeserializer implements Deserializer<Object> {

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private InMemoryRegistry registry;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = InMemoryRegistry.named((String) configs.get("test.registry"));
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    Schema writer = schemas.computeIfAbsent(ByteBuffer.wrap(data).getInt(1), this::lookUp);
    Class<?> type = SpecificData.get().getClass(writer);
    if (type == null) {
      throw new IllegalArgumentException("no class for " + writer.getFullName());
    }
    Schema reader = SpecificData.get().getSchema(type);
    try {
      return new SpecificDatumReader<>(writer, reader)
          .read(null, DecoderFactory.get().binaryDecoder(data, 5, data.length - 5, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Schema lookUp(int id) {
    try {
      return registry.avroSchema(id);
    } catch (RegistryUnavailableException e) {
      throw new IllegalStateException("connection refused", e.getCause());
    }
  }
}
