package io.iotpipeline.streamsapp.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes records of one schema in the registry's wire format: the magic byte 0, a schema id of 4
 * bytes, then Avro binary.
 *
 * <p>It replaces the configured serializer for speed: some serializers convert the schema to text
 * for each record to look up its id, which costs many times as much as the writing. Not
 * thread-safe.
 */
public final class WireFormatWriter<T extends SpecificRecordBase> {

  /** First byte of the header. */
  public static final byte MAGIC = 0;

  /** The magic byte and a schema id of 4 bytes. */
  public static final int HEADER_BYTES = 5;

  private final byte[] header;
  private final SpecificDatumWriter<T> writer;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private BinaryEncoder encoder;

  private WireFormatWriter(byte[] header, T sample) {
    this.header = header;
    this.writer = new SpecificDatumWriter<>(sample.getSchema(), sample.getSpecificData());
  }

  /**
   * Creates a writer with the header of a serialized sample.
   *
   * @param serialized the bytes that the configured serializer wrote for the sample
   * @return null if these bytes are not a header and Avro binary
   */
  public static <T extends SpecificRecordBase> WireFormatWriter<T> fromSample(
      byte[] serialized, T sample) {
    if (serialized.length < HEADER_BYTES || serialized[0] != MAGIC) {
      return null;
    }
    WireFormatWriter<T> candidate =
        new WireFormatWriter<>(Arrays.copyOf(serialized, HEADER_BYTES), sample);
    return Arrays.equals(candidate.write(sample), serialized) ? candidate : null;
  }

  public byte[] write(T value) {
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

  public byte[] header() {
    return header.clone();
  }
}
