package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * An event as the processors pass it on: decoded once, together with the bytes of the record value.
 * It is not validated. The time is in ms since 1970-01-01T00:00:00Z; {@code value(i)} is the value
 * of {@code metric(i)}.
 */
public final class DecodedEvent {

  private final byte[] bytes;
  private final boolean ourLayout;
  private final String sensorId;
  private final String eventId;
  private final long idHigh;
  private final long idLow;
  private final long time;
  private final String[] metrics;
  private final double[] values;

  /** An event with the layout of our schema and an id that is a UUID. */
  DecodedEvent(
      byte[] bytes,
      String sensorId,
      long idHigh,
      long idLow,
      long time,
      String[] metrics,
      double[] values) {
    this.bytes = bytes;
    this.ourLayout = true;
    this.sensorId = sensorId;
    this.eventId = null;
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.time = time;
    this.metrics = metrics;
    this.values = values;
  }

  /** An event that was accepted before, without the bytes of its record. */
  public static DecodedEvent of(
      String sensorId, long idHigh, long idLow, long time, String[] metrics, double[] values) {
    return new DecodedEvent(new byte[0], sensorId, idHigh, idLow, time, metrics, values);
  }

  /** An event with any layout. */
  public DecodedEvent(byte[] bytes, SensorEvent event) {
    this.bytes = bytes;
    this.ourLayout = false;
    this.sensorId = event.getSensorId();
    this.eventId = event.getEventId();
    boolean isUuid = EventIds.isCanonical(eventId);
    this.idHigh = isUuid ? EventIds.high(eventId) : 0;
    this.idLow = isUuid ? EventIds.low(eventId) : 0;
    this.time = event.getEventTime().toEpochMilli();
    Map<String, Double> measurements = event.getMeasurements();
    this.metrics = new String[measurements.size()];
    this.values = new double[measurements.size()];
    int i = 0;
    for (Map.Entry<String, Double> measurement : measurements.entrySet()) {
      metrics[i] = measurement.getKey();
      values[i++] = measurement.getValue();
    }
  }

  /** The record value, unchanged. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the bytes after the schema id are the same as our schema writes. */
  public boolean hasOurLayout() {
    return ourLayout;
  }

  public String sensorId() {
    return sensorId;
  }

  /** Returns whether the record key is the sensor id in UTF-8. */
  boolean isKeyedBy(byte[] key) {
    return key != null && Arrays.equals(sensorId.getBytes(UTF_8), key);
  }

  boolean hasUuid() {
    return eventId == null || EventIds.isCanonical(eventId);
  }

  public String eventId() {
    return eventId == null ? new UUID(idHigh, idLow).toString() : eventId;
  }

  /** The first 8 bytes of the event id, if it is a UUID. */
  public long idHigh() {
    return idHigh;
  }

  /** The last 8 bytes of the event id, if it is a UUID. */
  public long idLow() {
    return idLow;
  }

  public long time() {
    return time;
  }

  public int size() {
    return metrics.length;
  }

  public String metric(int i) {
    return metrics[i];
  }

  public double value(int i) {
    return values[i];
  }
}
