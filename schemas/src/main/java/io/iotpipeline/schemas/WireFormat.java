package io.iotpipeline.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The <a
 * href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">registry's
 * wire format</a>: a header, which is the magic byte 0 and a schema id of 4 bytes, then Avro
 * binary.
 */
public final class WireFormat {

  /** First byte of the header. */
  public static final byte MAGIC = 0;

  /** The magic byte and a schema id of 4 bytes. */
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** Returns the header of a written record, or empty if the bytes have another format. */
  public static Optional<byte[]> header(byte[] written, SpecificRecordBase value) {
    return header(written, binary(value));
  }

  static Optional<byte[]> header(byte[] written, GenericRecord value) {
    return header(written, binary(value));
  }

  private static Optional<byte[]> header(byte[] written, byte[] binary) {
    boolean isWireFormat =
        written.length == HEADER_BYTES + binary.length
            && written[0] == MAGIC
            && Arrays.equals(written, HEADER_BYTES, written.length, binary, 0, binary.length);
    return isWireFormat ? Optional.of(Arrays.copyOf(written, HEADER_BYTES)) : Optional.empty();
  }

  static byte[] binary(SpecificRecordBase value) {
    return new Writer<>(new byte[0], writer(value)).write(value);
  }

  private static byte[] binary(GenericRecord value) {
    DatumWriter<GenericRecord> writer = new GenericDatumWriter<>(value.getSchema());
    return new Writer<>(new byte[0], writer).write(value);
  }

  private static DatumWriter<SpecificRecordBase> writer(SpecificRecordBase value) {
    return new SpecificDatumWriter<>(value.getSchema(), value.getSpecificData());
  }

  /** Writes records of one schema; reuses its buffers. Not thread-safe. */
  static final class Writer<T> {

    private final byte[] header;
    private final DatumWriter<T> writer;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private BinaryEncoder encoder;

    private Writer(byte[] header, DatumWriter<T> writer) {
      this.header = header;
      this.writer = writer;
    }

    /** Returns a writer of records that have the class of the sample. */
    static Writer<SpecificRecordBase> of(byte[] header, SpecificRecordBase sample) {
      return new Writer<>(header, writer(sample));
    }

    byte[] write(T value) {
      out.reset();
      out.writeBytes(header);
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      try {
        writer.write(value, encoder);
        encoder.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }
  }
}
