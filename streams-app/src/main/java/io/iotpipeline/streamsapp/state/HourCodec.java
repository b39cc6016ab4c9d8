package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.nio.BufferUnderflowException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The stored form of an hour; counts, lengths and times have a variable length:
 *
 * <ol>
 *   <li>a version byte
 *   <li>the number of the first journal entry that is not contained
 *   <li>the number of chunks of event ids
 *   <li>the event ids that are in no chunk: their number, then 16 bytes each
 *   <li>the number of metrics, then for each its name and its series
 * </ol>
 *
 * <p>A series: a byte of flags, the number of readings, the number of those that are not emitted,
 * the revision, the first and the last time since the start of the hour, the last reading, and of
 * {@link #figures} those that are not flagged. A flagged one is equal to the last reading, or is 0
 * for a compensation and a deviation. So a series with one reading has about 20 bytes. Of two
 * readings ({@link #TWO_READINGS}) only the first follows the last one: sensors that send twice an
 * hour are common, and their five figures would be most of the record.
 *
 * <p>Form 2 has no such flag; form 1 is read by {@link HourForm1}.
 */
final class HourCodec {

  /** The first byte. A new form takes the next number; the older ones must stay readable. */
  private static final byte VERSION = 3;

  /** The flag of a series whose statistics are those of its first and its last reading. */
  private static final int TWO_READINGS = 0x80;

  /** With {@link #TWO_READINGS}, which leaves the other bits free: it arrived before the first. */
  private static final int LAST_ARRIVED_FIRST = 1;

  private final ByteOutput out = new ByteOutput();

  byte[] write(Hour hour) {
    out.clear();
    out.putByte(VERSION)
        .putVarint(hour.nextEntry)
        .putVarint(hour.chunks)
        .putVarint(hour.unchunkedSize / 2);
    for (int i = 0; i < hour.unchunkedSize; i++) {
      out.putLong(hour.unchunkedIds[i]);
    }
    out.putVarint(hour.series().size());
    for (Series series : hour.series()) {
      out.putText(series.metric);
      put(series, hour.start);
    }
    return out.toBytes();
  }

  private void put(Series series, long start) {
    Accumulator readings = series.readings;
    int flags = flags(readings);
    out.putByte(flags)
        .putVarint(readings.count)
        .putVarint(readings.count - series.emittedCount)
        .putVarint(series.revision)
        .putVarint(readings.firstTime - start)
        .putVarint(readings.lastTime - start)
        .putDouble(readings.last);
    if ((flags & TWO_READINGS) != 0) {
      out.putDouble(readings.first);
      return;
    }
    double[] figures = figures(readings);
    for (int i = 0; i < figures.length; i++) {
      if ((flags & 1 << i) == 0) {
        out.putDouble(figures[i]);
      }
    }
  }

  private static int flags(Accumulator readings) {
    if (readings.count == 2) {
      if (isSame(readings, ofTwo(readings, 0))) {
        return TWO_READINGS;
      }
      if (isSame(readings, ofTwo(readings, LAST_ARRIVED_FIRST))) {
        return TWO_READINGS | LAST_ARRIVED_FIRST;
      }
    }
    double[] figures = figures(readings);
    double[] defaults = defaults(readings.last);
    int flags = 0;
    for (int i = 0; i < figures.length; i++) {
      if (isSame(figures[i], defaults[i])) {
        flags |= 1 << i;
      }
    }
    return flags;
  }

  /** Of the first and the last reading alone. */
  private static Accumulator ofTwo(Accumulator readings, int order) {
    Accumulator two = new Accumulator();
    if (order == LAST_ARRIVED_FIRST) {
      two.add(readings.lastTime, readings.last);
      two.add(readings.firstTime, readings.first);
    } else {
      two.add(readings.firstTime, readings.first);
      two.add(readings.lastTime, readings.last);
    }
    return two;
  }

  private static boolean isSame(Accumulator a, Accumulator b) {
    double[] ofA = figures(a);
    double[] ofB = figures(b);
    for (int i = 0; i < ofA.length; i++) {
      if (!isSame(ofA[i], ofB[i])) {
        return false;
      }
    }
    return isSame(a.last, b.last);
  }

  private static double[] figures(Accumulator readings) {
    return new double[] {
      readings.sum,
      readings.compensation,
      readings.welfordMean,
      readings.squaredDeviations,
      readings.min,
      readings.max,
      readings.first
    };
  }

  private static double[] defaults(double last) {
    return new double[] {last, 0, last, 0, last, last, last};
  }

  /** Whether all bits are the same: 0 and -0 are not. */
  private static boolean isSame(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  /** Fills an empty hour with its stored form. */
  static Hour read(Hour hour, byte[] bytes) {
    byte version = bytes[0];
    try {
      switch (version) {
        case 1 -> HourForm1.read(hour, bytes);
        case 2, VERSION -> read(hour, new ByteInput(bytes));
        default ->
            throw new SerializationException(
                "a stored hour has form "
                    + version
                    + "; this version of the app reads forms up to "
                    + VERSION);
      }
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a stored hour is truncated", e);
    }
    hour.stored = true;
    // In form 1 the newest hour had no marker.
    hour.hasPendingMarker =
        hour.hasUnemittedReadings() && (version > 1 || hour.start != hour.sensor.newestHour);
    return hour;
  }

  private static void read(Hour hour, ByteInput in) {
    in.readByte(); // the version
    hour.nextEntry = in.readVarint();
    hour.chunks = in.readInt();
    for (int ids = in.readInt(); ids > 0; ids--) {
      hour.addId(in.readLong(), in.readLong());
    }
    for (int metrics = in.readInt(); metrics > 0; metrics--) {
      read(hour.addSeries(in.readText()), hour.start, in);
    }
  }

  private static void read(Series series, long start, ByteInput in) {
    Accumulator readings = series.readings;
    int flags = in.readByte();
    readings.count = in.readVarint();
    series.emittedCount = readings.count - in.readVarint();
    series.revision = in.readVarint();
    readings.firstTime = start + in.readVarint();
    readings.lastTime = start + in.readVarint();
    readings.last = in.readDouble();
    double[] figures = defaults(readings.last);
    if ((flags & TWO_READINGS) != 0) {
      readings.first = in.readDouble();
      set(readings, figures(ofTwo(readings, flags & LAST_ARRIVED_FIRST)));
      return;
    }
    for (int i = 0; i < figures.length; i++) {
      if ((flags & 1 << i) == 0) {
        figures[i] = in.readDouble();
      }
    }
    set(readings, figures);
  }

  private static void set(Accumulator readings, double[] figures) {
    readings.sum = figures[0];
    readings.compensation = figures[1];
    readings.welfordMean = figures[2];
    readings.squaredDeviations = figures[3];
    readings.min = figures[4];
    readings.max = figures[5];
    readings.first = figures[6];
  }
}
