package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.streamsapp.store.MetricList;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A stored form of values, one for each metric: their number (4 bytes), then the name of each
 * metric and the value. A value starts with its own version byte.
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

  static <T extends MetricList.OfMetric> byte[] write(List<T> values, Writer<T> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * (1 + values.size()));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(values.size());
      for (T each : values) {
        out.writeUTF(each.metric());
        writer.write(each, out);
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
