package io.iotpipeline.gateway.sparkplug;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.EventIds;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The readings of a payload: those with the same time make one event. A metric with two values of
 * the same time makes two events. Not thread-safe.
 */
final class ReadingsByTime {

  private final String sensorId;
  private final TreeMap<Long, List<Map<String, Double>>> events = new TreeMap<>();

  ReadingsByTime(String sensorId) {
    this.sensorId = sensorId;
  }

  /**
   * @param time milliseconds since 1970
   */
  void add(long time, String metric, double value) {
    List<Map<String, Double>> sameTime = events.computeIfAbsent(time, any -> new ArrayList<>(1));
    for (Map<String, Double> measurements : sameTime) {
      if (measurements.putIfAbsent(metric, value) == null) {
        return;
      }
    }
    Map<String, Double> measurements = new HashMap<>();
    measurements.put(metric, value);
    sameTime.add(measurements);
  }

  /** The events, by time. */
  Batch toBatch() {
    Batch batch = new Batch();
    events.forEach(
        (time, sameTime) -> {
          for (Map<String, Double> measurements : sameTime) {
            String id = EventIds.of(sensorId, time, measurements);
            batch.add(new SensorEvent(id, sensorId, Instant.ofEpochMilli(time), measurements));
          }
        });
    return batch;
  }
}
