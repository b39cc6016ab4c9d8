package io.iotpipeline.api.readings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.schemas.UtcHour;
import java.io.IOException;
import java.time.Instant;

/**
 * What one metric did in one UTC hour.
 *
 * @param startMs ms since 1970-01-01T00:00:00Z
 * @param revision of the update that it is of; rises with each
 * @param closed whether it takes no further readings
 */
public record Hour(
    String metric,
    long startMs,
    long count,
    double sum,
    double mean,
    double min,
    double max,
    double stddev,
    double first,
    double last,
    long revision,
    boolean closed) {

  /** As the streams app writes it. */
  static Hour of(JsonNode json) {
    return new Hour(
        json.path("metric").asText(),
        Instant.parse(json.path("window_start").asText()).toEpochMilli(),
        json.path("count").asLong(),
        json.path("sum").asDouble(Double.NaN),
        json.path("mean").asDouble(Double.NaN),
        json.path("min").asDouble(Double.NaN),
        json.path("max").asDouble(Double.NaN),
        json.path("stddev").asDouble(Double.NaN),
        json.path("first").asDouble(Double.NaN),
        json.path("last").asDouble(Double.NaN),
        json.path("revision").asLong(),
        json.path("closed").asBoolean());
  }

  void write(JsonGenerator json, String unit) throws IOException {
    json.writeStartObject();
    json.writeStringField("metric", metric);
    json.writeStringField("start", Json.time(startMs));
    json.writeStringField("end", Json.time(startMs + UtcHour.MILLIS));
    json.writeNumberField("count", count);
    Json.number(json, "sum", sum);
    Json.number(json, "mean", mean);
    Json.number(json, "min", min);
    Json.number(json, "max", max);
    Json.number(json, "stddev", stddev);
    Json.number(json, "first", first);
    Json.number(json, "last", last);
    json.writeStringField("unit", unit);
    json.writeBooleanField("closed", closed);
    json.writeEndObject();
  }
}
