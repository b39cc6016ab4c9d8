package io.iotpipeline.integration;

import io.iotpipeline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A device whose schema of SensorEvent is not ours. */
record OtherWriter(Schema schema) {

  private static final Schema OPTIONAL =
      Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));

  /**
   * @param fields names of our fields, or of others: these are strings that may be left out
   */
  static OtherWriter with(String... fields) {
    Schema ours = Topics.SENSOR_EVENTS.schema();
    return new OtherWriter(
        Schema.createRecord(
            ours.getName(),
            ours.getDoc(),
            ours.getNamespace(),
            false,
            Stream.of(fields).map(OtherWriter::field).toList()));
  }

  private static Field field(String name) {
    Field ours = Topics.SENSOR_EVENTS.schema().getField(name);
    return ours == null
        ? new Field(name, OPTIONAL, null, Field.NULL_DEFAULT_VALUE)
        : new Field(ours, ours.schema());
  }

  /** An event in the wire format. */
  byte[] event(int schemaId, String sensor, Instant time, double temp) throws IOException {
    Map<String, Object> values =
        Map.of(
            "event_id", UUID.randomUUID().toString(),
            "sensor_id", sensor,
            "event_time", time.toEpochMilli(),
            "measurements", Map.of("temp", temp));
    GenericRecord event = new GenericData.Record(schema);
    for (Field field : schema.getFields()) {
      event.put(field.pos(), values.getOrDefault(field.name(), "other"));
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(ByteBuffer.allocate(5).putInt(1, schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(value, null);
    new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
    return value.toByteArray();
  }
}
