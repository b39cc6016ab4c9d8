package io.iotpipeline.streamsapp.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the sensors of one partition as of the last commit; thread-safe. */
public final class SensorReader {

  private final SensorRecords records;

  SensorReader(SensorRecords records) {
    this.records = records;
  }

  public Optional<Sensor> sensor(String id) {
    return Optional.ofNullable(records.sensor(id));
  }

  /**
   * Returns the stored hours of a sensor, by time: the open ones, and the newest one of an inactive
   * sensor.
   *
   * @param from earliest start, inclusive, ms since 1970-01-01T00:00:00Z
   * @param to latest start, exclusive, ms since 1970-01-01T00:00:00Z
   */
  public List<Hour> hours(Sensor sensor, long from, long to) {
    List<Hour> hours = new ArrayList<>();
    records.hourStarts(
        sensor.id,
        from,
        to,
        start -> {
          Hour hour = records.hour(sensor, start);
          if (hour != null) {
            hours.add(hour);
          }
        });
    return hours;
  }
}
