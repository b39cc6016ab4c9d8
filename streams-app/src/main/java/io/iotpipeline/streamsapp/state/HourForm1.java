package io.iotpipeline.streamsapp.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Reads the first stored form of an hour, big-endian; counts and lengths have 4 bytes:
 *
 * <ol>
 *   <li>a version byte
 *   <li>the number of chunks of event ids
 *   <li>the event ids that are in no chunk: their number, then 16 bytes each
 *   <li>the number of metrics, then for each its name (length, UTF-8) and 13 numbers of 8 bytes
 *   <li>the states of the sensor's detectors (length, bytes); empty except in its newest hour
 * </ol>
 */
final class HourForm1 {

  private HourForm1() {}

  static void read(Hour hour, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    hour.chunks = in.getInt();
    for (int ids = in.getInt(); ids > 0; ids--) {
      hour.addId(in.getLong(), in.getLong());
    }
    for (int metrics = in.getInt(); metrics > 0; metrics--) {
      byte[] metric = new byte[in.getInt()];
      in.get(metric);
      read(hour.addSeries(new String(metric, UTF_8)), in);
    }
    byte[] states = new byte[in.getInt()];
    in.get(states);
    if (hour.start == hour.sensor.newestHour) {
      if (states.length > 0) {
        hour.sensor.detectors.readFirstStates(states);
      }
      // The record of the newest hour was written for every event, the sensor's own record was not.
      hour.sensor.clock = Math.max(hour.sensor.clock, hour.lastTime());
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
