package io.iotpipeline.streamsapp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.schemas.HourlyAggregate;
import java.util.List;
import org.apache.avro.Schema;

/** Writes replies as JSON: names in snake_case, times as ISO-8601 instants in UTC. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static ObjectNode of(LatestReadings latest, boolean stale) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("sensor_id", latest.sensorId())
            .put("clock", latest.clock().toString())
            .put("stale", stale);
    ArrayNode readings = json.putArray("readings");
    for (LatestReadings.Reading reading : latest.readings()) {
      readings
          .addObject()
          .put("metric", reading.metric())
          .put("value", reading.value())
          .put("time", reading.time().toString());
    }
    return json;
  }

  static ArrayNode of(List<HourlyAggregate> hours) {
    ArrayNode json = MAPPER.createArrayNode();
    hours.forEach(hour -> json.add(of(hour)));
    return json;
  }

  /** Writes all fields of the schema, so that fields added later are included. */
  private static ObjectNode of(HourlyAggregate hour) {
    ObjectNode json = MAPPER.createObjectNode();
    for (Schema.Field field : hour.getSchema().getFields()) {
      Object value = hour.get(field.pos());
      if (value instanceof Number || value instanceof Boolean) {
        json.putPOJO(field.name(), value);
      } else {
        json.put(field.name(), String.valueOf(value));
      }
    }
    return json;
  }
}
