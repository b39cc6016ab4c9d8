package io.iotpipeline.api.source;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.ValidatedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** A registry that has the schemas of events as ids 7 and 8, and no other. */
public final class TestSchemas {

  private static final Map<Integer, Schema> SCHEMAS =
      Map.of(7, SensorEvent.getClassSchema(), 8, ValidatedEvent.getClassSchema());

  static {
    // As the API does: Avro then trusts the generated classes.
    var unused = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, "http://127.0.0.1:1"));
  }

  private TestSchemas() {}

  public static AvroReader reader() {
    return new AvroReader(
        new SchemaCache(
            id -> Optional.ofNullable(SCHEMAS.get(id)).map(Schema::toString), System::nanoTime));
  }

  private static byte id(Schema schema) {
    return SCHEMAS.entrySet().stream()
        .filter(each -> each.getValue().equals(schema))
        .findFirst()
        .orElseThrow()
        .getKey()
        .byteValue();
  }

  /** A value in the registry's wire format. */
  public static byte[] write(SpecificRecordBase value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 0, id(value.getSchema())});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData())
          .write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
