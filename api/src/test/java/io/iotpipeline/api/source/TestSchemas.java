package io.iotpipeline.api.source;

import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** A registry that has the schema of events as id 7, and no other. */
public final class TestSchemas {

  private static final int ID = 7;

  private TestSchemas() {}

  public static AvroReader reader() {
    return new AvroReader(
        new SchemaCache(
            id ->
                id == ID ? Optional.of(SensorEvent.getClassSchema().toString()) : Optional.empty(),
            System::nanoTime));
  }

  /** A value in the registry's wire format. */
  public static byte[] write(SpecificRecordBase value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 0, ID});
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
