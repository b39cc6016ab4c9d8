package io.iotpipeline.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The values of a record of a generated class under its {@linkplain PublishedSchemas published
 * schema}. It is both a generic and a specific record, because serializers take one or the other.
 */
final class PublishedRecord extends GenericData.Record implements SpecificRecord {

  private PublishedRecord(Schema schema) {
    super(schema);
  }

  static PublishedRecord of(SpecificRecordBase value) {
    Schema published = PublishedSchemas.named(value.getSchema().getName());
    try {
      return new GenericDatumReader<PublishedRecord>(
              value.getSchema(), published, new PublishedRecords())
          .read(null, DecoderFactory.get().binaryDecoder(WireFormat.binary(value), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class PublishedRecords extends GenericData {
    @Override
    public Object newRecord(Object old, Schema schema) {
      return new PublishedRecord(schema);
    }
  }
}
