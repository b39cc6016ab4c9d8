package io.iotpipeline.streamsapp.state;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The sensors as records of a store of bytes; see {@link SensorKeys} for the keys. Safe for several
 * readers beside the one thread that writes.
 */
final class SensorRecords {

  /** A record of ids is written when it has so many: fewer travel with their hour. */
  private static final int IDS_PER_CHUNK = 32;

  final KeyValueStore<Bytes, byte[]> records;
  private final HourCodec hours = new HourCodec();

  SensorRecords(KeyValueStore<Bytes, byte[]> records) {
    this.records = records;
  }

  /** The sensor without any hour, or null; its clock may stand behind that of its newest hour. */
  Sensor head(String id) {
    byte[] bytes = records.get(SensorKeys.sensor(id));
    return bytes == null ? null : SensorCodec.read(id, bytes);
  }

  /** The sensor with its newest hour, or null. */
  Sensor sensor(String id) {
    Sensor sensor = head(id);
    if (sensor == null) {
      return null;
    }
    Hour newest = hour(sensor, sensor.newestHour);
    if (newest != null) {
      sensor.keep(newest);
      // The sensor's own record is not written for every event, that of its newest hour is.
      sensor.clock = Math.max(sensor.clock, newest.lastTime());
    }
    byte[] baselines = records.get(SensorKeys.baselines(id));
    if (baselines != null) {
      sensor.watch.readBaselines(baselines);
    }
    return sensor;
  }

  Hour hour(Sensor sensor, long start) {
    byte[] bytes = records.get(SensorKeys.hour(sensor.id, start));
    return bytes == null ? null : HourCodec.read(new Hour(sensor, start), bytes);
  }

  /** All ids of the hour, in chunks or not. */
  EventIdSet ids(Hour hour) {
    EventIdSet ids = new EventIdSet();
    for (int chunk = 0; chunk < hour.chunks; chunk++) {
      ByteBuffer in =
          ByteBuffer.wrap(records.get(SensorKeys.ids(hour.sensor.id, hour.start, chunk)));
      while (in.hasRemaining()) {
        ids.add(in.getLong(), in.getLong());
      }
    }
    for (int i = 0; i < hour.freshSize; i += 2) {
      ids.add(hour.freshIds[i], hour.freshIds[i + 1]);
    }
    return ids;
  }

  void write(Sensor sensor) {
    records.put(SensorKeys.sensor(sensor.id), SensorCodec.write(sensor));
    if (sensor.learnt) {
      records.put(SensorKeys.baselines(sensor.id), sensor.watch.writeBaselines());
      sensor.learnt = false;
    }
  }

  void write(Hour hour) {
    if (hour.freshSize >= 2 * IDS_PER_CHUNK) {
      writeChunk(hour);
    }
    records.put(SensorKeys.hour(hour.sensor.id, hour.start), hours.write(hour));
    hour.stored = true;
    // The newest hour tells by its own record whether it is due.
    mark(hour, hour.due && hour.start != hour.sensor.newestHour);
  }

  private void writeChunk(Hour hour) {
    ByteBuffer ids = ByteBuffer.allocate(Long.BYTES * hour.freshSize);
    for (int i = 0; i < hour.freshSize; i++) {
      ids.putLong(hour.freshIds[i]);
    }
    records.put(SensorKeys.ids(hour.sensor.id, hour.start, hour.chunks++), ids.array());
    hour.forgetFreshIds();
  }

  private void mark(Hour hour, boolean wanted) {
    if (wanted != hour.marked) {
      records.put(SensorKeys.due(hour.sensor.id, hour.start), wanted ? new byte[0] : null);
      hour.marked = wanted;
    }
  }

  void delete(Hour hour) {
    deleteChunks(hour);
    mark(hour, false);
    if (hour.stored) {
      records.delete(SensorKeys.hour(hour.sensor.id, hour.start));
      hour.stored = false;
    }
  }

  void deleteChunks(Hour hour) {
    for (int chunk = 0; chunk < hour.chunks; chunk++) {
      records.delete(SensorKeys.ids(hour.sensor.id, hour.start, chunk));
    }
    hour.chunks = 0;
  }

  /** The starts of the sensor's stored hours, from inclusive, to exclusive, ascending. */
  void hourStarts(String sensorId, long from, long to, Consumer<Long> each) {
    if (from >= to) {
      return;
    }
    Bytes last = SensorKeys.hour(sensorId, to - 1);
    forEachKey(
        SensorKeys.hour(sensorId, from), last, key -> each.accept(SensorKeys.hourStart(key)));
  }

  /** The ids of all sensors. */
  void sensorIds(Consumer<String> each) {
    forEachKey(
        SensorKeys.firstSensor(),
        SensorKeys.lastSensor(),
        key -> each.accept(SensorKeys.sensorId(key)));
  }

  /** The keys of the marks of hours that are due. */
  void dueMarks(Consumer<Bytes> each) {
    forEachKey(SensorKeys.firstDue(), SensorKeys.lastDue(), each);
  }

  private void forEachKey(Bytes from, Bytes to, Consumer<Bytes> each) {
    try (KeyValueIterator<Bytes, byte[]> found = records.range(from, to)) {
      while (found.hasNext()) {
        KeyValue<Bytes, byte[]> record = found.next();
        each.accept(record.key);
      }
    }
  }
}
