package io.iotpipeline.api.register;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.alerts.OpenAlert;
import io.iotpipeline.api.answer.Json;
import java.util.List;

/** A sensor as the API shows it. */
final class SensorJson {

  private static final double MS_PER_SECOND = 1000;

  private static final long FIXED_BYTES = 500;
  private static final long READING_BYTES = 45;
  private static final long ALERT_BYTES = 110;

  private SensorJson() {}

  static ObjectNode of(Sensor sensor, List<OpenAlert> open) {
    ObjectNode json =
        Json.object()
            .put("sensor_id", sensor.id())
            .put("state", sensor.state())
            .put("state_since", Json.time(sensor.stateSince()));
    time(json, "first_heard", sensor.firstHeard());
    time(json, "last_heard", sensor.lastHeard());
    time(json, "newest_reading", sensor.newestReading());
    readings(json, sensor);
    json.put("name", sensor.name())
        .put("place", sensor.place())
        .put("owner", sensor.owner())
        .put("kind", sensor.kind());
    ArrayNode tags = json.putArray("tags");
    sensor.tags().forEach(tags::add);
    if (sensor.expectedIntervalMs() > 0) {
      json.put("expected_interval_s", sensor.expectedIntervalMs() / MS_PER_SECOND);
    } else {
      json.putNull("expected_interval_s");
    }
    json.put("interval_source", sensor.intervalSource());
    ArrayNode alerts = json.putArray("alerts");
    if (sensor.isSilent()) {
      alerts.add(alert(new OpenAlert(Sensor.SILENT, "", "WARNING", sensor.stateSince())));
    }
    open.forEach(each -> alerts.add(alert(each)));
    return json;
  }

  /** Size of its JSON, about. */
  static long bytes(Sensor sensor, List<OpenAlert> open) {
    long bytes = FIXED_BYTES + sensor.name().length() + sensor.place().length();
    bytes += sensor.owner().length() + sensor.kind().length();
    for (int i = 0; i < sensor.metrics().size(); i++) {
      bytes += READING_BYTES + sensor.metrics().get(i).length() + sensor.units().get(i).length();
    }
    for (String tag : sensor.tags()) {
      bytes += tag.length() + 3;
    }
    for (OpenAlert alert : open) {
      bytes += ALERT_BYTES + alert.metric().length();
    }
    return bytes;
  }

  /** Only what the sensor has measured last. */
  static ObjectNode latest(Sensor sensor) {
    ObjectNode json = Json.object().put("sensor_id", sensor.id());
    time(json, "newest_reading", sensor.newestReading());
    readings(json, sensor);
    return json;
  }

  private static void readings(ObjectNode json, Sensor sensor) {
    json.put("metric_count", sensor.metricCount());
    ObjectNode readings = json.putObject("readings");
    for (int i = 0; i < sensor.metrics().size(); i++) {
      ObjectNode reading = readings.putObject(sensor.metrics().get(i));
      Json.number(reading, "value", sensor.values()[i]).put("unit", sensor.units().get(i));
    }
  }

  private static ObjectNode alert(OpenAlert alert) {
    return Json.object()
        .put("kind", alert.kind())
        .put("metric", alert.metric())
        .put("severity", alert.severity())
        .put("since", Json.time(alert.sinceMs()));
  }

  private static void time(ObjectNode json, String name, long ms) {
    if (ms == Sensor.NEVER) {
      json.putNull(name);
    } else {
      json.put(name, Json.time(ms));
    }
  }
}
