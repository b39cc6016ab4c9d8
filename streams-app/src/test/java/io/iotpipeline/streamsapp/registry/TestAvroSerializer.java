package io.iotpipeline.streamsapp.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's wire format, with an {@link InMemoryRegistry}; for specific records only. */
public final class TestAvroSerializer implements Serializer<SpecificRecord> {

  private final Map<Schema, Integer> ids = new HashMap<>();
  private InMemoryRegistry registry;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = InMemoryRegistry.named((String) configs.get("test.registry"));
  }

  @Override
  public byte[] serialize(String topic, SpecificRecord data) {
    int id = ids.computeIfAbsent(data.getSchema(), registry::idOf);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(data.getSchema()).write(data, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
