package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.catalogue.MetricRule;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.register.Registration;
import io.iotpipeline.streamsapp.state.Sensor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Maps a sensor to its record of the register. */
final class SensorStatusMapper {

  private final MetricCatalogue catalogue;

  /**
   * @param catalogue has the units
   */
  SensorStatusMapper(MetricCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  SensorStatus status(Sensor sensor, long revision) {
    Registration registration = sensor.registration();
    Description description = registration.description();
    Map<String, Double> readings = new HashMap<>();
    Map<String, String> units = new HashMap<>();
    sensor.forEachReading(
        (metric, reading) -> {
          readings.put(metric, reading);
          MetricRule rule = catalogue.rule(metric);
          if (rule != null && rule.unit() != null) {
            units.put(metric, rule.unit());
          }
        });
    long expectedMs = registration.expectedMs();
    return SensorStatus.newBuilder()
        .setSensorId(sensor.id())
        .setState(state(registration))
        .setStateSince(Instant.ofEpochMilli(registration.stateSince()))
        .setFirstHeard(instant(registration.firstHeard()))
        .setLastHeard(instant(registration.lastHeard()))
        .setNewestReading(registration.isHeard() ? Instant.ofEpochMilli(sensor.clock()) : null)
        .setReadings(readings)
        .setUnits(units)
        .setName(description.name())
        .setPlace(description.place())
        .setOwner(description.owner())
        .setKind(description.kind())
        .setTags(description.tags())
        .setExpectedIntervalMs(expectedMs == 0 ? null : expectedMs)
        .setIntervalSource(
            expectedMs == 0 ? "" : registration.isIntervalGiven() ? "GIVEN" : "LEARNT")
        .setRevision(revision)
        .build();
  }

  private static String state(Registration registration) {
    if (!registration.isHeard()) {
      return "NEVER_HEARD";
    }
    return registration.isSilent() ? "SILENT" : "ACTIVE";
  }

  private static Instant instant(long ms) {
    return ms == Registration.NEVER ? null : Instant.ofEpochMilli(ms);
  }
}
