package io.iotpipeline.streamsapp.state;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.journal.JournalEntries;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.register.Silence;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.function.LongSupplier;

/**
 * Applies the entries of the journal to the sensors again, except those that their snapshots
 * contain, and to their hours, except those that the record of the hour contains: it may be newer
 * than the snapshot. Nothing is emitted.
 */
final class JournalReplay implements JournalEntries {

  private final SensorStore store;
  private final SensorRecords records;
  private final LongSupplier entry;
  private final AlertLimits limits;

  /**
   * @param entry number of the entry that is applied
   */
  JournalReplay(SensorStore store, SensorRecords records, LongSupplier entry, AlertLimits limits) {
    this.store = store;
    this.records = records;
    this.entry = entry;
    this.limits = limits;
  }

  @Override
  public void accepted(DecodedEvent event, boolean withId, long seenAt, long arrivedAt) {
    Sensor sensor = find(event.sensorId());
    if (sensor == null) {
      return;
    }
    Hour hour = store.hourWhileReplaying(sensor, UtcHour.startOf(event.time()));
    boolean isInHour = isInRecord(hour);
    long advance = sensor.advance(event.time());
    store.apply(hour, event, withId && !isInHour, seenAt);
    store.changed(sensor);
    for (int i = 0; i < event.size(); i++) {
      sensor.detectors.observe(event.metric(i), event.time(), event.value(i), limits);
    }
    store.detectorsChanged(sensor);
    Silence unused = sensor.registration.heard(arrivedAt, advance);
    if (!isInHour) {
      hour.add(event);
      store.changed(hour);
    }
    store.countBytes(hour);
  }

  @Override
  public void closed(String sensorId, long before, long now) {
    Sensor sensor = find(sensorId);
    if (sensor != null) {
      store.changed(sensor);
      store.apply(
          sensor, before, hour -> hour.series().forEach(series -> series.nextRevision(now)));
    }
  }

  @Override
  public void emitted(String sensorId, long hourStart, long now) {
    Sensor sensor = find(sensorId);
    if (sensor != null) {
      store.changed(sensor);
      Hour hour = store.hour(sensor, hourStart);
      if (!isInRecord(hour)) {
        hour.markEmitted(now);
        store.changed(hour);
      }
      hour.pending = false;
    }
  }

  @Override
  public void silenced(String sensorId, long now) {
    Sensor sensor = find(sensorId);
    if (sensor != null) {
      store.changed(sensor);
      Silence unused = sensor.registration.silence(now);
    }
  }

  @Override
  public void registered(String sensorId, long now) {
    Sensor sensor = find(sensorId);
    if (sensor != null) {
      store.changed(sensor);
      long unused = sensor.registration.nextRevision(sensor.detectors.size(), now);
    }
  }

  @Override
  public void described(String sensorId, Description description, long now) {
    Sensor sensor = find(sensorId);
    if (sensor != null) {
      store.changed(sensor);
      sensor.registration.describe(description, now);
      store.countBytes(sensor);
    }
  }

  /**
   * Returns the sensor of the current entry, or null if its snapshot contains the entry. Such a
   * sensor is not kept in memory. So the journal needs no more memory than its changed sensors had
   * before the crash, and mostly no transaction that would have to write the others.
   */
  private Sensor find(String id) {
    store.evictIfFull();
    Sensor sensor = store.inMemory(id);
    if (sensor == null) {
      Sensor stored = records.sensorWithoutHours(id);
      if (stored != null && isInSnapshot(stored)) {
        return null;
      }
      sensor = store.sensor(id); // a reader may meet a newer snapshot now
    }
    return isInSnapshot(sensor) ? null : sensor;
  }

  private boolean isInSnapshot(Sensor sensor) {
    return entry.getAsLong() < sensor.nextEntry;
  }

  private boolean isInRecord(Hour hour) {
    return entry.getAsLong() < hour.nextEntry;
  }
}
