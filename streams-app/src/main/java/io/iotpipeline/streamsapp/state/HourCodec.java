package io.iotpipeline.streamsapp.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The stored form of an hour, big-endian; counts and lengths have 4 bytes:
 *
 * <ol>
 *   <li>a version byte
 *   <li>the number of chunks of event ids
 *   <li>the event ids that are in no chunk: their number, then 16 bytes each
 *   <li>the number of metrics, then for each its name (length, UTF-8) and 13 numbers of 8 bytes
 *   <li>the states of the sensor's detectors (length, bytes); empty except in its newest hour
 * </ol>
 */
final class HourCodec {

  /** The first byte. A new form takes the next number; this form must stay readable. */
  private static final byte VERSION = 1;

  private ByteBuffer buffer = ByteBuffer.allocate(4096);

  byte[] write(Hour hour) {
    while (true) {
      try {
        buffer.clear();
        put(hour);
        return Arrays.copyOf(buffer.array(), buffer.position());
      } catch (BufferOverflowException tooSmall) {
        buffer = ByteBuffer.allocate(2 * buffer.capacity());
      }
    }
  }

  private void put(Hour hour) {
    buffer.put(VERSION).putInt(hour.chunks).putInt(hour.unchunkedSize / 2);
    for (int i = 0; i < hour.unchunkedSize; i++) {
      buffer.putLong(hour.unchunkedIds[i]);
    }
    buffer.putInt(hour.series().size());
    for (Series series : hour.series()) {
      byte[] metric = series.metric.getBytes(UTF_8);
      buffer.putInt(metric.length).put(metric);
      put(series);
    }
    boolean isNewest = hour.start == hour.sensor.newestHour;
    byte[] states = isNewest ? hour.sensor.detectors.writeStates() : new byte[0];
    buffer.putInt(states.length).put(states);
  }

  private void put(Series series) {
    Accumulator readings = series.readings;
    buffer
        .putLong(readings.count)
        .putDouble(readings.sum)
        .putDouble(readings.compensation)
        .putDouble(readings.welfordMean)
        .putDouble(readings.squaredDeviations)
        .putDouble(readings.min)
        .putDouble(readings.max)
        .putLong(readings.firstTime)
        .putDouble(readings.first)
        .putLong(readings.lastTime)
        .putDouble(readings.last)
        .putLong(series.emittedCount)
        .putLong(series.revision);
  }

  /** Fills an empty hour with its stored form. */
  static Hour read(Hour hour, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new SerializationException(
          "a stored hour has form " + version + "; this version of the app reads form " + VERSION);
    }
    try {
      hour.chunks = in.getInt();
      for (int ids = in.getInt(); ids > 0; ids--) {
        hour.addId(in.getLong(), in.getLong());
      }
      for (int metrics = in.getInt(); metrics > 0; metrics--) {
        byte[] metric = new byte[in.getInt()];
        in.get(metric);
        read(hour.addSeries(new String(metric, UTF_8)), in);
      }
      readDetectorStates(hour, in);
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a stored hour is truncated", e);
    }
    hour.stored = true;
    return hour;
  }

  private static void readDetectorStates(Hour hour, ByteBuffer in) {
    byte[] states = new byte[in.getInt()];
    in.get(states);
    if (states.length > 0 && hour.start == hour.sensor.newestHour) {
      hour.sensor.detectors.readStates(states);
    }
  }

  private static void read(Series series, ByteBuffer in) {
    Accumulator readings = series.readings;
    readings.count = in.getLong();
    readings.sum = in.getDouble();
    readings.compensation = in.getDouble();
    readings.welfordMean = in.getDouble();
    readings.squaredDeviations = in.getDouble();
    readings.min = in.getDouble();
    readings.max = in.getDouble();
    readings.firstTime = in.getLong();
    readings.first = in.getDouble();
    readings.lastTime = in.getLong();
    readings.last = in.getDouble();
    series.emittedCount = in.getLong();
    series.revision = in.getLong();
  }
}
