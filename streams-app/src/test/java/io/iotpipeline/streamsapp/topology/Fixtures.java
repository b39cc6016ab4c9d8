package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** One valid event, of which each test changes one field. */
public final class Fixtures {

  public static final Instant NOW = Instant.parse("2020-07-13T12:34:56.789Z");
  public static final String SENSOR = "sensor-1";
  public static final String ID = "3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a5b";
  static final Map<String, Double> MEASURED = Map.of("temperature", 21.5);

  private Fixtures() {}

  public static SensorEvent event() {
    return new SensorEvent(ID, SENSOR, NOW, MEASURED);
  }

  public static SensorEvent withSensor(String sensorId) {
    return new SensorEvent(ID, sensorId, NOW, MEASURED);
  }

  public static SensorEvent withId(String eventId) {
    return new SensorEvent(eventId, SENSOR, NOW, MEASURED);
  }

  public static SensorEvent withTime(Instant time) {
    return new SensorEvent(ID, SENSOR, time, MEASURED);
  }

  public static SensorEvent withMeasurements(Map<String, Double> measurements) {
    return new SensorEvent(ID, SENSOR, NOW, measurements);
  }

  /** A new event with a random id. */
  public static SensorEvent reading(String sensorId, String time, double temperature) {
    return new SensorEvent(
        UUID.randomUUID().toString(),
        sensorId,
        Instant.parse(time),
        Map.of("temperature", temperature));
  }

  /** The event as the configured deserializer decodes it. */
  public static DecodedEvent decoded(SensorEvent event) {
    return new DecodedEvent(new byte[0], event);
  }

  public static byte[] key(SensorEvent event) {
    return event.getSensorId().getBytes(UTF_8);
  }
}
