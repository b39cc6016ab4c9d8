package io.iotpipeline.admin.verify;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The newest reading of each sensor in validated-events. */
final class NewestReadings {

  /**
   * @param eventTime greatest event time
   * @param arrived when the last of its events arrived in the topic
   */
  record Newest(Instant eventTime, Instant arrived) {}

  private final Map<String, Newest> bySensor = new HashMap<>();

  void add(String sensorId, Instant eventTime, Instant arrived) {
    bySensor.merge(
        sensorId,
        new Newest(eventTime, arrived),
        (a, b) -> new Newest(max(a.eventTime, b.eventTime), max(a.arrived, b.arrived)));
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  Map<String, Newest> bySensor() {
    return bySensor;
  }
}
