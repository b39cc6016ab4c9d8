package io.iotpipeline.streamsapp.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sensors of one partition as they were last committed, for readers in any thread. */
public final class SensorReader {

  private final SensorRecords disk;

  SensorReader(SensorRecords disk) {
    this.disk = disk;
  }

  public Optional<Sensor> sensor(String id) {
    return Optional.ofNullable(disk.sensor(id));
  }

  /**
   * The hours of a sensor that are kept: the open ones, and of a sensor that fell silent the last.
   *
   * @param from start of the first, milliseconds since 1970-01-01T00:00:00Z
   * @param to where to end, exclusive
   */
  public List<Hour> hours(Sensor sensor, long from, long to) {
    List<Hour> hours = new ArrayList<>();
    disk.hourStarts(
        sensor.id,
        from,
        to,
        start -> {
          Hour hour = disk.hour(sensor, start);
          if (hour != null) {
            hours.add(hour);
          }
        });
    return hours;
  }
}
