package io.iotpipeline.streamsapp.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's wire format, with an {@link InMemoryRegistry}. */
public final class TestAvroSerializer implements Serializer<GenericRecord> {

  private final Map<Schema, Integer> ids = new HashMap<>();
  private InMemoryRegistry registry;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = InMemoryRegistry.named((String) configs.get("test.registry"));
  }

  @Override
  public byte[] serialize(String topic, GenericRecord data) {
    int id = ids.computeIfAbsent(data.getSchema(), registry::idOf);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(data.getSchema()).write(data, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
