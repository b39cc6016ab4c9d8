package io.iotpipeline.streamsapp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The stored form of a window: a version byte, the number of metrics, then for each its name and 13
 * numbers of 8 bytes (big-endian).
 */
final class HourlyWindowSerde implements Serde<HourlyWindow> {

  /** The first byte: a later form takes the next number, and this one stays readable. */
  private static final byte VERSION = 1;

  private static final int BYTES_PER_METRIC = 128;

  @Override
  public Serializer<HourlyWindow> serializer() {
    return (topic, window) -> window == null ? null : write(window);
  }

  @Override
  public Deserializer<HourlyWindow> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(HourlyWindow window) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(8 + BYTES_PER_METRIC * window.series.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(window.series.size());
      for (Map.Entry<String, Series> metric : window.series.entrySet()) {
        out.writeUTF(metric.getKey());
        write(metric.getValue(), out);
      }
    } catch (IOException e) {
      throw new SerializationException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Series series, DataOutputStream out) throws IOException {
    Accumulator readings = series.readings;
    out.writeLong(readings.count);
    out.writeDouble(readings.sum);
    out.writeDouble(readings.compensation);
    out.writeDouble(readings.welfordMean);
    out.writeDouble(readings.squaredDeviations);
    out.writeDouble(readings.min);
    out.writeDouble(readings.max);
    out.writeLong(readings.firstTime);
    out.writeDouble(readings.first);
    out.writeLong(readings.lastTime);
    out.writeDouble(readings.last);
    out.writeLong(series.emittedCount);
    out.writeLong(series.revision);
  }

  private static HourlyWindow read(byte[] bytes) {
    HourlyWindow window = new HourlyWindow();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new SerializationException(
            "a window stored in form " + version + ", this program knows " + VERSION);
      }
      for (int metrics = in.readInt(); metrics > 0; metrics--) {
        window.series.put(in.readUTF(), readSeries(in));
      }
    } catch (IOException e) {
      throw new SerializationException("a stored window ends too early", e);
    }
    return window;
  }

  private static Series readSeries(DataInputStream in) throws IOException {
    Series series = new Series();
    Accumulator readings = series.readings;
    readings.count = in.readLong();
    readings.sum = in.readDouble();
    readings.compensation = in.readDouble();
    readings.welfordMean = in.readDouble();
    readings.squaredDeviations = in.readDouble();
    readings.min = in.readDouble();
    readings.max = in.readDouble();
    readings.firstTime = in.readLong();
    readings.first = in.readDouble();
    readings.lastTime = in.readLong();
    readings.last = in.readDouble();
    series.emittedCount = in.readLong();
    series.revision = in.readLong();
    return series;
  }
}
