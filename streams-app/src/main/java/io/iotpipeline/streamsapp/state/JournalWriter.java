package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes entries of the journal into a piece.
 *
 * <p>The form of a piece: a version byte, the number of entries, the wall-clock time, then the
 * entries. An entry starts with a byte of its kind and flags, then the sensor: 0 and its id where
 * it occurs for the first time in the piece, else its number. What follows depends on the kind:
 *
 * <ul>
 *   <li>{@link #ACCEPTED}: the event time, as the difference from that of the accepted event
 *       before; the wall-clock time, if flagged {@link #SEEN}; the event id (16 bytes), if flagged
 *       {@link #WITH_ID}; the metrics, unless flagged {@link #SAME_METRICS} as before: their
 *       number, and for each 0 and its name, or its number; then the readings (8 bytes each)
 *   <li>{@link #CLOSED}: the start of the first hour that is open, and the wall-clock time
 *   <li>{@link #EMITTED}: the start of the hour, and the wall-clock time
 * </ul>
 *
 * <p>Times are milliseconds since 1970-01-01T00:00:00Z; numbers have a variable length.
 */
final class JournalWriter {

  static final byte VERSION = 1;

  static final int KIND = 0b11;
  static final int ACCEPTED = 0;
  static final int CLOSED = 1;
  static final int EMITTED = 2;
  static final int SAME_METRICS = 0b100;
  static final int WITH_ID = 0b1000;
  static final int SEEN = 0b10000;

  private final ByteOutput entries = new ByteOutput();
  private final ByteOutput piece = new ByteOutput();
  private final Map<String, Integer> metrics = new HashMap<>();
  private int count;
  private int sensors;

  /** A sensor whose {@code journalPiece} is this object has a number in the current piece. */
  private Object current = new Object();

  private DecodedEvent last;

  /** Number of entries of the current piece. */
  int count() {
    return count;
  }

  /** Bytes of the current piece. */
  int size() {
    return entries.size();
  }

  /**
   * @param seenAt the sensor's new {@link Sensor#lastSeen}, or {@link Sensor#NEVER} if it stays
   */
  void accepted(Sensor sensor, DecodedEvent event, boolean withId, long seenAt) {
    boolean sameMetrics = hasMetricsOfLast(event);
    boolean seen = seenAt != Sensor.NEVER;
    entries.putByte(
        ACCEPTED | (sameMetrics ? SAME_METRICS : 0) | (withId ? WITH_ID : 0) | (seen ? SEEN : 0));
    putSensor(sensor);
    entries.putVarint(event.time() - (last == null ? 0 : last.time()));
    if (seen) {
      entries.putVarint(seenAt);
    }
    if (withId) {
      entries.putLong(event.idHigh()).putLong(event.idLow());
    }
    if (!sameMetrics) {
      putMetrics(event);
    }
    for (int i = 0; i < event.size(); i++) {
      entries.putDouble(event.value(i));
    }
    last = event;
    count++;
  }

  void closed(Sensor sensor, long before, long now) {
    putOther(CLOSED, sensor, before, now);
  }

  void emitted(Hour hour, long now) {
    putOther(EMITTED, hour.sensor, hour.start, now);
  }

  private void putOther(int kind, Sensor sensor, long time, long now) {
    entries.putByte(kind);
    putSensor(sensor);
    entries.putVarint(time).putVarint(now);
    count++;
  }

  private void putSensor(Sensor sensor) {
    if (sensor.journalPiece == current) {
      entries.putVarint(sensor.journalNumber);
    } else {
      sensor.journalPiece = current;
      sensor.journalNumber = ++sensors;
      entries.putVarint(0).putText(sensor.id);
    }
  }

  private boolean hasMetricsOfLast(DecodedEvent event) {
    if (last == null || last.size() != event.size()) {
      return false;
    }
    for (int i = 0; i < event.size(); i++) {
      if (!event.metric(i).equals(last.metric(i))) {
        return false;
      }
    }
    return true;
  }

  private void putMetrics(DecodedEvent event) {
    entries.putVarint(event.size());
    for (int i = 0; i < event.size(); i++) {
      Integer number = metrics.putIfAbsent(event.metric(i), metrics.size() + 1);
      if (number == null) {
        entries.putVarint(0).putText(event.metric(i));
      } else {
        entries.putVarint(number);
      }
    }
  }

  /**
   * Ends the current piece and begins a new one.
   *
   * @param now wall-clock time
   */
  byte[] take(long now) {
    piece.clear();
    piece.putByte(VERSION).putVarint(count).putVarint(now).putAll(entries);
    clear();
    return piece.toBytes();
  }

  /** Discards the current piece. */
  void clear() {
    entries.clear();
    metrics.clear();
    count = 0;
    sensors = 0;
    current = new Object();
    last = null;
  }
}
