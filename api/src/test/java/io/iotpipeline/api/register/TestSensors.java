package io.iotpipeline.api.register;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sensors of the tests; each begins with one that is valid and changes what a test is about. */
public final class TestSensors {

  public static final Instant HEARD = Instant.parse("2026-11-27T10:00:00Z");

  private TestSensors() {}

  public static SensorStatus active(String id) {
    return status(id, "ACTIVE", HEARD, "", List.of());
  }

  public static SensorStatus status(
      String id, String state, Instant lastHeard, String name, List<String> tags) {
    return status(id, state, lastHeard, name, tags, Map.of("temperature", 21.5));
  }

  public static SensorStatus status(
      String id,
      String state,
      Instant lastHeard,
      String name,
      List<String> tags,
      Map<String, Double> readings) {
    Map<String, String> units = new TreeMap<>();
    readings.keySet().forEach(metric -> units.put(metric, "°C"));
    return new SensorStatus(
        id, state, HEARD, HEARD, lastHeard, lastHeard, readings, units, name, "roof", "ops", "t1",
        tags, 10_000L, "LEARNT", 1L);
  }

  public static SensorAlert alert(String id, String kind, String severity, Instant time) {
    return new SensorAlert(
        id,
        time,
        "00000000-0000-0000-0000-000000000001",
        "temperature",
        kind,
        severity,
        30.0,
        20.0,
        5.0,
        "too warm");
  }
}
