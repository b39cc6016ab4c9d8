package io.iotpipeline.gateway.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.iotpipeline.gateway.intake.EventIds;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.VisibleText;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The fields of one event. A wrong field does not end reading, because the object must be read to
 * its end; the first problem is kept.
 */
final class EventFields {

  private static final int MAX_SHOWN = 60;
  private static final int UUID_LENGTH = 36;

  private final JsonParser parser;
  private final String fixedSensorId;
  private final EventTime time = new EventTime();
  private String sensorId;
  private String eventId;
  private Map<String, Double> measurements;
  private String problem;

  EventFields(JsonParser parser, String fixedSensorId) {
    this.parser = parser;
    this.fixedSensorId = fixedSensorId;
  }

  /** Reads the object, whose first brace is the current token, to its last brace. */
  void read() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "sensor_id" -> sensorId = text(name, sensorId, value);
        case "event_id" -> eventId = text(name, eventId, value);
        case "event_time" -> report(time.read(parser, value));
        case "event_time_unit" -> report(time.readUnit(parser, value));
        case "measurements" -> readMeasurements(value);
        default ->
            report(
                "unknown field "
                    + quoted(name)
                    + "; there are sensor_id, event_time, event_time_unit, measurements, event_id");
      }
      parser.skipChildren(); // of an object or array that should not be here
    }
    check();
  }

  private String text(String name, String before, JsonToken value) throws IOException {
    if (before != null) {
      report(name + " is there twice");
    } else if (value != JsonToken.VALUE_STRING) {
      report(name + " is " + describe(value) + "; expected a string");
      return "";
    }
    return parser.getText();
  }

  private void readMeasurements(JsonToken value) throws IOException {
    if (measurements != null) {
      report("measurements is there twice");
    }
    measurements = new HashMap<>();
    if (value != JsonToken.START_OBJECT) {
      report("measurements is " + describe(value) + "; expected an object of numbers");
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String metric = parser.currentName();
      JsonToken number = parser.nextToken();
      if (!number.isNumeric()) {
        report("measurement " + quoted(metric) + " is " + describe(number) + "; expected a number");
        parser.skipChildren();
      } else if (measurements.put(metric, parser.getDoubleValue()) != null) {
        report("measurement " + quoted(metric) + " is there twice");
      } else if (Double.isInfinite(parser.getDoubleValue())) {
        report("measurement " + quoted(metric) + " is too large for a double");
      }
    }
  }

  private void check() {
    if (sensorId == null) {
      sensorId = fixedSensorId;
    }
    if (sensorId == null) {
      report("sensor_id is missing");
    } else if (sensorId.isBlank()) {
      report("sensor_id is blank");
    } else if (fixedSensorId != null && !sensorId.equals(fixedSensorId)) {
      report(
          "sensor_id is %s, but the topic is of %s"
              .formatted(quoted(sensorId), quoted(fixedSensorId)));
    }
    report(time.problem());
    if (measurements == null) {
      report("measurements is missing");
    } else if (measurements.isEmpty()) {
      report("measurements is empty");
    }
    if (eventId != null && !isUuid(eventId)) {
      report("event_id is " + quoted(eventId) + "; expected a UUID, or leave it out");
    }
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    try {
      var unused = UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The event; null if there is a {@link #problem()}. */
  SensorEvent event() {
    if (problem != null) {
      return null;
    }
    long ms = time.epochMs();
    String id = eventId == null ? EventIds.of(sensorId, ms, measurements) : eventId;
    return new SensorEvent(id, sensorId, Instant.ofEpochMilli(ms), measurements);
  }

  String problem() {
    return problem;
  }

  /**
   * @param found null: nothing
   */
  private void report(String found) {
    if (problem == null) {
      problem = found;
    }
  }

  static String quoted(String text) {
    return '"' + VisibleText.of(text.length() <= MAX_SHOWN ? text : cut(text)) + '"';
  }

  private static String cut(String text) {
    return text.substring(0, MAX_SHOWN) + "…";
  }

  static String describe(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }
}
