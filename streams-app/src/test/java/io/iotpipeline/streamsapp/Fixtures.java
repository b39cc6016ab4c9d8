package io.iotpipeline.streamsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.validate.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** One valid event, of which each test changes one field. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2020-07-13T12:34:56.789Z");
  static final String SENSOR = "sensor-1";
  static final String ID = "3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a5b";
  static final Map<String, Double> MEASURED = Map.of("temperature", 21.5);

  private Fixtures() {}

  static SensorEvent event() {
    return new SensorEvent(ID, SENSOR, NOW, MEASURED);
  }

  static SensorEvent withSensor(String sensorId) {
    return new SensorEvent(ID, sensorId, NOW, MEASURED);
  }

  static SensorEvent withId(String eventId) {
    return new SensorEvent(eventId, SENSOR, NOW, MEASURED);
  }

  static SensorEvent withTime(Instant time) {
    return new SensorEvent(ID, SENSOR, time, MEASURED);
  }

  static SensorEvent withMeasurements(Map<String, Double> measurements) {
    return new SensorEvent(ID, SENSOR, NOW, measurements);
  }

  /** A new event of its own id. */
  static SensorEvent reading(String sensorId, String time, double temperature) {
    return new SensorEvent(
        UUID.randomUUID().toString(),
        sensorId,
        Instant.parse(time),
        Map.of("temperature", temperature));
  }

  /** As the configured deserializer would have it. */
  static Reading decoded(SensorEvent event) {
    return new Reading(new byte[0], event);
  }

  static byte[] key(SensorEvent event) {
    return event.getSensorId().getBytes(UTF_8);
  }
}
