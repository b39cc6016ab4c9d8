package io.iotpipeline.streamsapp.alert;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The stored form of a map from metric names to values: the number of entries (4 bytes), then the
 * name and the value of each entry. A value starts with its own version byte.
 */
final class MetricMapCodec {

  /** Writes one value. */
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private MetricMapCodec() {}

  static <T> byte[] write(Map<String, T> values, Writer<T> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * (1 + values.size()));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(values.size());
      for (Map.Entry<String, T> each : values.entrySet()) {
        out.writeUTF(each.getKey());
        writer.write(each.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> void read(byte[] bytes, Reader<T> reader, BiConsumer<String, T> each) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        each.accept(in.readUTF(), reader.read(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("stored detectors cannot be read: " + e.getMessage(), e);
    }
  }
}
