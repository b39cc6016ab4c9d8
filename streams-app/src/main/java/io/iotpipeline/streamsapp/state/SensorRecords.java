package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.KeyScan;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Reads and writes the sensors as records of a byte store; see {@link SensorKeys} for the keys. One
 * thread writes; any number of threads may read at the same time.
 */
final class SensorRecords {

  /** Ids per chunk record, at least. Fewer ids are part of the record of their hour. */
  private static final int MIN_IDS_PER_CHUNK = 32;

  private static final int MAX_IDS_PER_CHUNK = 64;

  private final KeyValueStore<Bytes, byte[]> bytes;
  private final boolean writable;
  private final HourCodec hours = new HourCodec();
  private final SensorCodec sensors = new SensorCodec();

  SensorRecords(KeyValueStore<Bytes, byte[]> bytes) {
    this(bytes, true);
  }

  private SensorRecords(KeyValueStore<Bytes, byte[]> bytes, boolean writable) {
    this.bytes = bytes;
    this.writable = writable;
  }

  /** The same records; what is written is ignored. */
  SensorRecords readOnly() {
    return new SensorRecords(bytes, false);
  }

  KeyValueStore<Bytes, byte[]> bytes() {
    return bytes;
  }

  private void put(Bytes key, byte[] value) {
    if (writable) {
      bytes.put(key, value);
    }
  }

  private void delete(Bytes key) {
    put(key, null);
  }

  /** Returns the sensor without any hour, or null. */
  Sensor sensorWithoutHours(String id) {
    byte[] value = bytes.get(SensorKeys.sensor(id));
    return value == null ? null : SensorCodec.read(id, value);
  }

  /** Returns the sensor with its newest hour, or null. */
  Sensor sensor(String id) {
    Sensor sensor = sensorWithoutHours(id);
    if (sensor == null) {
      return null;
    }
    Hour newest = hour(sensor, sensor.newestHour);
    if (newest != null) {
      sensor.keep(newest);
    }
    byte[] baselines = bytes.get(SensorKeys.baselines(id));
    if (baselines != null) {
      sensor.detectors.readBaselines(baselines);
    }
    return sensor;
  }

  Hour hour(Sensor sensor, long start) {
    byte[] value = bytes.get(SensorKeys.hour(sensor.id, start));
    return value == null ? null : HourCodec.read(new Hour(sensor, start), value);
  }

  /** Returns the event ids of the hour from its chunks and its record, without the single ids. */
  EventIdSet ids(Hour hour) {
    EventIdSet ids = new EventIdSet();
    for (int chunk = 0; chunk < hour.chunks; chunk++) {
      ByteBuffer in = ByteBuffer.wrap(bytes.get(SensorKeys.ids(hour.sensor.id, hour.start, chunk)));
      while (in.hasRemaining()) {
        ids.add(in.getLong(), in.getLong());
      }
    }
    for (int i = 0; i < hour.unchunkedSize; i += 2) {
      ids.add(hour.unchunkedIds[i], hour.unchunkedIds[i + 1]);
    }
    return ids;
  }

  void write(Sensor sensor) {
    put(SensorKeys.sensor(sensor.id), sensors.write(sensor));
    if (sensor.baselinesChanged) {
      put(SensorKeys.baselines(sensor.id), sensor.detectors.writeBaselines());
      sensor.baselinesChanged = false;
    }
  }

  /** Adds an id to an hour. Of very many, each is stored as a record of its own. */
  void addId(Hour hour, long high, long low) {
    if (hour.hasManyIds()) {
      put(SensorKeys.singleId(hour.sensor.id, hour.start, high, low), new byte[0]);
      return;
    }
    hour.addId(high, low);
    if (hour.unchunkedSize >= 2 * MAX_IDS_PER_CHUNK) {
      writeChunk(hour);
    }
  }

  boolean hasSingleId(Hour hour, long high, long low) {
    return hour.hasManyIds()
        && bytes.get(SensorKeys.singleId(hour.sensor.id, hour.start, high, low)) != null;
  }

  void write(Hour hour) {
    if (hour.unchunkedSize >= 2 * MIN_IDS_PER_CHUNK) {
      writeChunk(hour);
    }
    put(SensorKeys.hour(hour.sensor.id, hour.start), hours.write(hour));
    hour.stored = true;
    mark(hour, hour.isDue());
  }

  private void writeChunk(Hour hour) {
    ByteBuffer ids = ByteBuffer.allocate(Long.BYTES * hour.unchunkedSize);
    for (int i = 0; i < hour.unchunkedSize; i++) {
      ids.putLong(hour.unchunkedIds[i]);
    }
    put(SensorKeys.ids(hour.sensor.id, hour.start, hour.chunks++), ids.array());
    hour.clearUnchunkedIds();
  }

  private void mark(Hour hour, boolean pending) {
    if (pending != hour.hasPendingMarker) {
      put(SensorKeys.pendingMarker(hour.sensor.id, hour.start), pending ? new byte[0] : null);
      hour.hasPendingMarker = pending;
    }
  }

  void delete(Hour hour) {
    deleteIds(hour);
    mark(hour, false);
    if (hour.stored) {
      delete(SensorKeys.hour(hour.sensor.id, hour.start));
      hour.stored = false;
    }
  }

  /** Deletes the ids of a closed hour; single ids only later, see {@link #deleteExpiredIds}. */
  void deleteIds(Hour hour) {
    if (hour.hasManyIds()) {
      put(SensorKeys.expiredMarker(hour.sensor.id, hour.start), new byte[0]);
    }
    for (int chunk = 0; chunk < hour.chunks; chunk++) {
      delete(SensorKeys.ids(hour.sensor.id, hour.start, chunk));
    }
    hour.chunks = 0;
  }

  /** Passes on the starts of the sensor's stored hours, ascending; {@code to} is exclusive. */
  void hourStarts(String sensorId, long from, long to, Consumer<Long> each) {
    if (from >= to) {
      return;
    }
    Bytes last = SensorKeys.hour(sensorId, to - 1);
    new KeyScan(bytes, SensorKeys.hour(sensorId, from), last)
        .next(Integer.MAX_VALUE, key -> each.accept(SensorKeys.hourStart(key)));
  }

  /** A scan over the keys of all sensors. */
  KeyScan sensors() {
    return new KeyScan(bytes, SensorKeys.firstSensor(), SensorKeys.lastSensor());
  }

  /** A scan over the keys of all pending markers. */
  KeyScan pendingMarkers() {
    return new KeyScan(bytes, SensorKeys.firstPendingMarker(), SensorKeys.lastPendingMarker());
  }

  /**
   * Deletes some of the single ids of closed hours.
   *
   * @param max maximum number of ids to delete
   */
  void deleteExpiredIds(int max) {
    new KeyScan(bytes, SensorKeys.firstExpiredMarker(), SensorKeys.lastExpiredMarker())
        .next(
            1,
            marker -> {
              String sensorId = SensorKeys.sensorId(marker);
              long hourStart = SensorKeys.hourStart(marker);
              KeyScan ids =
                  new KeyScan(
                      bytes,
                      SensorKeys.firstSingleId(sensorId, hourStart),
                      SensorKeys.lastSingleId(sensorId, hourStart));
              ids.next(max, this::delete);
              if (ids.isDone()) {
                delete(marker);
              }
            });
  }
}
