package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.store.ByteOutput;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes entries into a piece of the journal.
 *
 * <p>The form of a piece: a version byte, the number of entries, the wall-clock time, then the
 * entries. An entry starts with a byte of its kind and flags, then the sensor: 0 and its id where
 * it occurs for the first time in the piece, else its number. What follows depends on the kind:
 *
 * <ul>
 *   <li>{@link #ACCEPTED}: the event time and the time of arrival, each as the difference from that
 *       of the accepted event before; the wall-clock time, if flagged {@link #SEEN}; the event id
 *       (16 bytes), if flagged {@link #WITH_ID}; the metrics, unless flagged {@link #SAME_METRICS}
 *       as before: their number, and for each 0 and its name, or its number; then the readings (8
 *       bytes each)
 *   <li>{@link #CLOSED}: the start of the first hour that is open, and the wall-clock time
 *   <li>{@link #EMITTED}: the start of the hour, and the wall-clock time
 *   <li>{@link #SILENCED}, {@link #REGISTERED}: the wall-clock time
 *   <li>{@link #DESCRIBED}: the wall-clock time, and the description
 * </ul>
 *
 * <p>Times are milliseconds since 1970-01-01T00:00:00Z; numbers have a variable length.
 */
final class JournalWriter implements JournalEntries {

  static final byte VERSION = 2;

  /** Without the time of arrival, and without the entries of the register. */
  static final byte VERSION_1 = 1;

  static final int KIND = 0b11;
  static final int ACCEPTED = 0;
  static final int CLOSED = 1;
  static final int EMITTED = 2;

  /** The flags are part of the kind. */
  static final int OTHER = 3;

  static final int SILENCED = 0b00011;
  static final int REGISTERED = 0b00111;
  static final int DESCRIBED = 0b01011;
  static final int SAME_METRICS = 0b100;
  static final int WITH_ID = 0b1000;
  static final int SEEN = 0b10000;

  private final ByteOutput entries = new ByteOutput();
  private final ByteOutput piece = new ByteOutput();
  private final Map<String, Integer> sensors = new HashMap<>();
  private final Map<String, Integer> metrics = new HashMap<>();
  private int count;
  private DecodedEvent last;
  private long lastArrivedAt;

  /** Number of entries of the current piece. */
  int count() {
    return count;
  }

  /** Bytes of the current piece. */
  int size() {
    return entries.size();
  }

  @Override
  public void accepted(DecodedEvent event, boolean withId, long seenAt, long arrivedAt) {
    boolean sameMetrics = hasMetricsOfLast(event);
    boolean seen = seenAt != NOT_SEEN;
    entries.putByte(
        ACCEPTED | (sameMetrics ? SAME_METRICS : 0) | (withId ? WITH_ID : 0) | (seen ? SEEN : 0));
    put(event.sensorId(), sensors);
    entries.putVarint(event.time() - (last == null ? 0 : last.time()));
    entries.putVarint(arrivedAt - lastArrivedAt);
    lastArrivedAt = arrivedAt;
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

  @Override
  public void closed(String sensorId, long before, long now) {
    put(CLOSED, sensorId, before, now);
  }

  @Override
  public void emitted(String sensorId, long hourStart, long now) {
    put(EMITTED, sensorId, hourStart, now);
  }

  @Override
  public void silenced(String sensorId, long now) {
    put(SILENCED, sensorId, now);
  }

  @Override
  public void registered(String sensorId, long now) {
    put(REGISTERED, sensorId, now);
  }

  @Override
  public void described(String sensorId, Description description, long now) {
    put(DESCRIBED, sensorId, now);
    description.write(entries);
  }

  private void put(int kind, String sensorId, long now) {
    entries.putByte(kind);
    put(sensorId, sensors);
    entries.putVarint(now);
    count++;
  }

  private void put(int kind, String sensorId, long time, long now) {
    entries.putByte(kind);
    put(sensorId, sensors);
    entries.putVarint(time).putVarint(now);
    count++;
  }

  /** Writes a name where it occurs for the first time in the piece, and its number later. */
  private void put(String name, Map<String, Integer> numbers) {
    Integer number = numbers.putIfAbsent(name, numbers.size() + 1);
    if (number == null) {
      entries.putVarint(0).putText(name);
    } else {
      entries.putVarint(number);
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
      put(event.metric(i), metrics);
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
    sensors.clear();
    metrics.clear();
    count = 0;
    lastArrivedAt = 0;
    last = null;
  }
}
