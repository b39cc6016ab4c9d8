package io.iotpipeline.api.source;

import io.iotpipeline.schemas.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/** Reads values in the registry's wire format. Thread-safe; waits for the registry. */
public final class AvroReader {

  private final SchemaCache schemas;

  public AvroReader(SchemaCache schemas) {
    this.schemas = schemas;
  }

  /**
   * A record of a generated class; empty if the bytes are none.
   *
   * @throws io.iotpipeline.schemas.RegistryUnavailableException if the registry does not answer
   */
  public <T extends SpecificRecordBase> Optional<T> read(byte[] value, Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    Schema expected = data.getSchema(type);
    return schemaOf(value)
        .flatMap(written -> decode(value, new SpecificDatumReader<T>(written, expected, data)));
  }

  /** Any record, with its own fields; empty if the bytes are none. */
  public Optional<IndexedRecord> readAny(byte[] value) {
    return schemaOf(value)
        .filter(written -> written.getType() == Schema.Type.RECORD)
        .flatMap(written -> decode(value, new GenericDatumReader<IndexedRecord>(written)));
  }

  private Optional<Schema> schemaOf(byte[] value) {
    return value == null || value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC
        ? Optional.empty()
        : schemas.schema(ByteBuffer.wrap(value).getInt(1));
  }

  private static <T> Optional<T> decode(byte[] value, DatumReader<T> reader) {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
    try {
      return Optional.of(reader.read(null, decoder));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The schema and the bytes may be of anybody: of a schema that contains itself, a few bytes
      // nest deeper than the stack.
      return Optional.empty();
    }
  }
}
