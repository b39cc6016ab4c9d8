package io.iotpipeline.integration.stack;

import io.iotpipeline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** A device whose schema of SensorEvent differs from that of the pipeline. */
public record OtherWriter(Schema schema) {

  private static final Schema OPTIONAL =
      Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));

  /**
   * @param fields names of fields of the pipeline's schema; any other name is an optional string
   */
  public static OtherWriter with(String... fields) {
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

  /** The given schema and one field more, which is never null: {@code firmware}. */
  public static OtherWriter withFirmware(Schema schema) {
    List<Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
    fields.add(new Field("firmware", Schema.create(Schema.Type.STRING), null, ""));
    return new OtherWriter(
        Schema.createRecord(
            schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields));
  }

  /** An event in the wire format. */
  public byte[] event(int schemaId, String sensor, Instant time, double temp) throws IOException {
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
