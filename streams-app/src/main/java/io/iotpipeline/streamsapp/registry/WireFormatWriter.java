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
 * Writes records of one schema as the configured serializer does, without it: a header of the magic
 * byte 0 and a schema id of 4 bytes, then Avro's binary form. A serializer may turn the schema into
 * text for each record, to look its id up by that, which costs many times the writing.
 *
 * <p>One instance a thread.
 */
public final class WireFormatWriter<T extends SpecificRecordBase> {

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
   * Takes the header from what the configured serializer made of a record.
   *
   * @return null when it made something else than a header and Avro's binary form
   */
  public static <T extends SpecificRecordBase> WireFormatWriter<T> learn(
      byte[] serialized, T sample) {
    if (serialized.length < HEADER_BYTES || serialized[0] != 0) {
      return null;
    }
    WireFormatWriter<T> learnt =
        new WireFormatWriter<>(Arrays.copyOf(serialized, HEADER_BYTES), sample);
    return Arrays.equals(learnt.write(sample), serialized) ? learnt : null;
  }

  public byte[] write(T entry) {
    out.reset();
    out.writeBytes(header);
    encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
    try {
      writer.write(entry, encoder);
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
